import CanonicalCoding
import LedgerTypes
import Sealing

/// The founding act: who is in, who votes, under which rules. Its digest names the chain.
package struct Genesis: Hashable, Sendable {
    package let suite: CryptoSuite
    package let nameEnglish: String
    package let nameChinese: String
    /// Ascending by id.
    package let members: [Member]
    /// Ascending by member and id.
    package let staff: [Staff]
    package let seats: SeatSet
    package let parameters: ChainParameters
    /// Canonical bytes of vocabularies and of base charters, which carry the hard decisions.
    package let vocabularies: [ByteString]
    package let charters: [ByteString]
    package let committee: Committee
    /// How many governance keys may restart a chain whose quorum is lost for good.
    package let recoveryKeys: UInt64
    package let time: BlockTime

    package init(
        suite: CryptoSuite, nameEnglish: String, nameChinese: String, members: [Member],
        staff: [Staff], seats: SeatSet, parameters: ChainParameters = .standard,
        vocabularies: [ByteString] = [], charters: [ByteString] = [], committee: Committee,
        recoveryKeys: UInt64, time: BlockTime
    ) {
        self.suite = suite
        self.nameEnglish = nameEnglish
        self.nameChinese = nameChinese
        self.members = members.sorted { $0.id < $1.id }
        self.staff = staff.sorted { $0.reference < $1.reference }
        self.seats = seats
        self.parameters = parameters
        self.vocabularies = vocabularies
        self.charters = charters
        self.committee = committee
        self.recoveryKeys = recoveryKeys
        self.time = time
    }

    private static let domain = DigestDomain("tally/genesis/v1")

    package var chainID: ChainID { ChainID(suite.digest(Self.domain, of: self)) }
}

extension Genesis: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 12)
        suite.encode(into: &writer)
        writer.text(nameEnglish)
        writer.text(nameChinese)
        writer.array(members)
        writer.array(staff)
        seats.encode(into: &writer)
        parameters.encode(into: &writer)
        writer.array(vocabularies)
        writer.array(charters)
        committee.encode(into: &writer)
        writer.unsigned(recoveryKeys)
        time.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 12)
        suite = try CryptoSuite(from: &reader)
        nameEnglish = try reader.text()
        nameChinese = try reader.text()
        members = try reader.array(upTo: GovernanceLimits.members)
        staff = try reader.array(upTo: 65_536)
        seats = try SeatSet(from: &reader)
        parameters = try ChainParameters(from: &reader)
        vocabularies = try reader.array(upTo: 64)
        charters = try reader.array(upTo: 64)
        committee = try Committee(from: &reader)
        recoveryKeys = try reader.unsigned()
        time = try BlockTime(from: &reader)
        reader.endArray()
    }
}
