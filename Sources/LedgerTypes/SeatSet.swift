import Bilingual
import CanonicalCoding
import Sealing

/// A member with a vote.
package struct Seat: Hashable, Sendable, CanonicalCodable {
    package let member: MemberID
    /// The key that signs the member's proposals and votes.
    package let key: VerifyingKey

    package init(member: MemberID, key: VerifyingKey) {
        self.member = member
        self.key = key
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        member.encode(into: &writer)
        key.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        member = try MemberID(from: &reader)
        key = try VerifyingKey(from: &reader)
        reader.endArray()
    }
}

/// Why seats do not form a set.
package enum SeatSetFault: UInt64, Error, Hashable, Sendable {
    case empty = 2101
    case tooMany = 2102
    case notAscending = 2103
    case keyTwice = 2104
    case keyNotAdmitted = 2105
}

/// The seats of one height with equal weight, strictly ascending by member id.
package struct SeatSet: Hashable, Sendable {
    package let seats: [Seat]

    /// Checks order, distinct keys and every key's point.
    package init(checking seats: [Seat]) throws(SeatSetFault) {
        guard !seats.isEmpty else { throw .empty }
        guard seats.count <= Limits.maximumSeats else { throw .tooMany }
        for (left, right) in zip(seats, seats.dropFirst()) where left.member >= right.member {
            throw .notAscending
        }
        guard Set(seats.map(\.key.bytes)).count == seats.count else { throw .keyTwice }
        guard seats.allSatisfy({ $0.key.isPrimeOrder }) else { throw .keyNotAdmitted }
        self.seats = seats
    }

    package var count: Int { seats.count }

    /// Most seats that may be faulty: ⌊(n−1)/3⌋.
    package var tolerance: Int { (count - 1) / 3 }

    /// Votes that decide: ⌊2n/3⌋+1. Source: docs/internals/consensus.md, "Words".
    package var quorum: Int { 2 * count / 3 + 1 }

    /// Seats of which at least one is honest: n−q+1.
    package var oneHonest: Int { count - quorum + 1 }

    package subscript(index: SeatIndex) -> Seat? {
        index.value < UInt64(count) ? seats[Int(index.value)] : nil
    }

    package func index(of member: MemberID) -> SeatIndex? {
        seats.firstIndex { $0.member == member }.map { SeatIndex(UInt64($0)) }
    }

    private static let domain = DigestDomain("tally/seat-set/v1")

    package func digest(suite: CryptoSuite) -> Digest { suite.digest(Self.domain, of: self) }
}

extension SeatSet: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) { writer.array(seats) }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let seats: [Seat] = try reader.array(upTo: Limits.maximumSeats)
        do {
            try self.init(checking: seats)
        } catch {
            throw .invalidValue(at: reader.offset, field: "seats")
        }
    }
}

extension SeatSetFault: Worded {
    package var english: String {
        switch self {
        case .empty: "there is no seat"
        case .tooMany: "there are more than \(Limits.maximumSeats) seats"
        case .notAscending: "the seats do not ascend by member, or a member has two"
        case .keyTwice: "two seats have the same key"
        case .keyNotAdmitted: "the key of a seat is not admitted"
        }
    }

    package var chinese: String {
        switch self {
        case .empty: "没有席位"
        case .tooMany: "席位超过 \(Limits.maximumSeats) 个"
        case .notAscending: "席位未按成员递增排列，或同一成员有两个"
        case .keyTwice: "两个席位使用同一密钥"
        case .keyNotAdmitted: "某席位的密钥不合要求"
        }
    }
}
