import Governance
import LedgerTypes
import Sealing
import WrittenText

/// What an authority hands to the founders: the licences that it attests of the other members' people,
/// each signed by its gateway key.
package struct FoundingLicences: Codable, Sendable, Hashable {
    package struct Row: Codable, Sendable, Hashable {
        package var member: String
        package var person: String
        /// `physician` or `nurse`.
        package var kind: String
        /// The commitment to the number, as the person's card has it; hexadecimal.
        package var number: String
        /// The person's public key, hexadecimal.
        package var key: String
        /// Milliseconds since 1970.
        package var from: UInt64
        package var until: UInt64
        package var signature: String
    }

    package var authority: String
    package var licences: [Row]

    package init(json: [UInt8]) throws(ConsortiumFault) {
        do throws(WrittenJSONFault) {
            self = try WrittenJSON.decode(from: json)
        } catch {
            throw .reading("执业证文件", "the file of licences", error)
        }
    }

    /// Attests, from the founding until a time, every licence that the cards name of other members'
    /// people. Whether the person has it, the authority has looked up before.
    package init(
        _ source: ConsortiumSource, _ cards: [MemberCard], until: BlockTime,
        by authority: MemberID, _ key: SigningKey
    ) throws(ConsortiumFault) {
        let builder = try GenesisBuilder(source: source, cards: cards)
        self.authority = authority.text
        licences = try builder.people().filter { $0.member != authority }.compactMap { staff in
            Licence(of: staff, from: staff.from, until: until, by: authority).map {
                Row(
                    member: $0.person.member.text, person: $0.person.staff.text,
                    kind: $0.kind.name, number: $0.number.description,
                    key: Hex.encode(staff.key.bytes), from: $0.from.value, until: $0.until.value,
                    signature: Hex.encode(key.sign($0.signedBytes).bytes))
            }
        }
    }

    /// The licences and their signatures; whether they hold, the genesis checks.
    func attested(suite: CryptoSuite) throws(ConsortiumFault) -> [(Licence, Signature)] {
        var found: [(Licence, Signature)] = []
        for row in licences {
            guard let authority = MemberID(authority), let member = MemberID(row.member),
                let person = StaffID(row.person),
                let kind = LicenceKind.allCases.first(where: { $0.name == row.kind }),
                let number = Digest(hex: row.number), let bytes = Hex.decode(row.key),
                let key = try? VerifyingKey(enrolling: bytes, suite: suite),
                let signature = Hex.decode(row.signature)
            else {
                throw ConsortiumFault(
                    "`\(row.member)/\(row.person)` 的执业证条目有误：请发证机关重新执行 tally licence found",
                    "the licence of `\(row.member)/\(row.person)` cannot be read: the authority runs "
                        + "`tally licence found` again")
            }
            found.append(
                (
                    Licence(
                        person: StaffReference(member: member, staff: person), kind: kind,
                        number: number, key: key.id, from: BlockTime(row.from),
                        until: BlockTime(row.until), authority: authority),
                    Signature(signature)
                ))
        }
        return found
    }
}
