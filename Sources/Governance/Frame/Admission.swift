import CanonicalCoding
import LedgerTypes
import Sealing

/// What keeps a transaction out of blocks: whatever passes here becomes an entry, accepted or not.
package enum Admission {
    /// Refuses what may not be in a block at `now`; used by the pool and by voters alike.
    ///
    /// - Parameter known: an earlier admission, if of the same transaction with the same
    ///   signatures: then neither payload nor signatures are read again. Whose keys are in force is
    ///   asked again, since that changes.
    package static func admit(
        _ signed: SignedTransaction, _ state: LedgerState, now: BlockTime,
        known: AdmittedTransaction? = nil
    ) throws(Refusal) -> AdmittedTransaction {
        guard signed.transaction.kind != .recover else { throw .recoveryApart }
        try checkEnvelope(
            signed.transaction, state, now: now, validity: LedgerTypes.Limits.maximumValidity)
        let admitted: AdmittedTransaction
        if let known, known.signed == signed {
            admitted = known
        } else {
            admitted = try read(signed, state)
        }
        try checkActor(signed, admitted.payload, state)
        if let account = admitted.account { try Quota.requireRoom(account, state, now: now) }
        return admitted
    }

    /// What depends on no state but on whose the keys are, which is for ever.
    private static func read(
        _ signed: SignedTransaction, _ state: LedgerState
    ) throws(Refusal) -> AdmittedTransaction {
        let payload = try payload(of: signed.transaction)
        let owners = try checkSignatures(signed, state)
        return AdmittedTransaction(
            signed: signed, payload: payload,
            account: QuotaAccount(of: signed.transaction, owners))
    }

    /// Admits the one transaction of a recovery block: its signers meet over days.
    package static func admitRecovery(
        _ order: RecoveryOrder, _ state: LedgerState, now: BlockTime
    ) throws(Refusal) -> AdmittedTransaction {
        try checkEnvelope(
            order.signed.transaction, state, now: now, validity: GovernanceLimits.recoveryValidity)
        try checkSignatures(order.signed, state)
        return AdmittedTransaction(
            signed: order.signed,
            payload: DecodedPayload(order.body, commitments: order.commitments), account: nil)
    }

    /// Everything but payload and signatures.
    private static func checkEnvelope(
        _ transaction: Transaction, _ state: LedgerState, now: BlockTime, validity: Milliseconds
    ) throws(Refusal) {
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
    }

    /// The refusal of a transaction, or nil if it is admitted.
    package static func check(
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
    package static func isSpent(_ signed: SignedTransaction, _ state: LedgerState) -> Bool {
        SeenTransactions.names(of: signed, suite: state.suite).contains {
            state.get(SeenTransactions.ids, $0) != nil
        }
    }

    /// True if an entry with this code settles its transaction, whoever signed it: it took effect,
    /// or was refused for what it says. Otherwise the same transaction may come again with other
    /// signatures, or is on the chain already.
    package static func settles(_ code: ReceiptCode) -> Bool {
        SeenTransactions.isOfTransaction(code)
    }

    /// The payload alone, decoded and in form: needs no state.
    private static func payload(of transaction: Transaction) throws(Refusal) -> DecodedPayload {
        let payload = try DecodedPayload(of: transaction)
        try payload.body.validate()
        return payload
    }

    /// Every signature is of a key that the chain knows, and verifies; whose the keys are, or were.
    @discardableResult
    private static func checkSignatures(
        _ signed: SignedTransaction, _ state: LedgerState
    ) throws(Refusal) -> [KeyOwner] {
        guard !signed.signatures.isEmpty else { throw .unsigned }
        let message = Transaction.signedBytes(of: signed.id)
        for (left, right) in zip(signed.signatures, signed.signatures.dropFirst()) {
            guard left.key < right.key else { throw .malformed }
        }
        var owners: [KeyOwner] = []
        for signature in signed.signatures {
            guard let record = state.get(Tables.keys, signature.key) else {
                throw .signatureUnknown
            }
            guard record.key.verifiesAdmitted(signature.signature, over: message) else {
                throw .signatureWrong
            }
            owners.append(record.owner)
        }
        return owners
    }

    /// Nobody is named who did not act. A key that was replaced admits nothing in its owner's name, a
    /// patient's neither: whoever found the old phone would speak by it.
    private static func checkActor(
        _ signed: SignedTransaction, _ payload: DecodedPayload, _ state: LedgerState
    ) throws(Refusal) {
        let transaction = signed.transaction
        var owners: [KeyOwner] = []
        for signature in signed.signatures {
            guard let record = state.get(Tables.keys, signature.key), record.retired == nil else {
                continue
            }
            owners.append(record.owner)
        }
        for signer in payload.body.namedSigners(state) {
            guard signer.isAmong(owners, state) else { throw .actorUnsigned }
        }
        let isSigned =
            if let staff = transaction.staff {
                owners.contains(
                    .staff(StaffReference(member: transaction.member, staff: staff)))
            } else {
                owners.contains { $0.actingMember == transaction.member }
                    || isOfPatients(transaction.kind, owners)
            }
        guard isSigned else { throw .actorUnsigned }
        guard SigningRule.of(transaction.kind).mayHold(transaction, owners) else {
            throw .signersCannot
        }
    }

    private static let kindsOfPatients: [TransactionKind] = [
        .recordConsent, .withdrawConsent, .transition, .issueCode, .recoverSubject,
    ]

    /// What patients may do by their own keys alone goes through any member's node, and no member can
    /// sit on it.
    private static func isOfPatients(_ kind: TransactionKind, _ owners: [KeyOwner]) -> Bool {
        guard Self.kindsOfPatients.contains(kind) else { return false }
        return !owners.isEmpty
            && owners.allSatisfy { if case .subject = $0 { true } else { false } }
    }
}

extension KeyOwner {
    /// The member for whom a key acts; nil for a patient's, a code's, and a seat's, which only votes.
    fileprivate var actingMember: MemberID? {
        switch self {
        case .gateway(let member), .governance(let member): member
        case .staff(let person): person.member
        case .seat, .subject, .code: nil
        }
    }
}
