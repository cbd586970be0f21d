import Bilingual

/// What went wrong between a client and its node: in words of both languages, with what to do.
public enum ClientFault: Error, Sendable {
    /// No answer: the node is not running or not reachable at this address.
    case unreachable(address: String, reason: String)
    /// The node refused, with its stable code and messages.
    case refused(APIError)
    /// The answer is not what the interface promises.
    case unreadable(String)
    /// What the caller gave cannot be sent: nothing was.
    case unsendable(CallFault)
}

/// What a caller gave that cannot be part of a call.
public enum CallFault: Hashable, Sendable {
    /// A chain is 64 hexadecimal digits.
    case chain(String)
    /// A member's name has small letters, digits and hyphens.
    case member(String)
    /// The seed of a key has 32 bytes, and not this many.
    case seed(Int)
    /// Names in paths have letters, digits and hyphens.
    case name(String)
    /// The path would not be sent as it is signed.
    case path(String)
}

extension ClientFault: Worded {
    public var english: String {
        switch self {
        case .unreachable(let address, let reason):
            "the node at \(address) does not answer (\(reason)): see that `tally run` is up"
        case .refused(let refusal): refusal.en
        case .unreadable(let what): "the node's answer cannot be read: \(what)"
        case .unsendable(let fault): fault.english
        }
    }

    public var chinese: String {
        switch self {
        case .unreachable(let address, let reason):
            "节点 \(address) 没有应答（\(reason)）：请确认 `tally run` 正在运行"
        case .refused(let refusal): refusal.zh
        case .unreadable(let what): "节点的应答无法读取：\(what)"
        case .unsendable(let fault): fault.chinese
        }
    }
}

extension CallFault: Worded {
    public var english: String {
        switch self {
        case .chain(let text):
            "`\(text)` is no chain: give the 64 digits that the node's version says"
        case .member(let text): "`\(text)` is no member: give its name, such as hospital-a"
        case .seed(let count): "the seed of a key has 32 bytes, not \(count): read it again"
        case .name(let text): "`\(text)` names nothing here: letters, digits and hyphens only"
        case .path(let text): "the path `\(text)` cannot be sent as it is signed: check its names"
        }
    }

    public var chinese: String {
        switch self {
        case .chain(let text): "`\(text)` 不是链标识：请填节点版本信息中的 64 位十六进制"
        case .member(let text): "`\(text)` 不是机构标识：请填机构标识，如 hospital-a"
        case .seed(let count): "密钥种子应为 32 字节，实为 \(count) 字节：请重新读取"
        case .name(let text): "`\(text)` 不是有效标识：只能有字母、数字与连字符"
        case .path(let text): "路径 `\(text)` 无法按签名原样发送：请检查其中的标识"
        }
    }
}
