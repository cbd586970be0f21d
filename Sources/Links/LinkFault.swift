import Bilingual
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
    /// A caller has not sent its ClientHello in time.
    case saysNothing
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

    /// The kind of the fault, without what the other end made up.
    var kind: String {
        if case .refusedByPeer(let reason) = self { return "refused \(reason.rawValue)" }
        return reason.rawValue
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
        case .silent, .handshakeTooSlow, .saysNothing, .queueFull, .tooManyStrangers: .overloaded
        case .duplicate: .replaced
        case .refusedForNow: .refusedForNow
        case .stopping: .stopping
        }
    }
}

extension LinkFault: Worded, CustomStringConvertible {
    var english: String {
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
        case .saysNothing: "the caller said nothing in time"
        case .queueFull: "the peer reads too slowly for what must reach it"
        case .duplicate: "another link to the same member is in use"
        case .refusedForNow: "the peer broke the protocol a moment ago and is refused for a while"
        case .stopping: "the node stops"
        case .tooManyStrangers: "callers that have not said who they are left no room for one more"
        }
    }

    var chinese: String {
        switch self {
        case .certificateNotEnrolled(let fingerprint):
            "没有成员登记公钥指纹为 \(fingerprint) 的证书；若成员的节点丢失了已登记的密钥，请由其从 keys/ 的备份恢复；"
                + "否则系他人来访"
        case .memberStopped(let member): "据本节点账本，\(member) 已被暂停"
        case .ownCertificate:
            "对方持有本节点自己的证书：本节点的副本正在运行，或 `peers` 中有地址指回本节点"
        case .refusedByPeer(let reason):
            "对方不接受（\(reason.rawValue)）：\(reason.words.chinese)"
        case .certificateUnreadable: "对方的证书无法读取"
        case .otherVersion(let version):
            "对方使用连接版本 \(version)，本节点为 \(Limits.linkVersion)，请升级其中之一"
        case .otherChain: "对方属于其他链"
        case .otherMember(let member): "对方自称 \(member)，与其证书不符"
        case .helloUnreadable: "对方的首条消息不是问候"
        case .frameTooLarge(let bytes): "对方宣告了 \(bytes) 字节的消息"
        case .unknownFrame(let kind): "对方发送了未知种类 \(kind) 的消息"
        case .silent: "对方沉默过久"
        case .handshakeTooSlow: "对方未及时表明身份"
        case .saysNothing: "来访者未及时发送任何内容"
        case .queueFull: "对方读取过慢"
        case .duplicate: "与同一成员的另一连接正在使用"
        case .refusedForNow: "对方刚刚违反协议，暂时拒绝"
        case .stopping: "节点正在停止"
        case .tooManyStrangers: "尚未表明身份的来访过多，须为新来访者让位"
        }
    }
}
