import LedgerTypes
import Sealing

/// Runs one transaction: quota, duplicate check, signing rule, resolve, apply, heads, receipt.
package enum TransactionRunner {
    /// Executes and settles one transaction; its writes stay only if it was not refused.
    package static func run(
        _ admitted: AdmittedTransaction, entry: EntryIndex, _ change: inout StateChange
    ) -> Entry {
        let signed = admitted.signed
        let transaction = signed.transaction
        let action = admitted.payload.body
        let call = Call(
            transaction: transaction, id: signed.id, keys: admitted.keys,
            commitments: admitted.payload.commitments, entry: entry)
        let hasRoom = admitted.account.map {
            Quota.charge($0, bytes: signed.canonicalBytes.count, &change)
        }
        // It stays whatever comes of the transaction.
        change.settle()
        let verdict: Verdict
        do throws(Refusal) {
            guard hasRoom != false else { throw .quotaUsed }
            guard !SeenTransactions.hasSeen(signed, &change) else { throw .duplicate }
            verdict = try execute(action, call, &change)
        } catch {
            verdict = Verdict(.refused, code: error.code)
        }
        let reads = verdict.reads ?? change.reader.readsDigest
        if verdict.outcome == .refused { change.discard() }
        let receipt = Receipt(
            height: change.height, time: change.time, outcome: verdict.outcome,
            code: verdict.code, reads: reads, writes: change.reader.writesDigest,
            detail: verdict.detail)
        SeenTransactions.remember(
            SeenTransactions.name(of: signed, verdict.code, suite: change.suite), &change)
        let concerned = action.concerns(call, &change.reader)
        let heads =
            verdict.outcome == .refused ? Heads.roomForRefused(concerned, &change) : concerned
        let links = Heads.advance(heads, to: entry, &change)
        change.settle()
        return Entry(transaction: signed, result: EntryResult(receipt: receipt, links: links))
    }

    private static func execute<Action: LedgerAction>(
        _ action: Action, _ call: Call, _ change: inout StateChange
    ) throws(Refusal) -> Verdict {
        let facts = try action.signingFacts(call, &change.reader)
        try SigningRule.of(Action.kind).check(call, facts, &change.reader)
        try Signers.requirePrincipal(call, &change.reader)
        try Signers.requireNamedPerson(call, &change.reader)
        let resolution = try action.resolve(call, &change.reader)
        return action.apply(resolution, call, &change)
    }
}
