import CanonicalCoding
import Duties
import Foundation
import Governance
import Hummingbird
import HummingbirdTesting
import LedgerTypes
import Logging
import NodeFiles
import NodeRuntime
import Sealing
import Synchronization
import Upkeep
import WrittenText

@testable import NodeAPI
@testable import TallyClient

/// A consortium of four members with running nodes in this process, and the interface of one.
///
/// `hospital-a` has a seat and its node runs; in a world of two seats so does `hospital-b`.
final class ApiWorld: Sendable {
    static let suite = CryptoSuite.ed25519SHA256
    static let names = ["court", "hospital-a", "hospital-b", "regulator"]

    let genesis: Genesis
    let nodes: [TallyNode]
    let interface: Interface
    private let root: String
    /// A node is stopped once.
    private let stopped = Mutex<Set<Int>>([])

    var node: TallyNode { nodes[0] }
    var chain: ChainID { genesis.chainID }

    /// Runs `body` against the interface of `hospital-a` and takes everything down again.
    ///
    /// - Parameter log: in the place of the log of reads in the node's folder.
    static func with(
        seats: Int = 1, disk: NodeDisk = .files, log: ReadLog? = nil,
        _ body: @escaping @Sendable (ApiCalls) async throws -> Void
    ) async throws {
        let world = try await ApiWorld(seats: seats, disk: disk)
        do {
            let interface =
                log.map {
                    Interface(
                        node: world.node, version: "test", connections: Limits.connections,
                        log: $0)
                } ?? world.interface
            let application = Application(router: interface.router(), logger: Self.logger)
            try await application.test(.router) { client in
                try await body(ApiCalls(world: world, client: client))
            }
        } catch {
            await world.end()
            throw error
        }
        await world.end()
    }

    private init(seats count: Int, disk: NodeDisk) async throws {
        root =
            FileManager.default.temporaryDirectory.path
            + "/tally-api-" + Hex.encode(RandomBytes.generate(count: 8))
        let members = Self.names.map { MemberID(unchecked: $0) }
        let keys = try members.map {
            try NodeKeys.generate(member: $0, organization: $0.text, suite: Self.suite)
        }
        let people = ApiPeople()
        genesis = try people.genesis(members: members, keys: keys, seats: count)
        var nodes: [TallyNode] = []
        var ports: [MemberID: PeerAddress] = [:]
        for index in 1...count {
            let folder = NodeFolder(root + "/" + Self.names[index])
            try folder.create()
            try Data(ApiRules.bundle.utf8)
                .write(to: URL(fileURLWithPath: folder.records + "/p1.json"))
            let configuration = NodeConfiguration(
                member: members[index], listen: PeerAddress(host: "127.0.0.1", port: 0),
                api: PeerAddress(host: "127.0.0.1", port: 0), peers: ports, leastFreeBytes: 0)
            let opening = try NodeOpening.open(
                folder, configuration, genesis, keys[index], disk: disk, logger: Self.logger)
            let node = try await TallyNode.start(opening, logger: Self.logger)
            ports[members[index]] = PeerAddress(host: "127.0.0.1", port: node.port)
            nodes.append(node)
        }
        self.nodes = nodes
        interface = Interface(
            node: nodes[0], version: "test", connections: Limits.connections)
    }

    private func end() async {
        for index in nodes.indices { await stop(index) }
        try? FileManager.default.removeItem(atPath: root)
    }

    func stop(_ index: Int) async {
        guard stopped.withLock({ $0.insert(index).inserted }) else { return }
        await nodes[index].stop()
    }

    /// No socket of the interface's own: `NodeServer` serves it where a test needs one.
    static let logger: Logger = {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }()

    /// The pseudonym of the patient whose record lies at `hospital-a`.
    var patient: Pseudonym { patientName.pseudonym(suite: Self.suite) }
    var patientName: SubjectName {
        LocalPseudonym.name(
            of: LocalNumber(known: "p1"), at: node.member, key: node.keys.pseudonym)
    }

    /// A transaction of a person of `hospital-a`, or of its gateway.
    func transaction<Body: LedgerAction>(
        _ body: Body, by person: String?, at member: String = "hospital-a",
        cosigners: [String] = [], gateway: Bool = false, commitments: [Digest] = [],
        validFor: Milliseconds = .hours(1)
    ) -> SignedTransaction {
        let now = max(WallClock.now(), node.view.ledger.time)
        let transaction = Transaction(
            suite: Self.suite, chain: chain, kind: Body.kind, member: MemberID(unchecked: member),
            staff: person.map { StaffID(unchecked: $0) },
            nonce: RandomBytes.generate(count: 16), validUntil: now.adding(validFor) ?? now,
            payload: body.payload(commitments: commitments))
        let keys = ([person].compactMap(\.self) + cosigners).map(ApiPeople.key)
        return SignedTransaction(
            transaction, signedBy: keys + (gateway ? [node.keys.gateway] : []))
    }

    /// Commits at the node itself, past the interface; the receipt.
    @discardableResult
    func commit(_ transaction: SignedTransaction) async throws -> Receipt {
        let (outcome, status) = try await node.commit(transaction, timeout: .seconds(20))
        guard case .committed(_, let receipt) = status else {
            throw WorldFault(what: "\(outcome) \(status)")
        }
        guard receipt.outcome != .refused else { throw WorldFault(what: "\(receipt.code)") }
        return receipt
    }

    /// The patient, whom dr-li treats, with a key of their own that proves itself.
    func registration() -> RegisterSubject {
        let (holder, key) = (MemberID(unchecked: "hospital-a"), ApiPeople.key("patient"))
        return RegisterSubject(
            subject: Subject(
                pseudonym: patient, holder: holder, key: key.verifyingKey,
                attending: [ApiPeople.reference("dr-li")]),
            value: patientName.value,
            possession: KeyPossession(of: key, chain: chain, holder: holder, for: .subject(patient))
        )
    }

    func registerPatient() async throws {
        try await commit(
            transaction(
                registration(),
                by: "data-sun", cosigners: ["nurse-qi"], gateway: true))
    }
}

struct WorldFault: Error {
    let what: String
}
