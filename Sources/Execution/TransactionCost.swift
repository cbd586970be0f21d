import Governance
import LedgerTypes
import Mutants

/// What executing a transaction costs, in units of a simple one: at most a quarter of a millisecond
/// on the slowest machine measured. Source: docs/internals/decisions/0014-the-cost-of-a-block.md.
package enum TransactionCost {
    /// Longest time of a unit, on the slowest machine measured.
    package static let unitMicroseconds: UInt64 = 250
    /// Cost of one block for each second of the proposal's timeout: a quarter of it.
    /// Source: docs/internals/consensus.md, "The pitfalls", 19.
    static let perSecond: UInt64 = 1_000
    /// Most that one block costs, however long the timeout is: others wait for it.
    package static let mostPerBlock: UInt64 = 2_000
    /// How much more than a proposer may plan a block may cost before it is refused.
    static let slack: UInt64 = 2
    /// Keys of the state, or units of `bytesPerKey`, that make one unit of cost.
    static let keysPerUnit: UInt64 = 128
    static let bytesPerKey: UInt64 = 256

    /// What a block that is built may cost: a shorter timeout of proposals leaves less.
    package static func budget(_ parameters: ChainParameters) -> UInt64 {
        max(1, min(mostPerBlock, parameters.proposeTimeout.value * perSecond / 1_000))
    }

    /// What a block may cost that others built: it holds no transaction after reaching this.
    static func limit(_ parameters: ChainParameters) -> UInt64 { slack * budget(parameters) }

    /// What shows without executing it. `tally-bench costs` times it.
    package static func cost(of signed: SignedTransaction) -> UInt64 {
        let size = UInt64(signed.transaction.payload.count) / 1_024
        let checks = UInt64(signed.signatures.count) / 4
        return switch signed.transaction.kind {
        // These parse, check and test scripts.
        case .proposeVocabulary, .proposeCharter: 200 + 4 * size + checks
        // Several records, lists of them, and keys that sign for themselves.
        case .registerSubject, .recoverSubject, .mergeSubjects, .enrolStaff, .rotateKey,
            .transition, .declareOverride:
            4 + size + checks
        case .enrolMember: 5 + size + checks
        // A few of the permits that they may end are decided again.
        case .recordConsent, .withdrawConsent: 4 + size + checks
        case .anchor, .suspend: 1 + size + checks
        default: 2 + size + checks
        }
    }

    /// What it did cost, with the state that it read and wrote.
    static func cost(of signed: SignedTransaction, using use: StateUse) -> UInt64 {
        if Mutant.stateUseUncounted.isOn { return cost(of: signed) }
        let keys = UInt64(use.keys) + UInt64(use.bytes) / bytesPerKey
        return cost(of: signed) + keys / keysPerUnit
    }
}
