import CanonicalCoding
import LedgerTypes
import Sealing

/// Which knowledge a committee member brings; each must be present.
package enum CommitteeField: UInt64, Sendable, Hashable, CaseIterable {
    case ethics = 1
    case law = 2
    case technology = 3

    package var name: String {
        switch self {
        case .ethics: "ethics"
        case .law: "law"
        case .technology: "technology"
        }
    }
}

/// One seat of the independent committee (独立委员会).
package struct CommitteeSeat: Hashable, Sendable, CanonicalCodable {
    package let person: StaffReference
    package let field: CommitteeField
    /// End of the term, exclusive.
    package let until: BlockTime

    package init(person: StaffReference, field: CommitteeField, until: BlockTime) {
        self.person = person
        self.field = field
        self.until = until
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        person.encode(into: &writer)
        writer.unsigned(field.rawValue)
        until.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        person = try StaffReference(from: &reader)
        field = try reader.rawValue(field: "committee field")
        until = try BlockTime(from: &reader)
        reader.endArray()
    }
}

/// The independent committee and who stands in for its seats.
package struct Committee: Hashable, Sendable, CanonicalCodable {
    /// Ascending by person.
    package let seats: [CommitteeSeat]
    /// In the order in which they come in for a seat of their field. A person may stand in for
    /// several fields.
    package let substitutes: [CommitteeSeat]

    package init(seats: [CommitteeSeat], substitutes: [CommitteeSeat] = []) {
        self.seats = seats
        self.substitutes = substitutes
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.array(seats)
        writer.array(substitutes)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        seats = try reader.array(upTo: GovernanceLimits.committeeSeats)
        substitutes = try reader.array(upTo: GovernanceLimits.committeeSeats)
        reader.endArray()
    }

    /// Seats and those who stand in for them.
    package var everybody: [CommitteeSeat] { seats + substitutes }

    /// At most one seat a member, the three fields present, ascending; nobody stands in twice for a
    /// field; and whichever member steps aside, the three fields are still there.
    func validate() throws(Refusal) {
        try validateForm()
        let bench = CommitteeBench(self)
        for member in Set(everybody.map(\.person.member)) {
            let panel = Panel.independent(of: [member], from: bench)
            guard panel.isComplete else { throw .committeeParalysed }
        }
    }

    private func validateForm() throws(Refusal) {
        for (left, right) in zip(seats, seats.dropFirst()) {
            guard left.person.member < right.person.member else { throw .committeeMalformed }
        }
        for field in CommitteeField.allCases {
            guard seats.contains(where: { $0.field == field }) else { throw .committeeMalformed }
            let standing = everybody.filter { $0.field == field }.map(\.person)
            guard Set(standing).count == standing.count else { throw .committeeMalformed }
        }
    }

    /// The seat of a person, or nil.
    package func seat(of person: StaffReference) -> CommitteeSeat? {
        seats.first { $0.person == person }
    }
}

extension Tables {
    package static let committee = Table<Only, Committee>("committee")
}

extension StateReader {
    /// The committee; terms are not filtered here.
    package var committee: Committee {
        mutating get { get(Tables.committee) ?? Committee(seats: []) }
    }
}
