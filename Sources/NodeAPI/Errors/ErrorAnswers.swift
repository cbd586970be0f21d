import Diagnosis
import Hummingbird
import LedgerTypes
import NodeRuntime
import TallyClient

/// Gives every refusal the one shape of error bodies, also those that no route made.
struct ErrorAnswers: RouterMiddleware {
    typealias Context = BasicRequestContext

    let node: TallyNode

    func handle(
        _ request: Hummingbird.Request, context: BasicRequestContext,
        next: (Hummingbird.Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return try refusal(error).response(from: request, context: context)
        }
    }

    private func refusal(_ error: any Error) -> APIError {
        switch error {
        case let refusal as APIError: return refusal
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
