import CanonicalCoding
import LedgerTypes
import Sealing

@testable import Evidence

/// A small ledger of the tests' own: evidence must not depend on what governance writes.
struct StandInSchema: LedgerSchema {
    func genesis(_ bytes: [UInt8]) -> GenesisFacts? {
        (try? StandInGenesis(canonical: bytes))?.facts
    }

    func memberKey(_ member: MemberID) -> [UInt8] { Array("member/\(member)".utf8) }

    func member(_ value: [UInt8]) -> MemberFacts? {
        (try? StandInMember(canonical: value))?.facts
    }

    func assetIndexKey(_ subject: HeadID) -> [UInt8] { Array("assets-of/".utf8) + subject.id.bytes }

    func assets(_ value: [UInt8]) -> [HeadID]? {
        var reader = CanonicalReader(value)
        return try? reader.array(upTo: 100)
    }

    func factKeys(of entry: Entry, read: ([UInt8]) -> [UInt8]?) -> [[UInt8]] {
        entry.receipt.outcome == .permit ? [Array("charter/emergency".utf8)] : []
    }

    func unfoundedDecision(among entries: [Entry], facts: [[UInt8]: [UInt8]]) -> Int? {
        entries.firstIndex { entry in
            guard let key = factKeys(of: entry, read: { _ in nil }).first else { return false }
            return facts[key].map { suite.hash($0).bytes } != entry.receipt.detail
        }
    }

    func anchoredDigests(in entry: Entry) -> [Digest] {
        let transaction = entry.transaction.transaction
        guard transaction.kind == .anchor,
            case .array(let parts)? = try? CanonicalValue(canonical: transaction.payload),
            case .bytes(let bytes)? = parts.first
        else { return [] }
        return Digest(bytes).map { [$0] } ?? []
    }

    func accounts(of entries: [Entry], facts: [[UInt8]: [UInt8]]) -> [EventAccount] {
        entries.map(\.transaction.transaction.kind.name).map {
            EventAccount(chinese: "事件 \($0)", english: "event \($0)")
        }
    }
}

struct StandInMember: CanonicalCodable, Hashable {
    var facts: MemberFacts

    func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        facts.id.encode(into: &writer)
        writer.text(facts.nameChinese)
        writer.text(facts.nameEnglish)
        writer.text(facts.uscc)
        facts.gatewayKey.encode(into: &writer)
    }

    init(facts: MemberFacts) { self.facts = facts }

    init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        facts = MemberFacts(
            id: try MemberID(from: &reader), nameChinese: try reader.text(),
            nameEnglish: try reader.text(), uscc: try reader.text(),
            gatewayKey: try VerifyingKey(from: &reader))
        reader.endArray()
    }
}

struct StandInGenesis: CanonicalCodable, Hashable {
    var seats: SeatSet
    var members: [StandInMember]

    var facts: GenesisFacts {
        GenesisFacts(
            suite: .ed25519SHA256, time: BlockTime(1_700_000_000_000), nameChinese: "示例联盟",
            nameEnglish: "Example consortium", seats: seats, members: members.map(\.facts))
    }

    func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        seats.encode(into: &writer)
        writer.array(members)
    }

    init(seats: SeatSet, members: [StandInMember]) {
        self.seats = seats
        self.members = members
    }

    init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        seats = try SeatSet(from: &reader)
        members = try reader.array()
        reader.endArray()
    }
}
