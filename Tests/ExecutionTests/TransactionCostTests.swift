import Execution
import GovernanceSamples
import LedgerTypes
import Testing

/// What a kind costs decides which blocks are valid: a change of it parts the chain.
@Suite struct `Costs of transactions` {
    /// Units of an empty payload with one signature; a new kind does not compile without.
    private func units(_ kind: TransactionKind) -> UInt64 {
        switch kind {
        case .proposeVocabulary, .proposeCharter: 200
        case .enrolMember: 5
        case .registerSubject, .recoverSubject, .mergeSubjects, .enrolStaff,
            .rotateKey, .transition, .declareOverride:
            4
        case .recordConsent, .withdrawConsent: 4
        case .anchor, .suspend: 1
        case .seatChange, .parameters, .recover, .committeeSeat, .licence, .registerAsset, .label,
            .registerRight, .answerWithdrawal, .reportGate, .ballot,
            .withdrawProposal, .openCase, .recuse, .request, .release, .acknowledge, .egressBlock,
            .issueCode, .redeemCode, .approveOverride, .writeUp, .review, .notified, .exportSeal:
            2
        }
    }

    private func signed(_ kind: TransactionKind, bytes: Int = 0, keys: Int = 1) -> SignedTransaction
    {
        let transaction = Transaction(
            suite: TestConsortium.suite, chain: ChainID(.zero), kind: kind,
            member: TestConsortium.id("hospital-a"), staff: nil,
            nonce: [UInt8](repeating: 0, count: 16), validUntil: BlockTime(0),
            payload: [UInt8](repeating: 0, count: bytes))
        return SignedTransaction(
            transaction, signedBy: (0..<keys).map { TestConsortium.key("cost/\($0)") })
    }

    @Test(arguments: TransactionKind.allCases) func `are pinned for each kind`(
        kind: TransactionKind
    ) {
        #expect(TransactionCost.cost(of: signed(kind)) == units(kind))
        // Four signatures are a unit, and so is a KiB; of rules it is four.
        let isRules = units(kind) == 200
        #expect(TransactionCost.cost(of: signed(kind, keys: 4)) == units(kind) + 1)
        #expect(
            TransactionCost.cost(of: signed(kind, bytes: 1_024)) == units(kind) + (isRules ? 4 : 1))
    }
}
