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
    /// Who comes in next for a seat of their field, in this order.
    package private(set) var substitutes: [PanelSeat]
    /// Those who stepped aside; ascending.
    package private(set) var recused: [StaffReference]
    package let quorum: PanelQuorum

    package init(
        seats: [PanelSeat], substitutes: [PanelSeat] = [], recused: [StaffReference] = [],
        quorum: PanelQuorum
    ) {
        self.seats = seats.sorted { $0.person < $1.person }
        self.substitutes = substitutes
        self.recused = recused.sorted()
        self.quorum = quorum
    }

    /// The panel for a case: every committee seat whose member is not a party and whose person is
    /// not excluded, and a substitute for each seat of the field that is not among them.
    package static func independent(
        of parties: [MemberID], excluding persons: [StaffReference] = [],
        from bench: CommitteeBench, quorum: PanelQuorum = .standard
    ) -> Panel {
        func isFree(_ seat: PanelSeat) -> Bool {
            !parties.contains(seat.person.member) && !persons.contains(seat.person)
        }
        var panel = Panel(
            seats: bench.seats.filter(isFree), substitutes: bench.substitutes.filter(isFree),
            quorum: quorum)
        for field in CommitteeField.allCases {
            let lacking =
                bench.places.count { $0 == field } - panel.seats.count { $0.field == field }
            for _ in 0..<max(0, lacking) { panel.bringIn(field) }
        }
        return panel
    }

    /// Seats that may vote.
    package var voters: [PanelSeat] { seats.filter { !recused.contains($0.person) } }

    /// Whether ethics, law and technology each have a voter: without, nothing is ruled.
    package var isComplete: Bool { CommitteeField.allCases.allSatisfy(hasVoter) }

    package var required: Int { quorum.required(of: voters.count) }

    package func seat(of person: StaffReference) -> PanelSeat? {
        seats.first { $0.person == person }
    }

    private func hasVoter(_ field: CommitteeField) -> Bool {
        voters.contains { $0.field == field }
    }

    /// Takes a person off the panel, and brings in a substitute; true if they sat on it.
    package mutating func recuse(_ person: StaffReference) -> Bool {
        guard let seat = seat(of: person), !recused.contains(person) else { return false }
        recused = (recused + [person]).sorted()
        bringIn(seat.field)
        return true
    }

    /// Takes a member's persons off the panel, and off those who would come in.
    mutating func exclude(_ member: MemberID) {
        substitutes.removeAll { $0.person.member == member }
        for seat in seats where seat.person.member == member { _ = recuse(seat.person) }
    }

    /// Where ethics, law or technology has no voter any more, those who are on the committee by now
    /// come in: what stops a case stops it until others are appointed, and not for good.
    mutating func complete(from bench: CommitteeBench, apartFrom parties: [MemberID]) {
        for field in CommitteeField.allCases where !hasVoter(field) {
            substitutes += (bench.seats + bench.substitutes).filter {
                $0.field == field && !parties.contains($0.person.member)
                    && !substitutes.contains($0)
            }
            bringIn(field)
        }
    }

    /// The first substitute of a field whose member has no vote yet: one vote a member.
    private mutating func bringIn(_ field: CommitteeField) {
        let voting = voters.map(\.person.member)
        let place = substitutes.firstIndex {
            $0.field == field && seat(of: $0.person) == nil && !voting.contains($0.person.member)
        }
        guard let place else { return }
        let coming = substitutes.remove(at: place)
        seats = (seats + [coming]).sorted { $0.person < $1.person }
    }
}

extension Panel: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        writer.array(seats)
        writer.array(substitutes)
        writer.array(recused)
        quorum.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        seats = try reader.array(upTo: GovernanceLimits.panelSeats)
        substitutes = try reader.array(upTo: GovernanceLimits.panelSeats)
        recused = try reader.array(upTo: GovernanceLimits.panelSeats)
        quorum = try PanelQuorum(from: &reader)
        reader.endArray()
    }
}
