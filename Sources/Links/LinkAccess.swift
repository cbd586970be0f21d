import LedgerTypes
import Sealing

/// What a link is good for, as this end judges it by its own ledger.
package enum LinkAccess: String, Hashable, Sendable {
    /// Certificate and gateway key are those that the ledger names: everything passes.
    case full = "full"
    /// The certificate is enrolled, the hello is signed by another gateway key than the ledger names:
    /// one of the two ends is behind, or has not put its new key in use. Blocks, which prove
    /// themselves, pass both ways; nothing else is believed.
    case blocks = "blocks"
    /// This node called the address that its configuration gives for a member that its ledger does
    /// not know yet: blocks are fetched, none is given.
    case fetching = "fetching"
}

/// Whom a link leads to.
struct LinkPeer: Hashable, Sendable {
    let member: MemberID
    let certificateKey: Digest
    /// The end of the certificate's dates, in milliseconds; the ledger knows only its key.
    let certificateEnds: UInt64

    /// What the link is good for under a directory, with the hello that came.
    ///
    /// Throws why it is not taken at all.
    func access(
        _ directory: PeerDirectory, hello: LinkHello, ownKey: Digest, isDialed: Bool
    ) throws(LinkFault) -> LinkAccess {
        if let enrolled = directory[certificateKey] {
            guard enrolled.member == member else { throw .otherMember(member) }
            return hello.isSigned(by: enrolled, to: ownKey) ? .full : .blocks
        }
        if let stopped = directory.stopped(certificateKey) { throw .memberStopped(stopped) }
        guard isDialed, !directory.knows(member) else {
            throw .certificateNotEnrolled(fingerprint: certificateKey.description)
        }
        return .fetching
    }
}
