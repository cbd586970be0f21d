import CanonicalCoding
import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import NodeRuntime

/// A signed transaction in canonical bytes, base64.
struct SubmissionBody: Codable {
    let transaction: String
}

extension Interface {
    func addTransactionRoutes(_ group: RouterGroup<BasicRequestContext>) {
        // Whoever holds an enrolled key may submit: what the transaction may do depends on the
        // signatures in it. A patient's withdrawal goes through any member's node.
        group.post("transactions") { request, _ in
            let (_, body) = try await door.open(request)
            let text = try Answer.decode(SubmissionBody.self, body).transaction
            guard let bytes = Base64.decode(text) else { throw APIError.malformed("base64") }
            let transaction: SignedTransaction
            do {
                transaction = try SignedTransaction(canonical: bytes)
            } catch {
                throw APIError.malformed("\(error)")
            }
            return try await submit(transaction, wait: Self.wait(request))
        }
        group.get("transactions/:id") { request, context in
            _ = try await door.open(request)
            guard let id = context.parameters.get("id").flatMap(TransactionID.init(hex:)) else {
                throw APIError.malformed("`id`")
            }
            let wait = Self.wait(request)
            let status =
                wait.value == 0
                ? node.status(of: id)
                : await node.awaitCommit(id, timeout: .milliseconds(Int64(wait.value)))
            return try Answer.json(TransactionView(id, status))
        }
    }

    private func submit(_ transaction: SignedTransaction, wait: Milliseconds) async throws
        -> Response
    {
        let id = transaction.id
        switch await node.submit(transaction) {
        case .rejected(_, let code):
            let view = TransactionView(
                id, "rejected", code: code.value, message: TextView(code))
            return try Answer.json(view, status: .unprocessableContent)
        case .unavailable(let problem):
            throw APIError(
                status: 503, code: "node-unavailable", zh: problem.chinese, en: problem.english)
        case .admitted, .committed:
            guard wait.value > 0 else {
                return try Answer.json(TransactionView(id, node.status(of: id)), status: .accepted)
            }
            let status = await node.awaitCommit(id, timeout: .milliseconds(Int64(wait.value)))
            return try Answer.json(TransactionView(id, status))
        }
    }

    /// `?wait=` in milliseconds, bounded.
    private static func wait(_ request: Hummingbird.Request) -> Milliseconds {
        let asked = request.uri.queryParameters["wait"].flatMap { UInt64($0) } ?? 0
        return min(Milliseconds(asked), Limits.longestWait)
    }
}
