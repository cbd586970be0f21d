import CanonicalCoding
import Governance
import LedgerTypes
import Sealing
import Synchronization
import TestSupport

/// The example consortium with keys from seeds: A, B, C, R with seats, a regulator and a court.
package struct TestConsortium: Sendable {
    package static let day: UInt64 = 86_400_000
    package static let founded = BlockTime(1_772_323_200_000)  // 2026-03-01T00:00Z
    package static let suite = CryptoSuite.ed25519SHA256

    package let genesis: Genesis
    package let state: LedgerState
    package let seatKeys: [SigningKey]

    package init(
        vocabularies: [ByteString] = [], charters: [ByteString] = [],
        time: BlockTime = TestConsortium.founded
    ) throws {
        let seated = ["hospital-a", "centre-b", "centre-c", "research-r"]
        let members = seated + ["court-q", "regulator-g"]
        seatKeys = seated.map { Self.key("seat/\($0)") }
        genesis = Genesis(
            suite: Self.suite, nameEnglish: "Diabetes consortium", nameChinese: "糖尿病联盟",
            members: members.map(Self.member), staff: members.flatMap(Self.staff),
            seats: try SeatSet(
                checking: seated.map {
                    Seat(member: Self.id($0), key: Self.key("seat/\($0)").verifyingKey)
                }
                .sorted { $0.member < $1.member }),
            vocabularies: vocabularies, charters: charters,
            committee: Committee(
                seats: [
                    CommitteeSeat(
                        person: Self.person("centre-b", "committee"), field: .ethics,
                        until: BlockTime(time.value + 1000 * Self.day)),
                    CommitteeSeat(
                        person: Self.person("court-q", "committee"), field: .law,
                        until: BlockTime(time.value + 1000 * Self.day)),
                    CommitteeSeat(
                        person: Self.person("research-r", "committee"), field: .technology,
                        until: BlockTime(time.value + 1000 * Self.day)),
                ],
                substitutes: CommitteeField.allCases.map {
                    CommitteeSeat(
                        person: Self.person("hospital-a", "committee"), field: $0,
                        until: BlockTime(time.value + 1000 * Self.day))
                }), recoveryKeys: 3, time: time,
            licences: Licence.founding(
                members.flatMap(Self.staff), by: [Self.id("regulator-g")])
        ).proven(
            by: seatKeys
                + members.flatMap { member in
                    [Self.key("gateway/\(member)"), Self.key("governance/\(member)")]
                        + Self.roles.map { Self.key("staff/\(member)/\($0.name)") }
                })
        state = try genesis.initialState()
    }

    package static func id(_ name: String) -> MemberID { MemberID(name)! }
    package static func person(_ member: String, _ staff: String) -> StaffReference {
        StaffReference(member: id(member), staff: StaffID(staff)!)
    }

    /// The key of a name: `gateway/hospital-a`, `governance/…`, `seat/…`, `staff/hospital-a/physician`,
    /// `subject/…`, or anything else for keys that nobody has.
    package static func key(_ name: String) -> SigningKey {
        keys.withLock { known in
            if let key = known[name] { return key }
            var seed = suite.hash(Array("test key \(name)".utf8)).bytes
            do {
                let key = try SigningKey(seed: SecretBytes(taking: &seed), suite: suite)
                known[name] = key
                return key
            } catch {
                preconditionFailure("no key of seed \(name): \(error)")
            }
        }
    }

    /// The private half of a key that was made by name.
    static func key(_ verifying: VerifyingKey) -> SigningKey {
        keys.withLock { known in
            guard let key = known.values.first(where: { $0.verifyingKey == verifying }) else {
                preconditionFailure("no key of a name is \(verifying.id)")
            }
            return key
        }
    }

    private static let keys = Mutex<[String: SigningKey]>([:])

    package static func member(_ name: String) -> Member {
        let (kind, tier): (MemberKind, MemberTier) =
            switch name {
            case "hospital-a": (.tertiary, .tier3)
            case "centre-b", "centre-c": (.community, .community)
            case "research-r": (.research, .none)
            case "court-q": (.court, .none)
            default: (.regulator, .none)
            }
        return Member(
            id: id(name), uscc: Member.specimenCode(of: name), nameEnglish: name,
            nameChinese: "机构 \(name)",
            kind: kind, tier: tier, region: "110000",
            gatewayKey: key("gateway/\(name)").verifyingKey,
            governanceKey: key("governance/\(name)").verifyingKey,
            boxKey: BoxKey(suite.hash(Array(name.utf8)).bytes)!,
            certificateDigest: suite.hash(Array("certificate \(name)".utf8)))
    }

    package static let roles: [(name: String, roles: StaffRoles)] = [
        ("audit", .audit), ("clerk", .clerk), ("committee", .committee),
        ("compliance", .compliance), ("data", .dataOfficer), ("nurse", .nurse),
        ("physician", .physician), ("physician-2", .physician), ("security", .security),
        ("system", .system),
    ]

    package static func staff(_ member: String) -> [Staff] {
        roles.map { staff(member, $0.name, $0.roles) }
    }

    package static func staff(
        _ member: String, _ name: String, _ roles: StaffRoles, until: BlockTime? = nil
    ) -> Staff {
        Staff(
            id: StaffID(name)!, member: id(member), roles: roles,
            licence: roles.contains(.physician)
                ? suite.hash(Array("licence \(member)/\(name)".utf8)) : nil,
            clearance: 5, key: key("staff/\(member)/\(name)").verifyingKey,
            from: BlockTime(founded.value - day),
            until: until ?? BlockTime(founded.value + 1000 * day))
    }

    /// A patient of a name: `p1` of B's, `hospital-a/p1` of another holder's.
    package static func subjectName(_ name: String, at holder: String? = nil) -> SubjectName {
        let parts = name.split(separator: "/").map(String.init)
        let holder = holder ?? (parts.count == 2 ? parts[0] : "centre-b")
        return SubjectName(
            holder: id(holder), value: suite.hash(Array("pseudonym \(name)".utf8)))
    }

    package static func pseudonym(_ name: String) -> Pseudonym { pseudonym(name, at: nil) }

    package static func pseudonym(_ name: String, at holder: String?) -> Pseudonym {
        let made = subjectName(name, at: holder)
        let pseudonym = made.pseudonym(suite: suite)
        values.withLock { $0[pseudonym] = made.value }
        return pseudonym
    }

    /// The value of a pseudonym that was made by name; zero of another.
    static func value(of pseudonym: Pseudonym) -> Digest {
        values.withLock { $0[pseudonym] ?? .zero }
    }

    private static let values = Mutex<[Pseudonym: Digest]>([:])

    /// A transaction signed by keys of names; new keys without a proof prove themselves.
    package func signed(
        _ body: some LedgerAction, by member: String, staff: String? = nil,
        onBehalfOf principal: String? = nil, keys: [String], nonce: UInt64 = 0,
        at time: BlockTime = TestConsortium.founded
    ) -> SignedTransaction {
        let body = Proving.proven(body, chain: state.chain, member: Self.id(member))
        let transaction = Transaction(
            suite: Self.suite, chain: state.chain, kind: type(of: body).kind,
            member: Self.id(member), staff: staff.map { StaffID($0)! },
            onBehalfOf: principal.map(Self.id),
            nonce: (0..<16).map { $0 < 8 ? 0 : UInt8(truncatingIfNeeded: nonce >> (120 - 8 * $0)) },
            validUntil: BlockTime(time.value + 3_600_000), payload: body.payload())
        return SignedTransaction(transaction, signedBy: keys.map(Self.key))
    }
}
