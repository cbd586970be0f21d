import CanonicalCoding
import LedgerTypes
import Sealing

/// What keeps a transaction out of blocks: whatever passes here becomes an entry, accepted or not.
public enum Admission {
    /// Refuses what may not be in a block at `now`; used by the pool and by voters alike.
    ///
    /// - Parameter known: transactions that were admitted before; their signatures are not
    ///   verified again.
    public static func admit(
        _ signed: SignedTransaction, _ state: LedgerState, now: BlockTime,
        known: AdmittedTransaction? = nil
    ) throws(Refusal) -> AdmittedTransaction {
        guard signed.transaction.kind != .recover else { throw .recoveryApart }
        return try admit(
            signed, state, now: now, validity: LedgerTypes.Limits.maximumValidity, known: known)
    }

    /// Admits the one transaction of a recovery block: its signers meet over days.
    public static func admitRecovery(
        _ signed: SignedTransaction, _ state: LedgerState, now: BlockTime
    ) throws(Refusal) -> AdmittedTransaction {
        guard RecoveryOrder(signed) != nil else { throw .malformed }
        return try admit(
            signed, state, now: now, validity: GovernanceLimits.recoveryValidity, known: nil)
    }

    private static func admit(
        _ signed: SignedTransaction, _ state: LedgerState, now: BlockTime,
        validity: Milliseconds, known: AdmittedTransaction?
    ) throws(Refusal) -> AdmittedTransaction {
        let transaction = signed.transaction
        guard transaction.suite == state.suite else { throw .wrongSuite }
        guard transaction.chain == state.chain else { throw .wrongChain }
        guard now <= transaction.validUntil else { throw .expired }
        guard transaction.validUntil.since(now) <= validity else { throw .validTooLong }
        guard state.get(Tables.members, transaction.member) != nil else { throw .unknownMember }
        if let principal = transaction.onBehalfOf {
            guard state.get(Tables.members, principal) != nil else { throw .unknownMember }
        }
        if let staff = transaction.staff {
            let person = StaffReference(member: transaction.member, staff: staff)
            guard state.get(Tables.staff, person) != nil else { throw .unknownStaff }
        }
        try checkForm(transaction)
        if let known, known.signed == signed { return known }
        try checkSignatures(signed, state)
        return AdmittedTransaction(signed: signed)
    }

    /// The refusal of a transaction, or nil if it is admitted.
    public static func check(
        _ signed: SignedTransaction, _ state: LedgerState, now: BlockTime
    ) -> Refusal? {
        do throws(Refusal) {
            _ = try admit(signed, state, now: now)
            return nil
        } catch {
            return error
        }
    }

    /// True if the transaction is on the chain and not yet expired there, or was refused there with
    /// these very signatures: another entry of it would say nothing new.
    public static func isSpent(_ signed: SignedTransaction, _ state: LedgerState) -> Bool {
        SeenTransactions.names(of: signed, suite: state.suite).contains {
            state.get(SeenTransactions.ids, $0) != nil
        }
    }

    /// True if an entry with this code settles its transaction, whoever signed it: it took effect,
    /// or was refused for what it says. Otherwise the same transaction may come again with other
    /// signatures, or is on the chain already.
    public static func settles(_ code: ReceiptCode) -> Bool {
        SeenTransactions.isOfTransaction(code)
    }

    /// The payload alone, without state.
    public static func checkForm(_ transaction: Transaction) throws(Refusal) {
        guard let action = ActionTable.action(of: transaction.kind) else { throw .notInForce }
        try action.check(transaction.payload)
    }

    private static func checkSignatures(
        _ signed: SignedTransaction, _ state: LedgerState
    ) throws(Refusal) {
        guard !signed.signatures.isEmpty else { throw .unsigned }
        let message = Transaction.signedBytes(of: signed.id)
        for (left, right) in zip(signed.signatures, signed.signatures.dropFirst()) {
            guard left.key < right.key else { throw .malformed }
        }
        for signature in signed.signatures {
            guard let record = state.get(Tables.keys, signature.key) else {
                throw .signatureUnknown
            }
            guard record.key.verifiesAdmitted(signature.signature, over: message) else {
                throw .signatureWrong
            }
        }
    }
}
