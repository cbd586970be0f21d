import CanonicalCoding
import LedgerTypes

/// A share of a panel: `votes` of `seats`, such as 2 of 3.
package struct PanelQuorum: Hashable, Sendable, CanonicalCodable {
    package let votes: UInt64
    package let seats: UInt64

    /// Nil unless 1 ≤ votes ≤ seats ≤ 64.
    package init?(votes: UInt64, seats: UInt64) {
        guard votes >= 1, votes <= seats, seats <= 64 else { return nil }
        self.votes = votes
        self.seats = seats
    }

    private init(unchecked votes: UInt64, _ seats: UInt64) {
        self.votes = votes
        self.seats = seats
    }

    /// What the base charter asks for.
    package static let standard = PanelQuorum(unchecked: 2, 3)

    /// The votes that a panel of `count` seats needs: the same share, rounded up.
    package func required(of count: Int) -> Int {
        let product = UInt64(count) * votes
        return max(1, Int((product + seats - 1) / seats))
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.unsigned(votes)
        writer.unsigned(seats)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        let votes = try reader.unsigned()
        let seats = try reader.unsigned()
        guard let quorum = PanelQuorum(votes: votes, seats: seats) else {
            throw .invalidValue(at: reader.offset, field: "panel quorum")
        }
        self = quorum
        reader.endArray()
    }
}

extension CommitteeField: NumberedCase {}

/// A committee seat as a case knows it.
package struct PanelSeat: Hashable, Sendable, CanonicalCodable {
    package let person: StaffReference
    package let field: CommitteeField

    package init(person: StaffReference, field: CommitteeField) {
        self.person = person
        self.field = field
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        person.encode(into: &writer)
        field.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        person = try StaffReference(from: &reader)
        field = try CommitteeField(from: &reader)
        reader.endArray()
    }
}

/// Who decides one case: independent of its parties, each field of knowledge present.
///
/// Source: docs/internals/decisions/0008-what-a-ruling-does.md.
package struct Panel: Hashable, Sendable {
    /// Strictly ascending by person.
    package private(set) var seats: [PanelSeat]
    /// Those who stepped aside; ascending.
    package private(set) var recused: [StaffReference]
    package let quorum: PanelQuorum

    package init(seats: [PanelSeat], recused: [StaffReference] = [], quorum: PanelQuorum) {
        self.seats = seats.sorted { $0.person < $1.person }
        self.recused = recused.sorted()
        self.quorum = quorum
    }

    /// The panel for a case: every committee seat whose member is not a party and whose person is
    /// not excluded.
    package static func independent(
        of parties: [MemberID], excluding persons: [StaffReference], from committee: [PanelSeat],
        quorum: PanelQuorum = .standard
    ) -> Panel {
        Panel(
            seats: committee.filter {
                !parties.contains($0.person.member) && !persons.contains($0.person)
            }, quorum: quorum)
    }

    /// Seats that may vote.
    package var voters: [PanelSeat] { seats.filter { !recused.contains($0.person) } }

    /// Whether ethics, law and technology each have a voter: without, nothing is approved.
    package var isComplete: Bool {
        let present = Set(voters.map(\.field))
        return CommitteeField.allCases.allSatisfy { present.contains($0) }
    }

    package var required: Int { quorum.required(of: voters.count) }

    package func seat(of person: StaffReference) -> PanelSeat? {
        seats.first { $0.person == person }
    }

    /// Takes a person off the panel; true if they sat on it.
    package mutating func recuse(_ person: StaffReference) -> Bool {
        guard seat(of: person) != nil, !recused.contains(person) else { return false }
        recused = (recused + [person]).sorted()
        return true
    }
}

extension Panel: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.array(seats)
        writer.array(recused)
        quorum.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        seats = try reader.array(upTo: GovernanceLimits.panelSeats)
        recused = try reader.array(upTo: GovernanceLimits.panelSeats)
        quorum = try PanelQuorum(from: &reader)
        reader.endArray()
    }
}
