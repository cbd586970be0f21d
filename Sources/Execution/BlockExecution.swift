import Bilingual
import EvidenceTree
import Governance
import LedgerTypes
import Mutants
import Sealing

/// Why a block cannot be executed, so that no honest seat votes for it.
package enum BlockRefusal: Error, Hashable, Sendable {
    /// Not the height after the state's.
    case wrongHeight(expected: Height, found: Height)
    /// Block time strictly rises.
    case timeNotAfterParent
    /// After the last instant that a block may have.
    case timeAfterLast
    case tooManyTransactions(Int)
    /// It goes on after its transactions have cost more than any proposer may plan.
    case tooExpensive
    /// The certificate in the body is not of the parent.
    case parentCertificateWrong
    /// A piece of evidence may not be in the block.
    case evidenceRefused(at: Int, EvidenceRefusal)
    /// The transaction at a position may not be in a block.
    case notAdmitted(at: Int, Refusal)
    /// A recovery that does not stand alone in the block after the one that it names.
    case recoveryMisplaced
    /// A recovery that the state refuses: a block with it would recover nothing.
    case recoveryRefused(ReceiptCode)

    /// A stable number for logs and messages.
    package var code: UInt64 {
        switch self {
        case .wrongHeight: 4001
        case .timeNotAfterParent: 4002
        case .tooManyTransactions: 4003
        case .notAdmitted: 4004
        case .parentCertificateWrong: 4005
        case .recoveryMisplaced: 4006
        case .recoveryRefused: 4007
        case .tooExpensive: 4008
        case .timeAfterLast: 4009
        case .evidenceRefused(_, let refusal): refusal.code
        }
    }
}

/// The transition function of the chain: state and transactions in, state and receipts out.
///
/// Pure: the same input gives the same bytes in every process, on every machine.
package enum BlockExecution {
    /// Admits and executes a block's transactions in their order, on the state before it.
    ///
    /// - Parameter known: an earlier admission of the same signed transaction; saves verifying its
    ///   signatures again.
    package static func execute(
        _ inputs: BlockInputs, on state: LedgerState,
        known: (SignedTransaction) -> AdmittedTransaction? = { _ in nil }
    ) throws(BlockRefusal) -> ExecutedBlock {
        guard inputs.transactions.count <= LedgerTypes.Limits.maximumTransactions else {
            throw .tooManyTransactions(inputs.transactions.count)
        }
        if inputs.transactions.contains(where: { $0.transaction.kind == .recover }) {
            return try recover(inputs, on: state)
        }
        // Before signatures are verified: most of what shows without executing.
        let shown = inputs.transactions.dropLast().reduce(0) { $0 + TransactionCost.cost(of: $1) }
        guard
            shown < TransactionCost.limit(state.parameters) || inputs.transactions.count <= 1
                || Mutant.costUnbounded.isOn
        else { throw .tooExpensive }
        var admitted: [AdmittedTransaction] = []
        admitted.reserveCapacity(inputs.transactions.count)
        for (position, signed) in inputs.transactions.enumerated() {
            do throws(Refusal) {
                let time =
                    Mutant.expiredExecuted.isOn
                    ? min(inputs.time, signed.transaction.validUntil) : inputs.time
                admitted.append(
                    try Admission.admit(signed, state, now: time, known: known(signed)))
            } catch {
                if Mutant.transactionsUnadmitted.isOn { continue }
                throw .notAdmitted(at: position, error)
            }
        }
        return try execute(inputs, admitted: admitted, on: state)
    }

    /// Executes a block whose transactions were admitted against this state and time.
    ///
    /// - Parameter admitted: exactly the transactions of `inputs`, in their order.
    package static func execute(
        _ inputs: BlockInputs, admitted: [AdmittedTransaction], on state: LedgerState
    ) throws(BlockRefusal) -> ExecutedBlock {
        precondition(
            admitted.count == inputs.transactions.count || Mutant.transactionsUnadmitted.isOn,
            "\(admitted.count) of \(inputs.transactions.count) transactions were admitted")
        let limit =
            Mutant.costUnbounded.isOn ? .max : TransactionCost.limit(state.parameters)
        let executed = try execute(inputs, admitted, on: state, upTo: limit)
        guard executed.entries.count == admitted.count else { throw .tooExpensive }
        return executed
    }

    /// Executes as many of the transactions, in their order, as a block may cost, at least one.
    ///
    /// - Returns: the result, and the inputs with the transactions that are in it.
    package static func build(
        _ inputs: BlockInputs, from admitted: [AdmittedTransaction], on state: LedgerState
    ) throws(BlockRefusal) -> (result: ExecutedBlock, inputs: BlockInputs) {
        let budget = TransactionCost.budget(state.parameters)
        let executed = try execute(inputs, admitted, on: state, upTo: budget)
        var inputs = inputs
        inputs.transactions = admitted.prefix(executed.entries.count).map(\.signed)
        return (executed, inputs)
    }

    /// Executes transactions until they have cost so much.
    private static func execute(
        _ inputs: BlockInputs, _ admitted: [AdmittedTransaction], on state: LedgerState,
        upTo limit: UInt64
    ) throws(BlockRefusal) -> ExecutedBlock {
        guard inputs.height == state.height.next || Mutant.wrongHeightExecuted.isOn else {
            throw .wrongHeight(expected: state.height.next, found: inputs.height)
        }
        guard inputs.time > state.time || Mutant.blockTimeNotRising.isOn else {
            throw .timeNotAfterParent
        }
        // However long the chain stood still, its next block may come: no bound from the parent.
        guard inputs.time <= BlockTime.last || Mutant.blockTimeUnbounded.isOn else {
            throw .timeAfterLast
        }
        if let certificate = inputs.parentCertificate, !Mutant.parentCertificateOfOther.isOn {
            guard certificate.height == state.height, certificate.block == inputs.parent else {
                throw .parentCertificateWrong
            }
        }
        var change = StateChange(state, height: inputs.height, time: inputs.time)
        var frontier = state.frontier
        var entries: [Entry] = []
        entries.reserveCapacity(admitted.count)
        BlockFrame.begin(
            &change, parent: try parentDecision(inputs, state),
            runsDue: Mutant.dueInRecovery.isOn
                || !inputs.transactions.contains { $0.transaction.kind == .recover })
        var cost: UInt64 = 0
        var costs: [UInt64] = []
        for transaction in admitted where cost < limit {
            let before = change.reader.settledUse
            let entry = TransactionRunner.run(
                transaction, entry: EntryIndex(frontier.count), &change)
            frontier.append(frontier.hasher.leaf(entry.canonicalBytes))
            entries.append(entry)
            costs.append(
                TransactionCost.cost(
                    of: transaction.signed, using: change.reader.settledUse.since(before)))
            cost += costs[costs.count - 1]
        }
        BlockFrame.end(entries, &change)
        let next = state.advanced(
            to: inputs.height, time: inputs.time, by: change, frontier: frontier)
        return ExecutedBlock(state: next, entries: entries, costs: costs)
    }

    private static func parentDecision(
        _ inputs: BlockInputs, _ state: LedgerState
    ) throws(BlockRefusal) -> ParentDecision {
        do throws(EvidenceProblem) {
            return try ParentDecision(
                parent: inputs.parent, certificate: inputs.parentCertificate,
                evidence: Mutant.evidenceUnexecuted.isOn ? [] : inputs.evidence, after: state)
        } catch {
            throw .evidenceRefused(at: error.position, error.refusal)
        }
    }
}

extension BlockRefusal: Worded {
    package var english: String {
        switch self {
        case .wrongHeight(let expected, let found):
            "it is block \(found), and block \(expected) is due"
        case .timeNotAfterParent: "its time is not after that of the block before"
        case .timeAfterLast: "its time is out of range"
        case .tooManyTransactions(let count):
            "it has \(count) transactions, more than a block may"
        case .tooExpensive: "its transactions cost more than a block may"
        case .parentCertificateWrong: "its certificate is not of the block before"
        case .evidenceRefused(_, let refusal):
            "a piece of evidence is refused: \(refusal.english)"
        case .notAdmitted(_, let refusal): "a transaction is not admitted: \(refusal.english)"
        case .recoveryMisplaced: "a recovery does not stand where it must"
        case .recoveryRefused(let code): "its recovery does not hold (code \(code.value))"
        }
    }

    package var chinese: String {
        switch self {
        case .wrongHeight(let expected, let found): "这是区块 \(found)，应为区块 \(expected)"
        case .timeNotAfterParent: "时间不晚于前一区块"
        case .timeAfterLast: "时间超出范围"
        case .tooManyTransactions(let count): "含 \(count) 笔交易，超过限度"
        case .tooExpensive: "交易开销超过限度"
        case .parentCertificateWrong: "所附证书不属于前一区块"
        case .evidenceRefused(_, let refusal): "证据被拒绝：\(refusal.chinese)"
        case .notAdmitted(_, let refusal): "有交易未被接受：\(refusal.chinese)"
        case .recoveryMisplaced: "恢复令位置不对"
        case .recoveryRefused(let code): "恢复令不成立（代码 \(code.value)）"
        }
    }
}
