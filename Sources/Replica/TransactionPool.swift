import CanonicalCoding
import Governance
import LedgerTypes

/// Admitted transactions that wait for a block, in the order in which they came.
struct TransactionPool: Sendable {
    private struct Waiting: Sendable {
        let admitted: AdmittedTransaction
        let bytes: Int
        let number: UInt64
        let isOwn: Bool
        let since: BlockTime
    }

    /// What adding a transaction led to.
    enum Addition: Hashable, Sendable {
        case added
        case known
        case full
        case tooLarge
    }

    // For lookup only; `order` says in which order to go.
    private var waiting: [TransactionID: Waiting] = [:]
    private var order: [(number: UInt64, id: TransactionID)] = []
    private var lastNumber: UInt64 = 0
    private(set) var bytes = 0
    private var lastSweep = BlockTime(0)

    var count: Int { waiting.count }
    var isEmpty: Bool { waiting.isEmpty }

    func contains(_ id: TransactionID) -> Bool { waiting[id] != nil }

    /// True if the transaction was submitted here.
    func isOwn(_ id: TransactionID) -> Bool { waiting[id]?.isOwn ?? false }

    func admitted(_ id: TransactionID) -> AdmittedTransaction? { waiting[id]?.admitted }

    mutating func add(
        _ admitted: AdmittedTransaction, isOwn: Bool, now: BlockTime, blockBytes: Int = .max
    ) -> Addition {
        guard waiting[admitted.id] == nil else { return .known }
        let size = admitted.signed.canonicalBytes.count
        guard size <= blockBytes else { return .tooLarge }
        guard bytes + size <= Limits.poolBytes else { return .full }
        lastNumber += 1
        bytes += size
        waiting[admitted.id] = Waiting(
            admitted: admitted, bytes: size, number: lastNumber, isOwn: isOwn, since: now)
        order.append((lastNumber, admitted.id))
        return .added
    }

    mutating func remove(_ id: TransactionID) {
        guard let found = waiting.removeValue(forKey: id) else { return }
        bytes -= found.bytes
        guard order.count > 2 * waiting.count + 64 else { return }
        let kept = waiting
        order.removeAll { kept[$0.id]?.number != $0.number }
    }

    /// The oldest transactions that fit a block.
    func oldest(bytes limit: Int, cost budget: UInt64) -> [AdmittedTransaction] {
        var chosen: [AdmittedTransaction] = []
        var bytesLeft = limit
        var costLeft = budget
        for item in order {
            guard let found = waiting[item.id], found.number == item.number else { continue }
            // Blocks may have become smaller since it was taken.
            guard found.bytes <= limit else { continue }
            let cost = TransactionCost.cost(of: found.admitted.signed)
            // A transaction that alone exceeds the budget still gets a block, as its first.
            guard found.bytes <= bytesLeft, cost <= costLeft || chosen.isEmpty else { break }
            bytesLeft -= found.bytes
            costLeft -= min(cost, costLeft)
            chosen.append(found.admitted)
            if chosen.count == LedgerTypes.Limits.maximumTransactions { break }
        }
        return chosen
    }

    /// The oldest transactions, for a peer that may lack them.
    func oldest(bytes limit: Int, ownBefore time: BlockTime? = nil) -> [SignedTransaction] {
        var chosen: [SignedTransaction] = []
        var left = limit
        for item in order {
            guard let found = waiting[item.id], found.number == item.number else { continue }
            if let time, !found.isOwn || found.since > time { continue }
            guard found.bytes <= left, chosen.count < Limits.transactionsPerMessage else { break }
            left -= found.bytes
            chosen.append(found.admitted.signed)
        }
        return chosen
    }

    /// Takes out what can no longer enter a block; returns the ids that were submitted here.
    mutating func sweep(time: BlockTime) -> [TransactionID] {
        guard time.since(lastSweep) >= Limits.sweepInterval else { return [] }
        lastSweep = time
        var gone: [TransactionID] = []
        for item in order {
            guard let found = waiting[item.id], found.number == item.number,
                found.admitted.signed.transaction.validUntil < time
            else { continue }
            if found.isOwn { gone.append(item.id) }
            bytes -= found.bytes
            waiting[item.id] = nil
        }
        return gone
    }
}

/// What executing a transaction costs, in units of a simple one.
enum TransactionCost {
    static func cost(of signed: SignedTransaction) -> UInt64 {
        let size = UInt64(signed.transaction.payload.count) / 1_024
        let checks = UInt64(signed.signatures.count) / 4
        return switch signed.transaction.kind {
        // These parse, check and test scripts.
        case .proposeVocabulary, .proposeCharter, .reportGate: 200 + 4 * size + checks
        case .ballot, .transition, .request, .declareOverride: 2 + size + checks
        default: 1 + size + checks
        }
    }
}
