import CanonicalCoding
import LedgerTypes
import Sealing

/// The founding act: who is in, who votes, under which rules. Its digest names the chain.
public struct Genesis: Hashable, Sendable {
    public let suite: CryptoSuite
    public let nameEnglish: String
    public let nameChinese: String
    /// Ascending by id.
    public let members: [Member]
    /// Ascending by member and id.
    public let staff: [Staff]
    public let seats: SeatSet
    public let parameters: ChainParameters
    /// Canonical bytes of vocabularies and of base charters, which carry the hard decisions.
    public let vocabularies: [ByteString]
    public let charters: [ByteString]
    public let committee: Committee
    /// How many governance keys may restart a chain whose quorum is lost for good.
    public let recoveryKeys: UInt64
    public let time: BlockTime

    public init(
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

    public var chainID: ChainID { ChainID(suite.digest(Self.domain, of: self)) }
}

extension Genesis: CanonicalCodable {
    public func encode(into writer: inout CanonicalWriter) {
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

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
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
