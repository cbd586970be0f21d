/// Why one end does not take a link, or only for blocks, as it tells the other end.
///
/// The raw values are wire names: they never change, and an unknown one is read as `other`.
package enum LinkReason: String, Sendable, Hashable, CaseIterable {
    /// No member enrolled the key of the certificate, as far as that end's ledger goes.
    case certificateNotEnrolled = "certificate-not-enrolled"
    /// The member is suspended.
    case memberStopped = "member-stopped"
    /// The other end has this very certificate.
    case ownCertificate = "own-certificate"
    case otherChain = "other-chain"
    case otherVersion = "other-version"
    /// The hello names another member than the certificate.
    case otherMember = "other-member"
    /// The hello is signed by another gateway key than that end's ledger names: blocks only.
    case gatewayKeyDiffers = "gateway-key-differs"
    /// Said over a link that stays: another one calls with the same certificate.
    case copyCalls = "copy-calls"
    /// Another link with the same certificate has taken the place of this one.
    case replaced
    /// The peer broke the protocol a moment ago and is refused for a while.
    case refusedForNow = "refused-for-now"
    case protocolBroken = "protocol-broken"
    /// Too slow, too silent, or too many.
    case overloaded
    /// Nothing answers at the address.
    case unreachable
    case stopping
    /// All is well again: takes back what was said before.
    case taken
    case other
}

extension LinkReason {
    /// What an officer reads: the words of whichever end found it, of the other one.
    package var words: (english: String, chinese: String) {
        switch self {
        case .certificateNotEnrolled:
            ("the ledger does not know the certificate's key", "账本未登记该证书公钥")
        case .memberStopped: ("the member is suspended", "该成员已被停用")
        case .ownCertificate:
            ("both ends have the same certificate", "两端使用同一证书")
        case .otherChain: ("the two nodes are on different chains", "两节点不属于同一条链")
        case .otherVersion:
            ("the two nodes speak different versions of the link", "两节点的连接协议版本不同")
        case .otherMember:
            ("the node calls itself another member than its certificate says", "自称成员与证书不符")
        case .gatewayKeyDiffers:
            (
                "the gateway key is not the one in the ledger: blocks only",
                "网关密钥与账本所载不同，仅可传送区块"
            )
        case .copyCalls:
            ("another node calls with the same certificate", "另有节点持相同证书发起连接")
        case .replaced:
            ("another node with the same certificate took the link", "另一个持相同证书的节点占用了连接")
        case .refusedForNow:
            ("refused for a while, since the protocol was broken", "因违反协议暂被拒绝")
        case .protocolBroken: ("a message could not be understood", "消息无法识别")
        case .overloaded: ("too slow or too silent", "应答过慢或长时间无消息")
        case .unreachable: ("nothing answers at the address", "该地址没有应答")
        case .stopping: ("the node stops", "节点正在停止")
        case .taken: ("linked", "已连接")
        case .other: ("another reason", "其他原因")
        }
    }
}
