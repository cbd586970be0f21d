import CanonicalCoding
import LedgerTypes

/// A purpose of one patient's data.
struct SubjectPurpose: TableKey {
    let subject: Pseudonym
    /// Id of the purpose in the vocabulary.
    let purpose: String

    // A pseudonym has one length, so the pair is unique.
    var keyBytes: [UInt8] { subject.keyBytes + [0x2f] + Array(purpose.utf8) }
}

/// Categories and levels of data: one bit for each pair.
///
/// Every consent is a set of such pairs for each purpose and receiver, so that what was withdrawn
/// and agreed to again adds up exactly, in whatever pieces it was said.
struct DataPairs: Hashable, Sendable {
    private(set) var bits: UInt64

    static let none = DataPairs(bits: 0)
    private static let levels: UInt64 = 5

    private init(bits: UInt64) { self.bits = bits }

    /// The pairs up to a level; without categories those of all.
    init(_ categories: [DataCategory], upTo level: UInt64) {
        bits = 0
        for category in categories.isEmpty ? DataCategory.allCases : categories {
            bits |= ((1 << level) - 1) << ((category.rawValue - 1) * Self.levels)
        }
    }

    func meets(_ other: DataPairs) -> Bool { bits & other.bits != 0 }
    func holds(_ other: DataPairs) -> Bool { other.bits & ~bits == 0 }
    func with(_ other: DataPairs) -> DataPairs { DataPairs(bits: bits | other.bits) }
    func without(_ other: DataPairs) -> DataPairs { DataPairs(bits: bits & ~other.bits) }
}

extension DataPairs: CanonicalCodable {
    func encode(into writer: inout CanonicalWriter) { writer.unsigned(bits) }
    init(from reader: inout CanonicalReader) throws(CodingFault) {
        bits = try reader.unsigned()
    }
}

/// What a patient's own key took back for one purpose, by receiver, and has not agreed to again.
struct WithdrawnUses: Hashable, Sendable, CanonicalCodable {
    struct Receiver: Hashable, Sendable, CanonicalCodable {
        let member: MemberID
        var pairs: DataPairs

        init(member: MemberID, pairs: DataPairs) {
            self.member = member
            self.pairs = pairs
        }

        func encode(into writer: inout CanonicalWriter) {
            writer.array(count: 2)
            member.encode(into: &writer)
            pairs.encode(into: &writer)
        }

        init(from reader: inout CanonicalReader) throws(CodingFault) {
            try reader.beginArray(count: 2)
            member = try MemberID(from: &reader)
            pairs = try DataPairs(from: &reader)
            reader.endArray()
        }
    }

    /// For every receiver that is not listed.
    private(set) var others = DataPairs.none
    /// Ascending; without those for whom it is as for the others.
    private(set) var receivers: [Receiver] = []

    init() {}

    var isEmpty: Bool { others == .none && receivers.isEmpty }

    /// - Parameter audiences: the receivers meant; none for all.
    func meets(_ audiences: [MemberID], _ pairs: DataPairs) -> Bool {
        guard audiences.isEmpty else {
            return audiences.contains { self.pairs(of: $0).meets(pairs) }
        }
        return others.meets(pairs) || receivers.contains { $0.pairs.meets(pairs) }
    }

    /// Whether all pairs were taken back for each of the receivers meant; none for all.
    func holds(_ audiences: [MemberID], _ pairs: DataPairs) -> Bool {
        guard audiences.isEmpty else {
            return audiences.allSatisfy { self.pairs(of: $0).holds(pairs) }
        }
        return others.holds(pairs) && receivers.allSatisfy { $0.pairs.holds(pairs) }
    }

    mutating func withdraw(_ audiences: [MemberID], _ pairs: DataPairs) {
        change(audiences) { $0.with(pairs) }
    }

    mutating func agree(_ audiences: [MemberID], _ pairs: DataPairs) {
        change(audiences) { $0.without(pairs) }
    }

    private func pairs(of member: MemberID) -> DataPairs {
        receivers.first { $0.member == member }?.pairs ?? others
    }

    private mutating func change(
        _ audiences: [MemberID], _ changed: (DataPairs) -> DataPairs
    ) {
        var all = receivers
        if audiences.isEmpty {
            for place in all.indices { all[place].pairs = changed(all[place].pairs) }
            others = changed(others)
        } else {
            for member in audiences {
                let pairs = changed(pairs(of: member))
                all.removeAll { $0.member == member }
                all.append(Receiver(member: member, pairs: pairs))
            }
        }
        receivers = all.filter { $0.pairs != others }.sorted { $0.member < $1.member }
    }

    func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        others.encode(into: &writer)
        writer.array(receivers)
    }

    init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        others = try DataPairs(from: &reader)
        receivers = try reader.array(upTo: GovernanceLimits.members)
        reader.endArray()
    }
}

extension Tables {
    /// One record a patient and purpose, as large as the consortium has members: no number of
    /// withdrawals fills it.
    static let withdrawnUses = Table<SubjectPurpose, WithdrawnUses>("withdrawn-use")
}

/// What patients take back in their own hand binds whatever others attest, before or after.
///
/// Kept by purpose, receiver, category and level: of single fields, actions and periods the whole of
/// their category is taken back, and agreeing to such a part of it gives none of it back. It stands
/// as that word in own hand says, and lends nothing to what others attest.
enum OwnWithdrawals {
    static func withdraw(
        _ scope: ConsentScope, of subject: Pseudonym, _ change: inout StateChange
    ) {
        update(scope, of: subject, &change) { $0.withdraw(scope.audiences, scope.pairs) }
    }

    static func agree(
        _ scope: ConsentScope, of subject: Pseudonym, _ change: inout StateChange
    ) {
        guard !scope.isOfParts else { return }
        update(scope, of: subject, &change) { $0.agree(scope.audiences, scope.pairs) }
    }

    /// Whether some use under a scope was taken back, whatever the times.
    static func touch(
        _ scope: ConsentScope, of subject: Pseudonym, _ reader: inout StateReader
    ) -> Bool {
        for purpose in scope.purposes {
            let key = SubjectPurpose(subject: subject, purpose: purpose)
            let uses = reader.get(Tables.withdrawnUses, key)
            if uses?.meets(scope.audiences, scope.pairs) ?? false { return true }
        }
        return false
    }

    /// Whether every use under a scope was taken back: each has the lowest level of its categories.
    static func touchAll(
        of scope: ConsentScope, of subject: Pseudonym, _ reader: inout StateReader
    ) -> Bool {
        for purpose in scope.purposes {
            let key = SubjectPurpose(subject: subject, purpose: purpose)
            let least = DataPairs(scope.categories, upTo: 1)
            guard reader.get(Tables.withdrawnUses, key)?.holds(scope.audiences, least) ?? false
            else { return false }
        }
        return true
    }

    /// Whether a use was taken back; a field of which nothing is known is of every category.
    static func touch(
        _ use: RequestedUse, of subject: Pseudonym, _ reader: inout StateReader
    ) -> Bool {
        let key = SubjectPurpose(subject: subject, purpose: use.purpose)
        let categories = use.labels.hasUnknown ? [] : use.labels.categories
        let pairs = DataPairs(categories, upTo: use.labels.level)
        return reader.get(Tables.withdrawnUses, key)?.meets([use.asker], pairs) ?? false
    }

    private static func update(
        _ scope: ConsentScope, of subject: Pseudonym, _ change: inout StateChange,
        _ updated: (inout WithdrawnUses) -> Void
    ) {
        for purpose in scope.purposes {
            let key = SubjectPurpose(subject: subject, purpose: purpose)
            var uses = change.get(Tables.withdrawnUses, key) ?? WithdrawnUses()
            updated(&uses)
            if uses.isEmpty {
                change.delete(Tables.withdrawnUses, key)
            } else {
                change.put(Tables.withdrawnUses, key, uses)
            }
        }
    }
}

extension ConsentScope {
    var pairs: DataPairs { DataPairs(categories, upTo: maximumLevel) }

    /// Whether this one lasts as long as another, from as early.
    func lasts(asLongAs other: ConsentScope) -> Bool {
        guard notBefore <= other.notBefore else { return false }
        guard let notAfter else { return true }
        return other.notAfter.map { $0 <= notAfter } ?? false
    }
}
