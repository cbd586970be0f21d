import CanonicalCoding
import LedgerTypes

/// A kind of transaction without its types: how the frame calls it.
struct AnyAction: Sendable {
    let kind: TransactionKind
    /// Decodes and validates; needs no state.
    let check: @Sendable (_ payload: [UInt8]) throws(Refusal) -> Void
    let run: @Sendable (_ payload: [UInt8], Call, inout StateChange) throws(Refusal) -> Verdict
    let concerns: @Sendable (_ payload: [UInt8], Call, inout StateReader) -> [HeadID]

    init<Action: LedgerAction>(_: Action.Type) {
        kind = Action.kind
        check = { payload throws(Refusal) in
            try Self.decode(Action.self, payload).body.validate()
        }
        run = { payload, call, change throws(Refusal) in
            let action = try Self.decode(Action.self, payload).body
            let facts = try action.signingFacts(call, &change.reader)
            try SigningRule.of(Action.kind).check(call, facts, &change.reader)
            try Signers.requirePrincipal(call, &change.reader)
            try Signers.requireNamedPerson(call, &change.reader)
            let resolution = try action.resolve(call, &change.reader)
            return action.apply(resolution, call, &change)
        }
        concerns = { payload, call, reader in
            guard let decoded = try? Payload<Action>(canonical: payload) else { return [] }
            return decoded.body.concerns(call, &reader)
        }
    }

    private static func decode<Action: LedgerAction>(
        _: Action.Type, _ payload: [UInt8]
    ) throws(Refusal) -> Payload<Action> {
        do {
            return try Payload<Action>(canonical: payload)
        } catch {
            throw .malformed
        }
    }
}

/// All kinds that the ledger knows, each once; the only place that names handlers.
enum ActionTable {
    private static let actions: [AnyAction] = coreActions + caseActions

    private static let byKind: [TransactionKind: AnyAction] = Dictionary(
        uniqueKeysWithValues: actions.map { ($0.kind, $0) })

    static func action(of kind: TransactionKind) -> AnyAction? { byKind[kind] }

    /// Identity, subjects, assets, consents, records, requests, anchors.
    static let coreActions: [AnyAction] = [
        AnyAction(EnrolMember.self), AnyAction(EnrolStaff.self), AnyAction(Suspend.self),
        AnyAction(RotateKey.self), AnyAction(AppointCommittee.self),
        AnyAction(ChangeParameters.self), AnyAction(SeatChange.self), AnyAction(Recover.self),
        AnyAction(RegisterSubject.self), AnyAction(RegisterAsset.self),
        AnyAction(LabelAsset.self), AnyAction(RegisterRight.self),
        AnyAction(RecordConsent.self), AnyAction(WithdrawConsent.self),
        AnyAction(TakeTransition.self), AnyAction(Request.self), AnyAction(Release.self),
        AnyAction(Acknowledge.self), AnyAction(EgressBlock.self), AnyAction(AnchorDigest.self),
        AnyAction(SealExport.self),
    ]
}
