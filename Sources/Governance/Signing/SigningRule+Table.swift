import LedgerTypes

extension SigningRule {
    private static let bothOfficers = SigningRule.all([
        .person([.security]), .countersigned([.audit]),
    ])

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
                .when(.targetsOfficer, .appointers),
                // To stop somebody is urgent, to let them act again is not.
                .when(.targetsStaff, .person([.security])),
                .when(.liftsSuspension, bothOfficers),
            ])
        case .enrolStaff:
            // One officer would otherwise be as many physicians and nurses as they like. Officers of
            // a member that has none left are appointed by the others.
            .all([
                .when(.targetsMember, .quorumOfSeats(excludingTarget: true)),
                .when(.targetsOfficer, .appointers), .when(.targetsStaff, bothOfficers),
            ])
        case .rotateKey:
            // A lost key of the member: both officers, and the other of its keys or the other members.
            .all([
                .when(.targetsOfficer, .appointers), .when(.targetsStaff, bothOfficers),
                .when(
                    .targetsMember,
                    .any([
                        .all([.replacedKey, .governance(.acting)]),
                        .all([
                            bothOfficers,
                            .any([
                                .governance(.acting), .quorumOfSeats(excludingTarget: true),
                            ]),
                        ]),
                    ])),
            ])
        case .committeeSeat:
            .quorumOfMembers
        case .licence:
            // Two at the person's member enrol them; here somebody else says that they may.
            .all([
                .person(.attesters), .when(.overrulesAuthority, .countersigned(.overrulers)),
            ])
        case .registerSubject:
            // Otherwise a holder could take a patient's place by giving them a new key, and one
            // officer could say that anybody treats them.
            .all([
                .gateway(.holder), .when(.changesOwnWord, .subject),
                .when(.changesOwnKey, .ownKey),
                .when(.changesSubject, .any([.witness, .subject])),
            ])
        case .recoverSubject:
            // In force by the schedule; else the old key of the patient, or the guardian's.
            .all([.when(.inPerson, .witness), .when(.notInPerson, .ownKey)])
        case .mergeSubjects:
            // Whose words two names have is no matter for one person.
            .all([.person([.dataOfficer]), .countersigned([.audit])])
        case .registerRight:
            .gateway(.holder)
        case .registerAsset, .label:
            // A low label, or "nobody's", at registration is the same as a lowering later.
            .all([.gateway(.holder), .when(.lowersLevel, .countersigned([.dataOfficer]))])
        case .recordConsent, .withdrawConsent:
            // The submitter is not judged: no holder can sit on a withdrawal. What is said in own
            // hand is not attested instead where that signature is lacking.
            .all([
                .when(.inPerson, .subject),
                .when(.notInPerson, .all([.gateway(.attesting), .witness])),
            ])
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
        case .answerWithdrawal:
            // That it was deleted, a gateway says by itself; that it is kept, somebody answers for.
            .all([.gateway(.receiver), .when(.inPerson, .person([.dataOfficer]))])
        case .declareOverride:
            // An anchored offline record carries the physician's own signature.
            .all([
                .when(.inPerson, .person([.physician])),
                .when(.notInPerson, .gateway(.acting)),
            ])
        case .approveOverride:
            .person([.physician])
        case .writeUp:
            // The override names who. What only they can do is asked of no role and no licence:
            // who lost either would stay overdue for good.
            .person([])
        case .anchor, .exportSeal:
            .any([.gateway(.acting), .person([])])
        }
    }
}
