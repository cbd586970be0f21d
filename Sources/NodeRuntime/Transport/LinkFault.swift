import LedgerTypes

/// Why a link ends.
enum LinkFault: Error, Hashable, Sendable {
    /// No member enrolled the key of the certificate.
    case certificateNotEnrolled(fingerprint: String)
    /// The member of the certificate is suspended.
    case memberStopped(MemberID)
    /// The peer has this node's own certificate.
    case ownCertificate
    /// The peer told why it does not take the link.
    case refusedByPeer(LinkReason)
    case certificateUnreadable
    case otherVersion(UInt64)
    case otherChain
    /// The hello names another member than the certificate.
    case otherMember(MemberID)
    case helloUnreadable
    case frameTooLarge(bytes: Int)
    case unknownFrame(UInt8)
    case silent
    case handshakeTooSlow
    case queueFull
    case duplicate
    case refusedForNow
    case stopping
    case tooManyStrangers

    /// True if the peer broke the protocol, so that it is refused for a while.
    var isOffence: Bool {
        switch self {
        case .otherChain, .otherMember, .helloUnreadable, .frameTooLarge,
            .unknownFrame:
            true
        default: false
        }
    }

    /// True if the other end of a link in use can do something about it.
    var isTold: Bool {
        switch self {
        case .memberStopped, .certificateNotEnrolled, .refusedForNow, .duplicate, .otherMember:
            true
        default: false
        }
    }

    /// What the other end is told, and what health says.
    var reason: LinkReason {
        switch self {
        case .certificateNotEnrolled: .certificateNotEnrolled
        case .memberStopped: .memberStopped
        case .ownCertificate: .ownCertificate
        case .refusedByPeer(let reason): reason
        case .otherVersion: .otherVersion
        case .otherChain: .otherChain
        case .otherMember: .otherMember
        case .certificateUnreadable, .helloUnreadable, .frameTooLarge, .unknownFrame:
            .protocolBroken
        case .silent, .handshakeTooSlow, .queueFull, .tooManyStrangers: .overloaded
        case .duplicate: .replaced
        case .refusedForNow: .refusedForNow
        case .stopping: .stopping
        }
    }
}

extension LinkFault: CustomStringConvertible {
    var description: String {
        switch self {
        case .certificateNotEnrolled(let fingerprint):
            "no member enrolled the certificate with key fingerprint \(fingerprint); if a member's "
                + "node lost its enrolled key, it puts that back from the backup of keys/; otherwise "
                + "somebody else called"
        case .memberStopped(let member):
            "\(member) is suspended, as this node's ledger has it"
        case .ownCertificate:
            "the peer has this node's own certificate: a copy of this node runs, or an address in "
                + "`peers` leads back to this node"
        case .refusedByPeer(let reason):
            "the peer does not take it (\(reason.rawValue)): \(reason.words.english)"
        case .certificateUnreadable: "the peer's certificate cannot be read"
        case .otherVersion(let version):
            "the peer speaks link version \(version), this node \(Limits.linkVersion); upgrade one"
        case .otherChain: "the peer belongs to another chain"
        case .otherMember(let member): "the peer calls itself \(member), its certificate does not"
        case .helloUnreadable: "the peer's first message is not a hello"
        case .frameTooLarge(let bytes): "the peer announced a message of \(bytes) bytes"
        case .unknownFrame(let kind): "the peer sent a message of unknown kind \(kind)"
        case .silent: "the peer has been silent for too long"
        case .handshakeTooSlow: "the peer did not say who it is in time"
        case .queueFull: "the peer reads too slowly for what must reach it"
        case .duplicate: "another link to the same member is in use"
        case .refusedForNow: "the peer broke the protocol a moment ago and is refused for a while"
        case .stopping: "the node stops"
        case .tooManyStrangers: "too many links have not said who they are"
        }
    }
}
