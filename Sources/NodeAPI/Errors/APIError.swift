import Bilingual
import Diagnosis
import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import TallyClient

extension APIError {
    static let unsigned = APIError(
        status: 401, code: "call-unsigned",
        zh: "请求缺少签名头：请用已登记的密钥签名后再发",
        en: "the call carries no signature headers: sign it with an enrolled key")
    static let unknownKey = APIError(
        status: 401, code: "key-unknown",
        zh: "签名密钥未登记或已停用：请先登记该人员或机构的密钥",
        en: "the signing key is not enrolled or no longer valid: enrol it first")
    static let badSignature = APIError(
        status: 401, code: "signature-wrong",
        zh: "签名与请求内容不符：请按本次请求的方法、路径与正文重新签名",
        en: "the signature does not fit the call: sign this method, path and body again")
    static let clockOff = APIError(
        status: 401, code: "clock-off",
        zh: "请求时间与节点时间相差过大：请校准本机时钟后重试",
        en: "the call's time is too far from the node's clock: set the clock and call again")
    static let repeated = APIError(
        status: 401, code: "call-repeated",
        zh: "该请求已经处理过：每次请求都要换新的随机数",
        en: "this call was answered before: use a new nonce for each call")
    static let signedBeforeStart = APIError(
        status: 401, code: "signed-before-start",
        zh: "请求签名早于本节点启动，或早于此前应答过的请求时间：请重新签名后再发，至多等待两分钟",
        en: """
            the call was signed before this node was started, or before the time of calls that it \
            answered earlier: sign it again, in two minutes at the latest
            """)
    static let notAKeyOfCalls = APIError(
        status: 403, code: "key-not-for-calls",
        zh: "席位密钥只用于投票，治理密钥离线保管：请用人员或网关密钥调用接口",
        en:
            "seat keys sign votes, governance keys stay offline: call with a person's or gateway key"
    )
    static let notInOffice = APIError(
        status: 403, code: "not-in-office",
        zh: "该机构或人员已被停用，或不在任期内",
        en: "the member or person is suspended or not in office now")
    static let tooManyCalls = APIError(
        status: 429, code: "too-many-calls",
        zh: "该密钥调用过于频繁：请稍后再试",
        en: "too many calls in one minute: wait and try again")
    static let tooManyWaits = APIError(
        status: 429, code: "too-many-waits",
        zh: "同时等待的请求过多，本次请求未受理：请在其他等待结束后重试，或去掉 wait 参数后再发",
        en: """
            too many calls wait at once and nothing was done for this one: call again once others \
            have ended, or without `wait`
            """)
    static let tooManyBodies = APIError(
        status: 503, code: "too-many-bodies",
        zh: "正在接收的请求正文过多，本次请求未受理：请一分钟后再试",
        en: """
            too much is being received at once and nothing was done for this call: try again in a \
            minute
            """)
    static let noSuchCall = APIError(
        status: 404, code: "not-found",
        zh: "没有该接口：见 /openapi.json", en: "there is no such call: see /openapi.json")
    /// The absence of a key that no table holds would prove nothing.
    static let noSuchTable = APIError.notFound(
        zh: "状态键须以表名和 `/` 开头，现有的表：\(Tables.names.joined(separator: "、"))",
        en: """
            a key of the state begins with the name of a table and `/`; the tables are \
            \(Tables.names.joined(separator: ", "))
            """)
    static let fault = APIError(
        status: 500, code: "fault",
        zh: "节点内部出错：请查看节点日志", en: "the node failed: see its log")
    static let tooManyReviews = APIError(
        status: 429, code: "too-many-reviews",
        zh: "试审过于频繁：请稍后再试",
        en: "too many reviews in one second: wait and try again")
    static let bodyTooLarge = APIError(
        status: 413, code: "body-too-large",
        zh: "请求正文过大：正文上限为 2 MiB",
        en: "the body is larger than the node takes: at most 2 MiB")
    static let bodyIncomplete = APIError(
        status: 400, code: "body-incomplete",
        zh: "请求正文未到齐：请重发", en: "the body did not come whole: send the call again")

    static func malformed(_ what: String) -> APIError {
        APIError(
            status: 400, code: "malformed", zh: "请求格式有误：\(what)",
            en: "the call is malformed: \(what)")
    }

    static func malformed(_ what: String, _ fault: any Worded) -> APIError {
        APIError(
            status: 400, code: "malformed", zh: "请求格式有误：\(what)：\(fault.chinese)",
            en: "the call is malformed: \(what): \(fault.english)")
    }

    /// A problem of the node, by its own number.
    init(_ problem: NodeProblem) {
        self.init(
            status: 503, code: "node-unavailable", number: problem.code, zh: problem.chinese,
            en: problem.english)
    }

    /// A refusal of the ledger, by its own name and number.
    init(_ refusal: Refusal) {
        self.init(
            status: refusal == .poolFull ? 503 : refusal == .quotaUsed ? 429 : 422,
            code: refusal.name,
            number: refusal.code.value, zh: refusal.chinese,
            en: refusal.english)
    }

    /// The refusal of a key whose day is used up, with how much of it is.
    init(quotaUsed standing: QuotaStanding) {
        let refusal = Refusal.quotaUsed
        self.init(
            status: 429, code: refusal.name, number: refusal.code.value,
            zh: """
                \(refusal.chinese)（已用条目 \(standing.entries)／\(standing.entriesLimit)，\
                字节 \(standing.bytes)／\(standing.bytesLimit)）
                """,
            en: """
                \(refusal.english) (used: \(standing.entries) of \(standing.entriesLimit) entries, \
                \(standing.bytes) of \(standing.bytesLimit) bytes)
                """)
    }

    static func notFound(zh: String, en: String) -> APIError {
        APIError(status: 404, code: "not-found", zh: zh, en: en)
    }

    static func forbidden(zh: String, en: String) -> APIError {
        APIError(status: 403, code: "forbidden", zh: zh, en: en)
    }
}

extension APIError: HTTPResponseError {
    public var status: HTTPResponse.Status { HTTPResponse.Status(code: statusCode) }

    public func response(
        from request: Hummingbird.Request, context: some RequestContext
    ) throws -> Response {
        try Answer.json(
            APIErrorBody(code: code, number: number, message: .init(zh: zh, en: en)), status: status
        )
    }
}
