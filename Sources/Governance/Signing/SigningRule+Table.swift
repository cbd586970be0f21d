import LedgerTypes

extension SigningRule {
    /// The rule of a kind: the table "Who may sign what". Everything else is refused.
    ///
    /// Source: docs/reference/transactions.md, "Bodies".
    package static func of(_ kind: TransactionKind) -> SigningRule {
        switch kind {
        case .enrolMember, .seatChange, .parameters, .recover:
            .quorumOfSeats(excludingTarget: false)
        case .suspend:
            .all([
                .when(.targetsMember, .quorumOfSeats(excludingTarget: true)),
                .when(.targetsStaff, .person([.security])),
            ])
        case .enrolStaff:
            // One officer would otherwise be as many physicians and nurses as they like.
            .all([.person([.security]), .countersigned([.audit])])
        case .rotateKey:
            .all([
                .when(
                    .targetsStaff,
                    .all([.person([.security]), .countersigned([.audit])])),
                .when(.targetsMember, .all([.replacedKey, .governance(.acting)])),
            ])
        case .committeeSeat:
            .quorumOfMembers
        case .registerSubject:
            // Otherwise a holder could take a patient's place by giving them a new key.
            .all([
                .gateway(.holder), .when(.changesOwnWord, .subject),
                .when(.changesSubject, .any([.witness, .subject])),
            ])
        case .registerAsset, .registerRight:
            .gateway(.holder)
        case .label:
            .all([.gateway(.holder), .when(.lowersLevel, .countersigned([.dataOfficer]))])
        case .recordConsent, .withdrawConsent:
            // The submitter is not judged: no holder can sit on a withdrawal.
            .any([.subject, .all([.gateway(.attesting), .witness])])
        case .proposeCharter, .proposeVocabulary, .withdrawProposal:
            .person([.compliance])
        case .reportGate, .notified:
            .gateway(.acting)
        case .ballot:
            // Without a person: a seat's consent to a change of red lines.
            .all([
                .when(.inPerson, .person([.committee])),
                .when(.notInPerson, .governance(.acting)),
            ])
        case .recuse, .review:
            .person([.committee])
        case .openCase:
            // A person who is named must have signed: a gateway opens cases in its own name.
            .all([.when(.inPerson, .person([])), .when(.notInPerson, .gateway(.acting))])
        case .transition:
            .parties
        case .request:
            // Officers keep the systems; none of them sees patient data.
            .person(.practitioners)
        case .issueCode:
            .any([.subject, .gateway(.holder)])
        case .redeemCode:
            .all([
                .code, .when(.inPerson, .person(.practitioners)),
                .when(.notInPerson, .gateway(.acting)),
            ])
        case .release, .egressBlock:
            .gateway(.holder)
        case .acknowledge:
            .gateway(.receiver)
        case .declareOverride:
            // An anchored offline record carries the physician's own signature.
            .all([
                .when(.inPerson, .person([.physician])),
                .when(.notInPerson, .gateway(.acting)),
            ])
        case .approveOverride, .writeUp:
            .person([.physician])
        case .anchor, .exportSeal:
            .any([.gateway(.acting), .person([])])
        }
    }
}
