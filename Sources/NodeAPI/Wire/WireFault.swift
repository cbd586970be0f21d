import Bilingual
import HTTPTypes
import NIOHTTP1
import TallyClient

/// What is wrong with a call as HTTP, before a route sees it. The connection ends after the answer:
/// what follows on it could be read two ways.
enum WireFault: String, Error, CaseIterable {
    case headMalformed, headTooLarge, targetTooLong, targetNotCanonical, hostWrong, lengthAmbiguous
    case bodyTooLarge, tooSlow, expectationUnknown, methodUnknown, methodNotOfTarget
    case codingUnknown, versionUnknown

    /// The header by which a fault travels to where answers are made. Callers' own is taken out.
    static let mark = "tally-wire-fault"

    /// The fault that a request was replaced by; nil for a caller's own request.
    init?(in headers: HTTPFields) {
        guard let name = HTTPField.Name(Self.mark), let text = headers[name] else { return nil }
        self.init(rawValue: text)
    }

    /// What the parser found.
    init(_ error: HTTPParserError) {
        self =
            switch error {
            case .headerOverflow: .headTooLarge
            case .invalidVersion: .versionUnknown
            case .invalidMethod: .methodUnknown
            case .invalidContentLength, .unexpectedContentLength: .lengthAmbiguous
            default: .headMalformed
            }
    }

    var answer: APIError {
        let (status, code, zh, en) = words
        return APIError(status: status, code: code, zh: zh, en: en)
    }

    private var words: (Int, String, String, String) {
        switch self {
        case .headMalformed:
            (
                400, "malformed", "请求不是合规的 HTTP/1.1：请检查请求行、请求头与正文分块",
                "this is not HTTP/1.1: check the request line, the headers and the chunks"
            )
        case .headTooLarge:
            (
                431, "head-too-large", "请求头过大：请减少请求头后重发",
                "the headers are larger than the node takes: send fewer"
            )
        case .targetTooLong:
            (
                414, "target-too-long", "路径过长：请按 /openapi.json 的路径调用",
                "the path is longer than any call has: see /openapi.json"
            )
        case .targetNotCanonical:
            (
                400, "path-not-canonical",
                "路径不是规范写法：不得有空段、“.”、“..”、末尾斜杠或百分号编码，请按 /openapi.json 的写法调用并重新签名",
                """
                the path is not in its one form: no empty, `.` or `..` part, no slash at its end, \
                nothing percent-encoded; write it as in /openapi.json and sign that
                """
            )
        case .hostWrong:
            (
                400, "host-wrong", "Host 头缺失、重复或格式有误：请给出一个主机名与端口",
                "the Host header is missing, stands twice or is malformed: send one host and port"
            )
        case .lengthAmbiguous:
            (
                400, "length-ambiguous",
                "正文长度有歧义：Content-Length 与 Transfer-Encoding 只能有一个，且只出现一次",
                """
                the length of the body can be read two ways: send either Content-Length or \
                Transfer-Encoding, once
                """
            )
        case .bodyTooLarge:
            (413, APIError.bodyTooLarge.code, APIError.bodyTooLarge.zh, APIError.bodyTooLarge.en)
        case .tooSlow:
            (
                408, "too-slow", "请求未在限定时间内到齐：请检查网络后重发",
                "the call did not come whole in time: check the network and send it again"
            )
        case .expectationUnknown:
            (
                417, "expectation-unknown", "只支持 Expect: 100-continue",
                "the node knows no expectation but 100-continue"
            )
        case .methodUnknown:
            (
                501, "method-unknown", "不认识该方法：只用 GET、HEAD 与 POST",
                "the node knows no such method: use GET, HEAD and POST"
            )
        case .methodNotOfTarget:
            (
                405, "method-not-allowed", "该目标不支持此方法：只用 GET、HEAD 与 POST",
                "this target has no such method: use GET, HEAD and POST"
            )
        case .codingUnknown:
            (
                501, "coding-unknown", "只支持 Transfer-Encoding: chunked",
                "the node knows no transfer coding but chunked"
            )
        case .versionUnknown:
            (
                505, "version-unknown", "只支持 HTTP/1.1 与 HTTP/1.0",
                "the node speaks HTTP/1.1 and HTTP/1.0 only"
            )
        }
    }
}

extension WireFault: Worded {
    var english: String { words.3 }
    var chinese: String { words.2 }
}
