import LedgerTypes

/// All kinds that the ledger knows, each once; the only place that names handlers.
enum ActionTable {
    private static let byKind: [TransactionKind: any LedgerAction.Type] = Dictionary(
        uniqueKeysWithValues: (coreActions + caseActions).map { ($0.kind, $0) })

    static func action(of kind: TransactionKind) -> (any LedgerAction.Type)? { byKind[kind] }

    /// Identity, subjects, assets, consents, records, requests, anchors.
    static let coreActions: [any LedgerAction.Type] = [
        EnrolMember.self, EnrolStaff.self, Suspend.self,
        RotateKey.self, AppointCommittee.self, AttestLicence.self,
        ChangeParameters.self, SeatChange.self, Recover.self,
        RegisterSubject.self, RecoverSubject.self, MergeSubjects.self, RegisterAsset.self,
        LabelAsset.self, RegisterRight.self,
        RecordConsent.self, WithdrawConsent.self,
        TakeTransition.self, Request.self, Release.self,
        Acknowledge.self, EgressBlock.self, AnchorDigest.self,
        SealExport.self,
    ]
}
