import CanonicalCoding
import LedgerTypes
import Sealing

/// What a case is about.
package enum CaseType: UInt64, NumberedCase {
    /// A first charter or vocabulary.
    case design = 1
    case dispute = 2
    /// Whether an emergency access was justified.
    case override = 3
    /// A request that the charter left to the committee.
    case escalation = 4
    /// A waiver of one rule.
    case exemption = 5
    /// A new version of a charter or vocabulary.
    case upgrade = 6
    case appeal = 7
}

package enum CaseState: UInt64, NumberedCase {
    case open = 1
    case approved = 2
    case rejected = 3
    /// The deadline passed in silence: a denial.
    case lapsed = 4
    case withdrawn = 5
    /// The deadline of an override's review passed: still to be ruled, and in the way of the
    /// physician's next override.
    case overdue = 6
    /// An appeal changed the ruling.
    case reversed = 7
}

/// What the committee decides. Source: docs/concepts/overview.md, "The parts".
package struct Case: Hashable, Sendable {
    package let id: RecordID
    package let type: CaseType
    /// The proposal, override, request, record or earlier case that it is about.
    package let reference: RecordID?
    /// Nil where the host opened it.
    package let opener: StaffReference?
    /// On whose behalf it was opened: an approval is in favour of this member. Nil for proposals.
    package let applicant: MemberID?
    /// Members without a voice in it; ascending.
    package private(set) var parties: [MemberID]
    package let subject: Pseudonym?
    package var panel: Panel
    package let opened: BlockTime
    /// First instant at which no ballot is taken any more.
    package var due: BlockTime
    package let exemption: ExemptionScope?
    package let escalation: EscalationScope?
    /// Whether every seat must consent with its governance key besides the panel: red lines.
    package let needsEverySeat: Bool
    /// Members that consented; ascending.
    package var seatConsents: [MemberID]
    package var ballots: [CastBallot]
    package var state: CaseState
    /// When the state left `open` for good.
    package var ruled: BlockTime?

    package init(
        id: RecordID, type: CaseType, reference: RecordID?, opener: StaffReference?,
        applicant: MemberID?, parties: [MemberID], subject: Pseudonym?, panel: Panel,
        opened: BlockTime, due: BlockTime,
        exemption: ExemptionScope? = nil, escalation: EscalationScope? = nil,
        needsEverySeat: Bool = false
    ) {
        self.id = id
        self.type = type
        self.reference = reference
        self.opener = opener
        self.applicant = applicant
        self.parties = parties.sorted()
        self.subject = subject
        self.panel = panel
        self.opened = opened
        self.due = due
        self.exemption = exemption
        self.escalation = escalation
        self.needsEverySeat = needsEverySeat
        seatConsents = []
        ballots = []
        state = .open
        ruled = nil
    }

    /// Makes a member a party: its committee seats leave the panel, and their votes do not count.
    mutating func join(_ member: MemberID) {
        guard !parties.contains(member) else { return }
        parties = (parties + [member]).sorted()
        panel.exclude(member)
    }

    /// Whether the ruling gave a party what it stood for. In the review of an override all parties
    /// stand with the physician; elsewhere the others stand against the applicant.
    func isInFavour(of party: MemberID) -> Bool {
        let isApplicant = party == applicant || type == .override
        return (state == .approved) == isApplicant
    }

    package var tally: BallotTally { BallotTally(panel: panel, ballots: ballots) }

    private static let domain = DigestDomain("tally/case/v1")

    /// The id of the case that a transaction opens about something.
    package static func id(
        type: CaseType, openedBy transaction: TransactionID, suite: CryptoSuite
    ) -> RecordID {
        var writer = CanonicalWriter()
        writer.array(count: 2)
        type.encode(into: &writer)
        transaction.encode(into: &writer)
        return RecordID(suite.digest(domain, writer.bytes))
    }
}

extension Case: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 17)
        id.encode(into: &writer)
        type.encode(into: &writer)
        writer.optional(reference)
        writer.optional(opener)
        writer.optional(applicant)
        writer.array(parties)
        writer.optional(subject)
        panel.encode(into: &writer)
        opened.encode(into: &writer)
        due.encode(into: &writer)
        writer.optional(exemption)
        writer.optional(escalation)
        writer.flag(needsEverySeat)
        writer.array(seatConsents)
        writer.array(ballots)
        state.encode(into: &writer)
        writer.optional(ruled)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 17)
        id = try RecordID(from: &reader)
        type = try CaseType(from: &reader)
        reference = try reader.optional()
        opener = try reader.optional()
        applicant = try reader.optional()
        parties = try reader.array(upTo: GovernanceLimits.parties)
        subject = try reader.optional()
        panel = try Panel(from: &reader)
        opened = try BlockTime(from: &reader)
        due = try BlockTime(from: &reader)
        exemption = try reader.optional()
        escalation = try reader.optional()
        needsEverySeat = try reader.flag(field: "needs every seat")
        seatConsents = try reader.array(upTo: LedgerTypes.Limits.maximumSeats)
        ballots = try reader.array(upTo: GovernanceLimits.panelSeats)
        state = try CaseState(from: &reader)
        ruled = try reader.optional()
        reader.endArray()
    }
}
