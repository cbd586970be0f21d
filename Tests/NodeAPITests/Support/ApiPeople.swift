import CanonicalCoding
import Governance
import LedgerTypes
import NodeFiles
import NodeRuntime
import Sealing

/// Who is in the test consortium; every key follows from a name.
struct ApiPeople {
    /// Person, member, roles.
    static let all: [(String, String, StaffRoles)] = [
        ("dr-li", "hospital-a", .physician), ("dr-wu", "hospital-a", .physician),
        ("nurse-qi", "hospital-a", .nurse), ("data-sun", "hospital-a", .dataOfficer),
        ("comp-zhao", "hospital-a", .compliance), ("system-he", "hospital-a", .system),
        ("security-yu", "hospital-a", .security), ("audit-fu", "hospital-a", .audit),
        ("bench-ye", "hospital-a", .committee),
        ("dr-ma", "hospital-b", .physician), ("data-bo", "hospital-b", .dataOfficer),
        ("tech-guo", "hospital-b", .committee), ("judge-song", "court", [.judge, .committee]),
        ("ethics-jin", "regulator", .committee), ("clerk-lu", "regulator", .clerk),
    ]

    static func key(_ name: String) -> SigningKey {
        var seed = ApiWorld.suite.hash(Array("interface test \(name)".utf8)).bytes
        do {
            return try SigningKey(seed: SecretBytes(taking: &seed), suite: ApiWorld.suite)
        } catch {
            preconditionFailure("no key of \(name): \(error)")
        }
    }

    static func reference(_ name: String) -> StaffReference {
        guard let person = all.first(where: { $0.0 == name }) else {
            preconditionFailure("nobody is called \(name)")
        }
        return StaffReference(
            member: MemberID(unchecked: person.1), staff: StaffID(unchecked: name))
    }

    func genesis(members: [MemberID], keys: [NodeKeys], seats: Int) throws -> Genesis {
        let now = WallClock.now()
        var parameters = ChainParameters.standard
        parameters.emptyBlockInterval = Milliseconds(500)
        parameters.minimumBlockInterval = Milliseconds(20)
        parameters.proposeTimeout = Milliseconds(600)
        parameters.voteTimeout = Milliseconds(300)
        let rules = try ApiRules.compile([ApiRules.charter()])
        let seated = zip(members, keys).dropFirst().prefix(seats).map {
            Seat(member: $0, key: $1.seat.verifyingKey)
        }
        let staff = Self.all.map { self.staff($0, now) }
        return Genesis(
            suite: ApiWorld.suite, nameEnglish: "Test consortium", nameChinese: "测试联盟",
            members: zip(members, keys).map { member($0, $1) },
            staff: staff, seats: try SeatSet(checking: seated),
            parameters: parameters, vocabularies: rules.vocabularies, charters: rules.charters,
            committee: Committee(
                seats: [
                    seat("judge-song", .law, now), seat("tech-guo", .technology, now),
                    seat("ethics-jin", .ethics, now),
                ], substitutes: CommitteeField.allCases.map { seat("bench-ye", $0, now) }),
            recoveryKeys: UInt64(2 * seats / 3 + 1), time: BlockTime(now.value - 60_000),
            licences: Licence.founding(staff, by: [MemberID(unchecked: "regulator")])
        ).proven(
            by: keys.flatMap { [$0.seat, $0.gateway] }
                + members.map { Self.key("governance/\($0)") } + Self.all.map { Self.key($0.0) })
    }

    private func member(_ id: MemberID, _ keys: NodeKeys) -> Member {
        let kinds: [String: MemberKind] = ["court": .court, "regulator": .regulator]
        return Member(
            id: id, uscc: Member.specimenCode(of: "\(id)"), nameEnglish: "\(id)",
            nameChinese: "机构 \(id)",
            kind: kinds[id.text] ?? .tertiary, tier: kinds[id.text] == nil ? .tier3 : .none,
            region: "110000", gatewayKey: keys.gateway.verifyingKey,
            governanceKey: Self.key("governance/\(id)").verifyingKey, boxKey: keys.box.publicKey,
            certificateDigest: keys.node.certificate.keyFingerprint)
    }

    private func staff(_ person: (String, String, StaffRoles), _ now: BlockTime) -> Staff {
        Staff(
            id: StaffID(unchecked: person.0), member: MemberID(unchecked: person.1),
            roles: person.2,
            licence: person.2.contains(.physician)
                ? ApiWorld.suite.hash(Array(person.0.utf8)) : nil, clearance: 5,
            key: Self.key(person.0).verifyingKey, from: BlockTime(0),
            until: BlockTime(now.value * 2))
    }

    private func seat(
        _ name: String, _ field: CommitteeField, _ now: BlockTime
    ) -> CommitteeSeat {
        CommitteeSeat(
            person: Self.reference(name), field: field, until: BlockTime(now.value * 2))
    }
}
