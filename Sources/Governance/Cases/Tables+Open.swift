import LedgerTypes

/// What is open: a duty that fell off a list would be forgotten, so the lists have no bound of their
/// own; what is done leaves them. What one person may have open is bounded where it is opened.
extension Tables {
    /// Cases that take ballots, in the order of opening.
    static let openCases = Listing<Only>("open-cases", links: "open-case")
    /// Proposals that are not final, in the order of proposing.
    static let openProposals = Listing<Only>("open-proposals", links: "open-proposal")
    /// Notices that are not discharged, by the member responsible.
    static let outstandingNotices = Listing<MemberID>(
        "outstanding-notices", links: "outstanding-notice")
    /// Every override of a subject, in the order of declaring.
    static let overrideHistory = Listing<Pseudonym>(
        "override-history", links: "override-history-item")
    /// Escalated requests of who asked that wait for the committee, by their cases.
    package static let openEscalations = Listing<Actor>(
        "open-escalations", links: "open-escalation")
}

extension Actor: TableKey {
    // Names hold no slash, and an empty part is no name.
    package var keyBytes: [UInt8] {
        member.keyBytes + [0x2f] + (staff?.keyBytes ?? []) + [0x2f]
            + (onBehalfOf?.keyBytes ?? [])
    }
}
