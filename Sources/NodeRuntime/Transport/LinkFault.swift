import Bilingual
import LedgerTypes

/// Why a link ends.
enum LinkFault: Error, Hashable, Sendable {
    /// No member enrolled the key of the certificate.
    case certificateNotEnrolled(fingerprint: String)
    case certificateOutOfDate(member: MemberID)
    case certificateUnreadable
    case otherVersion(UInt64)
    case otherChain
    /// The hello names another member than the certificate.
    case otherMember(MemberID)
    case helloNotSigned
    case helloUnreadable
    case frameTooLarge(bytes: Int)
    case unknownFrame(UInt8)
    case silent
    case handshakeTooSlow
    case queueFull
    case duplicate
    case refusedForNow
    case stopping
    case noLongerEnrolled
    case tooManyStrangers

    /// True if the peer broke the protocol, so that it is refused for a while.
    var isOffence: Bool {
        switch self {
        case .otherChain, .otherMember, .helloNotSigned, .helloUnreadable, .frameTooLarge,
            .unknownFrame:
            true
        default: false
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
        case .certificateOutOfDate(let member):
            "the certificate of \(member) is not valid today; renew it under the same key"
        case .certificateUnreadable: "the peer's certificate cannot be read"
        case .otherVersion(let version):
            "the peer speaks link version \(version), this node \(Limits.linkVersion); upgrade one"
        case .otherChain: "the peer belongs to another chain"
        case .otherMember(let member): "the peer calls itself \(member), its certificate does not"
        case .helloNotSigned: "the peer's hello is not signed with the member's gateway key"
        case .helloUnreadable: "the peer's first message is not a hello"
        case .frameTooLarge(let bytes): "the peer announced a message of \(bytes) bytes"
        case .unknownFrame(let kind): "the peer sent a message of unknown kind \(kind)"
        case .silent: "the peer has been silent for too long"
        case .handshakeTooSlow: "the peer did not say who it is in time"
        case .queueFull: "the peer reads too slowly for what must reach it"
        case .duplicate: "another link to the same member is in use"
        case .refusedForNow: "the peer broke the protocol a moment ago and is refused for a while"
        case .stopping: "the node stops"
        case .noLongerEnrolled: "the member's certificate is no longer enrolled"
        case .tooManyStrangers: "too many links have not said who they are"
        }
    }

    var chinese: String {
        switch self {
        case .certificateNotEnrolled(let fingerprint):
            "没有成员登记公钥指纹为 \(fingerprint) 的证书；若成员的节点丢失了已登记的密钥，请由其从 keys/ 的备份恢复；"
                + "否则系他人来访"
        case .certificateOutOfDate(let member): "\(member) 的证书今日不在有效期内，请用同一密钥续期"
        case .certificateUnreadable: "对方的证书无法读取"
        case .otherVersion(let version):
            "对方使用连接版本 \(version)，本节点为 \(Limits.linkVersion)，请升级其中之一"
        case .otherChain: "对方属于其他链"
        case .otherMember(let member): "对方自称 \(member)，与其证书不符"
        case .helloNotSigned: "对方的问候未经该成员的网关密钥签名"
        case .helloUnreadable: "对方的首条消息不是问候"
        case .frameTooLarge(let bytes): "对方宣告了 \(bytes) 字节的消息"
        case .unknownFrame(let kind): "对方发送了未知种类 \(kind) 的消息"
        case .silent: "对方沉默过久"
        case .handshakeTooSlow: "对方未及时表明身份"
        case .queueFull: "对方读取过慢"
        case .duplicate: "与同一成员的另一连接正在使用"
        case .refusedForNow: "对方刚刚违反协议，暂时拒绝"
        case .stopping: "节点正在停止"
        case .noLongerEnrolled: "该成员的证书已不再登记"
        case .tooManyStrangers: "尚未表明身份的连接过多"
        }
    }
}
