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
    /// Licences of the founding's people, ascending by person.
    package let licences: [Licence]
    /// One for each of `claims`, in their order.
    package let possessions: [KeyPossession]
    /// Signatures of the authorities' gateway keys, one for each of `licences`, in their order.
    package let attestations: [Signature]

    package init(
        suite: CryptoSuite, nameEnglish: String, nameChinese: String, members: [Member],
        staff: [Staff], seats: SeatSet, parameters: ChainParameters = .standard,
        vocabularies: [ByteString] = [], charters: [ByteString] = [], committee: Committee,
        recoveryKeys: UInt64, time: BlockTime, licences: [Licence] = [],
        possessions: [KeyPossession] = [], attestations: [Signature] = []
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
        self.licences = licences.sorted { $0.person < $1.person }
        self.possessions = possessions
        self.attestations = attestations
    }

    /// What every founding key must have signed: the members', the people's, the seats'.
    package var claims: [KeyClaim] {
        members.flatMap { $0.claims(chain: nil) } + staff.map { $0.claim(chain: nil) }
            + seats.seats.map {
                KeyClaim(chain: nil, holder: $0.member, purpose: .seat, key: $0.key)
            }
    }

    /// The same founding with the proofs of all its keys, and its licences attested.
    package func proven(by keys: [SigningKey]) -> Genesis {
        with(
            KeyPossession.of(claims, by: keys),
            attestations: licences.map { licence in
                let authority = members.first { $0.id == licence.authority }
                guard let key = keys.first(where: { $0.verifyingKey == authority?.gatewayKey })
                else { preconditionFailure("no key was given for \(licence.authority)") }
                return key.sign(licence.signedBytes)
            })
    }

    /// The same founding with these proofs, in the order of its claims, and these attestations, in
    /// that of its licences.
    package func with(
        _ possessions: [KeyPossession], attestations: [Signature] = []
    ) -> Genesis {
        Genesis(
            suite: suite, nameEnglish: nameEnglish, nameChinese: nameChinese, members: members,
            staff: staff, seats: seats, parameters: parameters, vocabularies: vocabularies,
            charters: charters, committee: committee, recoveryKeys: recoveryKeys, time: time,
            licences: licences, possessions: possessions, attestations: attestations)
    }

    private static let domain = DigestDomain("tally/genesis/v1")
    private static let mostStaff = 65_536

    package var chainID: ChainID { ChainID(suite.digest(Self.domain, of: self)) }
}

extension Genesis: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 15)
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
        writer.array(licences)
        writer.array(possessions)
        writer.array(attestations)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 15)
        suite = try CryptoSuite(from: &reader)
        nameEnglish = try reader.text()
        nameChinese = try reader.text()
        members = try reader.array(upTo: GovernanceLimits.members)
        staff = try reader.array(upTo: Self.mostStaff)
        seats = try SeatSet(from: &reader)
        parameters = try ChainParameters(from: &reader)
        vocabularies = try reader.array(upTo: 64)
        charters = try reader.array(upTo: 64)
        committee = try Committee(from: &reader)
        recoveryKeys = try reader.unsigned()
        time = try BlockTime(from: &reader)
        licences = try reader.array(upTo: Self.mostStaff)
        possessions = try reader.array(
            upTo: Self.mostStaff + 2 * GovernanceLimits.members
                + LedgerTypes.Limits.maximumSeats)
        attestations = try reader.array(upTo: Self.mostStaff)
        reader.endArray()
    }
}
