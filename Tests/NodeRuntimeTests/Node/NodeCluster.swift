import Duties
import Foundation
import Governance
import LedgerTypes
import Logging
import NIOCore
import Sealing
import TestSupport
import WrittenText

@testable import Diagnosis
@testable import Links
@testable import NodeFiles
@testable import NodeRuntime
@testable import Upkeep

/// Members of one chain in one process, each with a folder and links on the loopback interface.
final class NodeCluster {
    static let suite = CryptoSuite.ed25519SHA256
    static let loopback = PeerAddress(host: "127.0.0.1", port: 0)

    let members: [MemberID]
    private(set) var keys: [NodeKeys]
    let genesis: Genesis
    let folders: [TemporaryFolder]
    private(set) var nodes: [TallyNode?]
    private var ports: [Int]
    /// Disks that fail when a test says so, by node; the others are the system's.
    var disks: [Int: DisturbedDisk] = [:]
    var segmentBytes: Int?
    /// By how many milliseconds the clocks of some nodes are off.
    var clockOffsets: [Int: Int64] = [:]
    /// How often stores are read again; nil as in a real node.
    var scrub: ScrubPace?

    /// Quick timeouts, so that a round that is missed costs little.
    static var parameters: ChainParameters {
        var parameters = ChainParameters.standard
        parameters.emptyBlockInterval = Milliseconds(600)
        parameters.proposeTimeout = Milliseconds(600)
        parameters.voteTimeout = Milliseconds(300)
        parameters.licensingKinds = .tertiary
        return parameters
    }

    /// The first `seats` members have one; all by default. `rules` are a vocabulary and charters in
    /// source form; `staff` stands beside the committee.
    init(
        _ count: Int, seats: Int? = nil, rules: (vocabulary: String, charters: [String])? = nil,
        staff people: [Staff] = []
    ) throws {
        let members = (0..<count).map { MemberID(unchecked: "m\($0)") }
        self.members = members
        let keys = try members.map {
            try NodeKeys.generate(member: $0, organization: $0.text, suite: Self.suite)
        }
        self.keys = keys
        let now = WallClock.now()
        let officers = members.flatMap { member in
            [StaffRoles.security, .audit].filter { role in
                !people.contains { $0.member == member && $0.roles == role }
            }.map { Self.officer($0, of: member, now) }
        }
        let staff = members.prefix(4).map { Self.committeePerson($0, now) } + officers + people
        let compiled = try rules.map { try TestRules.compile($0.vocabulary, $0.charters) }
        genesis = Genesis(
            suite: Self.suite, nameEnglish: "Test consortium", nameChinese: "测试联盟",
            members: zip(members, keys).map(Self.record), staff: staff,
            seats: try SeatSet(
                checking: zip(members, keys).prefix(seats ?? count).map {
                    Seat(member: $0, key: $1.seat.verifyingKey)
                }),
            parameters: Self.parameters, vocabularies: compiled?.vocabularies ?? [],
            charters: compiled?.charters ?? [], committee: Self.committee(members, now),
            recoveryKeys: UInt64(2 * count / 3 + 1), time: BlockTime(now.value - 60_000),
            licences: Licence.founding(staff, by: Array(members.prefix(2)))
        ).proven(
            by: keys.flatMap { [$0.seat, $0.gateway] }
                + members.flatMap { [Self.key("governance/\($0)"), Self.key("staff/\($0)")] }
                + officers.map { Self.key("staff/\($0.member)/\($0.id)") }
                + people.map { Self.key("staff/\($0.id)") })
        folders = try members.map { _ in try TemporaryFolder() }
        nodes = members.map { _ in nil }
        ports = members.map { _ in 0 }
        for folder in folders { try NodeFolder(folder.path).create() }
    }

    static func key(_ name: String) -> SigningKey {
        var seed = suite.hash(Array("node test \(name)".utf8)).bytes
        do {
            return try SigningKey(seed: SecretBytes(taking: &seed), suite: suite)
        } catch {
            preconditionFailure("no key of \(name): \(error)")
        }
    }

    private static func record(_ id: MemberID, _ keys: NodeKeys) -> Member {
        Member(
            id: id, uscc: Member.specimenCode(of: "\(id)"), nameEnglish: "\(id)",
            nameChinese: "机构 \(id)",
            kind: .tertiary, tier: .tier3, region: "110000",
            gatewayKey: keys.gateway.verifyingKey,
            governanceKey: key("governance/\(id)").verifyingKey, boxKey: keys.box.publicKey,
            certificateDigest: keys.node.certificate.keyFingerprint)
    }

    private static func committeePerson(_ member: MemberID, _ now: BlockTime) -> Staff {
        Staff(
            id: StaffID(unchecked: "committee"), member: member, roles: .committee, licence: nil,
            clearance: 5, key: key("staff/\(member)").verifyingKey, from: BlockTime(0),
            until: BlockTime(now.value * 2))
    }

    private static func officer(
        _ role: StaffRoles, of member: MemberID, _ now: BlockTime
    ) -> Staff {
        let id = StaffID(unchecked: role == .security ? "security-officer" : "audit-officer")
        return Staff(
            id: id, member: member, roles: role, licence: nil, clearance: 1,
            key: key("staff/\(member)/\(id)").verifyingKey, from: BlockTime(0),
            until: BlockTime(now.value * 2))
    }

    private static func committee(_ members: [MemberID], _ now: BlockTime) -> Committee {
        let fields: [CommitteeField] = [.ethics, .law, .technology]
        return Committee(
            seats: zip(members, fields).map { seat($0, $1, now) },
            substitutes: members.count > 3 ? fields.map { seat(members[3], $0, now) } : [])
    }

    private static func seat(
        _ member: MemberID, _ field: CommitteeField, _ now: BlockTime
    ) -> CommitteeSeat {
        CommitteeSeat(
            person: StaffReference(member: member, staff: StaffID(unchecked: "committee")),
            field: field, until: BlockTime(now.value * 2))
    }

    func folder(_ index: Int) -> NodeFolder { NodeFolder(folders[index].path) }

    /// Writes what a node's folder has beside blocks and votes, for what opens it by itself.
    func fill(_ index: Int) throws {
        let folder = folder(index)
        try AtomicFile.write(configuration(index).json, to: folder.configuration)
        try AtomicFile.write(genesis.canonicalBytes, to: folder.genesis)
        try keys[index].save(
            in: folder, owner: members[index], passphrase: SecretBytes([1]), cost: .minimal)
    }

    /// Announces new gateway keys of some members and waits until they are in effect; the nodes of
    /// the members go on with the old ones until `switchGateway`. All come into effect in one
    /// block: one after the other, the first ones could cut the links that the last ones need.
    func announceGateways(_ indices: [Int], by speaker: Int = 0) async throws {
        let now = max(WallClock.now(), node(speaker).view.ledger.time)
        // Ahead of the blocks that take them, on a busy machine too.
        let effective = now.adding(.seconds(10))
        let node = node(speaker)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in indices {
                let transaction = rotation(of: index, now: now, effective: effective)
                group.addTask {
                    let status = try await node.commit(transaction).1
                    guard case .committed(_, let receipt) = status, receipt.outcome == .accepted
                    else {
                        throw NodeProblem(
                            7100, .halted, "the rotation was refused: \(status)", "未接受")
                    }
                }
            }
            try await group.waitForAll()
        }
        let isInEffect = {
            let ledger = self.node(speaker).view.ledger
            return indices.allSatisfy {
                ledger.get(Tables.members, self.members[$0])?.gatewayKey
                    == Self.key("gateway/\(self.members[$0])").verifyingKey
            }
        }
        var isDone = false
        for _ in 0..<6 where !isDone { isDone = await eventually(isInEffect) }
        guard isDone else { throw NodeProblem(7100, .halted, "no new key in effect", "未生效") }
    }

    private func rotation(
        of index: Int, now: BlockTime, effective: BlockTime?
    ) -> SignedTransaction {
        let newKey = Self.key("gateway/\(members[index])")
        let rotation = RotateKey(
            target: .gateway, newKey: newKey.verifyingKey,
            possession: KeyPossession(
                of: newKey, chain: genesis.chainID, holder: members[index], for: .gateway),
            effective: effective)
        return SignedTransaction(
            Transaction(
                suite: Self.suite, chain: genesis.chainID, kind: RotateKey.kind,
                member: members[index],
                nonce: RandomBytes.generate(count: LedgerTypes.Limits.nonceByteCount),
                validUntil: now.adding(.hours(1)) ?? now, payload: rotation.payload()),
            signedBy: [keys[index].gateway, Self.key("governance/\(members[index])")])
    }

    /// Puts a member's announced gateway key in use; its node must not run.
    func switchGateway(_ index: Int) throws {
        let folder = folder(index)
        try fill(index)
        try KeyFile(
            Self.key("gateway/\(members[index])"), purpose: .gateway, owner: members[index].text,
            passphrase: SecretBytes([1]), cost: .minimal
        ).write(to: folder.key(.gateway))
        keys[index] = try NodeKeys.load(
            from: folder, suite: Self.suite, passphrase: SecretBytes([1]))
    }

    static var logger: Logger {
        var logger = Logger(label: "test")
        logger.logLevel =
            ProcessInfo.processInfo.environment["TALLY_TEST_LOG"] == nil
            ? .critical : .debug
        return logger
    }

    func configuration(_ index: Int) -> NodeConfiguration {
        var peers: [MemberID: PeerAddress] = [:]
        for (other, port) in ports.enumerated() where other != index && port != 0 {
            peers[members[other]] = PeerAddress(host: "127.0.0.1", port: port)
        }
        var configuration = NodeConfiguration(
            member: members[index], listen: PeerAddress(host: "127.0.0.1", port: ports[index]),
            api: Self.loopback, peers: peers,
            leastFreeBytes: disks[index] == nil ? 0 : DisturbedDisk.reserve)
        if let segmentBytes { configuration.segmentBytes = segmentBytes }
        return configuration
    }

    func opening(_ index: Int) throws -> NodeOpening {
        try NodeOpening.open(
            folder(index), configuration(index), genesis, keys[index],
            disk: disks[index]?.disk ?? .files, logger: Self.logger)
    }

    private func clock(_ index: Int) -> @Sendable () -> BlockTime {
        let offset = clockOffsets[index] ?? 0
        return {
            BlockTime(UInt64(clamping: Int64(clamping: WallClock.now().value) + offset))
        }
    }

    @discardableResult
    func start(_ index: Int) async throws -> TallyNode {
        var times = LinkTimes()
        times.firstPause = .milliseconds(20)
        times.longestPause = .milliseconds(300)
        let node: TallyNode
        do {
            node = try await TallyNode.start(
                try opening(index), times: times, scrub: scrub, clock: clock(index),
                logger: Self.logger)
        } catch let problem as NodeProblem where problem.code == 7187 {
            // Another test's socket has got the port in the meantime: the others hear of a new one.
            ports[index] = 0
            node = try await TallyNode.start(
                try opening(index), times: times, scrub: scrub, clock: clock(index),
                logger: Self.logger)
        }
        ports[index] = node.port
        nodes[index] = node
        for (other, running) in nodes.enumerated() where other != index {
            running?.network.update(addresses: configuration(other).peers)
        }
        return node
    }

    func startAll() async throws {
        for index in members.indices { try await start(index) }
    }

    func stop(_ index: Int) async {
        await nodes[index]?.stop()
        nodes[index] = nil
    }

    func stopAll() async {
        for index in members.indices { await stop(index) }
    }

    func node(_ index: Int) -> TallyNode {
        guard let node = nodes[index] else { preconditionFailure("node \(index) does not run") }
        return node
    }

    /// A patient of a member, registered by its gateway.
    func registration(of number: UInt8, at index: Int) -> SignedTransaction {
        let name = SubjectName(
            holder: members[index], value: Self.suite.hash([UInt8(index), number]))
        let subject = Subject(
            pseudonym: name.pseudonym(suite: Self.suite), holder: members[index])
        return node(index).gatewayTransaction(
            .registerSubject,
            payload: RegisterSubject(subject: subject, value: name.value).payload())
    }
}

extension TallyNode {
    /// A transaction of this member, signed by its gateway.
    func gatewayTransaction(_ kind: TransactionKind, payload: [UInt8]) -> SignedTransaction {
        work.gateway.transaction(kind, payload: payload, on: view.ledger, clock: WallClock.now())
    }
}
