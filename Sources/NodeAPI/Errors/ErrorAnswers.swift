import Diagnosis
import HTTPTypes
import Hummingbird
import LedgerTypes
import NodeRuntime
import TallyClient

/// Stands before every route: what is no call of the table goes no further, every refusal has the one
/// shape of error bodies, and every answer the headers that HTTP asks of it.
struct ErrorAnswers: RouterMiddleware {
    typealias Context = BasicRequestContext

    let node: TallyNode

    func handle(
        _ request: Hummingbird.Request, context: BasicRequestContext,
        next: (Hummingbird.Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            try Self.admit(request)
            response = try await next(request, context)
        } catch {
            let refusal = refusal(error)
            response = try refusal.response(from: request, context: context)
            if refusal.statusCode == 401 { response.headers[.wwwAuthenticate] = "tally-signature" }
            if refusal.statusCode == 405 {
                response.headers[.allow] = Self.methods(of: request).joined(separator: ", ")
            }
            if request.method == .head { response = response.createHeadResponse() }
        }
        response.headers[.cacheControl] = "no-store"
        if request.headers[.connection] == "close" { response.headers[.connection] = "close" }
        return response
    }

    private static func admit(_ request: Hummingbird.Request) throws {
        if let fault = WireFault(in: request.headers) { throw fault }
        let matches = InterfaceCall.matching(request.uri.path)
        guard !matches.isEmpty else { throw APIError.noSuchCall }
        guard let match = matches.first(where: { $0.call.takes(request.method.rawValue) }) else {
            throw WireFault.methodNotOfTarget
        }
        try match.call.check(match.parts, query: request.uri.query)
    }

    private static func methods(of request: Hummingbird.Request) -> [String] {
        let calls = InterfaceCall.matching(request.uri.path).map(\.call)
        return InterfaceCall.methods(of: calls.isEmpty ? InterfaceCall.all : calls)
    }

    private func refusal(_ error: any Error) -> APIError {
        switch error {
        case let refusal as APIError: return refusal
        case let fault as WireFault: return fault.answer
        case let problem as NodeProblem: return APIError(problem)
        case let http as any HTTPResponseError where http.status == .notFound:
            return .noSuchCall
        case let http as any HTTPResponseError where http.status.kind == .clientError:
            return .malformed("HTTP \(http.status.code)")
        default:
            // What failed stays in the node's own log: a caller has no use for its insides.
            node.logger.error("a call failed: \(error)")
            return .fault
        }
    }
}
