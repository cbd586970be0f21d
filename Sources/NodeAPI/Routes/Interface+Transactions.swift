import CanonicalCoding
import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import NodeRuntime
import Sealing
import TallyClient

extension Interface {
    func addTransactionRoutes(_ group: RouterGroup<BasicRequestContext>) {
        // Whoever holds an enrolled key may submit: what the transaction may do depends on the
        // signatures in it. A patient's withdrawal goes through any member's node.
        group.post("transactions") { request, _ in
            let (caller, body) = try await door.open(request)
            let wait = try Self.wait(request)
            let text = try Answer.decode(SubmissionBody.self, body).transaction
            guard let bytes = Base64.decode(text) else {
                throw APIError.malformed("`transaction`: base64")
            }
            let transaction: SignedTransaction
            do throws(CodingFault) {
                transaction = try SignedTransaction(canonical: bytes)
            } catch {
                throw APIError.malformed("`transaction`", error)
            }
            return try await held(wait, for: caller) {
                try await submit(transaction, wait: wait, for: caller)
            }
        }
        group.get("transactions/:id") { request, context in
            let (caller, _) = try await door.open(request)
            guard let id = context.parameters.get("id").flatMap(TransactionID.init(hex:)) else {
                throw APIError.malformed("`id`")
            }
            let wait = try Self.wait(request)
            let status = try await held(wait, for: caller) {
                wait.value == 0
                    ? try await node.standing(of: id)
                    : try await node.awaitCommit(id, timeout: .milliseconds(Int64(wait.value)))
            }
            return try Answer.json(try await view(id, status, for: caller))
        }
    }

    private func submit(
        _ transaction: SignedTransaction, wait: Milliseconds, for caller: Caller
    ) async throws -> Response {
        let id = transaction.id
        switch await node.submit(transaction) {
        case .rejected(_, let code):
            if code == Refusal.quotaUsed.code,
                let standing = GovernanceQueries(node.committedState()).quota(of: transaction)
            {
                throw APIError(quotaUsed: standing)
            }
            throw Refusal.named(code).map { APIError($0) }
                ?? APIError(
                    status: 422, code: "rejected", number: code.value, zh: "交易未被接受",
                    en: "the transaction is not admitted")
        case .unavailable(let problem):
            throw APIError(problem)
        case .admitted, .committed:
            guard wait.value > 0 else {
                let status = try await node.standing(of: id)
                return try Answer.json(
                    try await view(id, status, for: caller), status: .accepted)
            }
            let status = try await node.awaitCommit(id, timeout: .milliseconds(Int64(wait.value)))
            return try Answer.json(try await view(id, status, for: caller))
        }
    }

    /// What the ledger said is shown to those who signed, and to those who may read the entry; others
    /// learn only that the transaction is committed.
    private func view(
        _ id: TransactionID, _ status: TransactionStatus, for caller: Caller
    ) async throws -> TransactionView {
        guard case .committed(let index, _) = status else { return TransactionView(id, status) }
        let entry = try await node.onDisk { try $0.entry(at: index) }
        guard let entry else { return TransactionView(id, "committed", entry: index.value) }
        let isOwn = entry.transaction.isSigned(by: caller.key)
        let content = try await content(of: entry)
        guard isOwn || door.mayRead(caller) || caller.isPatient else {
            return TransactionView(id, "committed", entry: index.value)
        }
        if content.isOfPatients {
            guard isOwn || reading.standing(of: caller, in: content) != nil else {
                return TransactionView(id, "committed", entry: index.value)
            }
            do {
                try await reading.note(content, shownTo: caller, at: "GET /v1/transactions/{id}")
            } catch let error as APIError where error.isOfReadLog {
                // It is committed whether a line can be written or not; only what it says is not shown.
                return TransactionView(id, "committed", entry: index.value)
            }
        } else if !door.mayRead(caller), !isOwn {
            return TransactionView(id, "committed", entry: index.value)
        }
        return TransactionView(id, status)
    }

    /// Work for a caller, among those that wait where it waits.
    func held<Value: Sendable>(
        _ wait: Milliseconds, for caller: Caller, _ work: () async throws -> Value
    ) async throws -> Value {
        wait.value == 0 ? try await work() : try await waits.hold(for: caller, work)
    }

    /// `?wait=` in milliseconds; the table of calls bounds it.
    static func wait(_ request: Hummingbird.Request) throws -> Milliseconds {
        Milliseconds(try query("wait", request) ?? 0)
    }
}
