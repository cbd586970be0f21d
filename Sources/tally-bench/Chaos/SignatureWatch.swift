import BlockStore
import Consensus
import Foundation
import LedgerTypes
import Links
import Logging
import NIOPosix
import NodeFiles
import Replica
import Sealing
import Synchronization

/// Hears every vote of the network: it links to all nodes in the place of the court, whose node
/// has no seat, and says nothing.
final class SignatureWatch: Sendable {
    private let record: Mutex<SignatureRecord>
    private let heard = Mutex<Int>(0)
    private let links = Mutex<PeerNetwork?>(nil)
    private let chain: ChainID

    static let member = "court"

    init(chain: ChainID, suite: CryptoSuite) {
        self.chain = chain
        record = Mutex(SignatureRecord(suite: suite))
    }

    /// Listens where the court's node would, and dials the voters.
    func start(_ network: RunningNetwork) async throws {
        let home = "\(network.folder)/\(Self.member)"
        let configuration = try NodeConfiguration(json: BenchFiles.read(home + "/config.json"))
        let keys = try network.nodeKeys(of: Self.member)
        var logger = Logger(label: "watch")
        logger.logLevel = .critical
        let links = PeerNetwork.Configuration(
            identity: LinkIdentity(
                chain: chain, member: configuration.member, node: keys.node,
                gatewayKey: keys.gateway),
            listen: configuration.listen, addresses: configuration.peers,
            directory: PeerDirectory(try network.genesis.initialState()), logger: logger)
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let made = try await PeerNetwork.make(links, on: loop) { [weak self] in self?.take($0) }
        self.links.withLock { $0 = made }
        try await made.start()
    }

    func stop() async {
        let links = links.withLock { links in
            defer { links = nil }
            return links
        }
        await links?.stop()
    }

    private func take(_ event: PeerEvent) {
        guard case .received(let member, let kind, let bytes, let receipt) = event else { return }
        if kind == .consensus, let message = try? PeerMessage(canonical: bytes),
            case .consensus(let said) = message
        {
            record.withLock { $0.note(said, from: "heard from \(member)") }
            heard.withLock { $0 += 1 }
        }
        links.withLock { $0 }?.worked(off: receipt)
    }

    /// From a round of a height on, those seats decide that remained in a recovery: their numbers
    /// among the seats of before.
    func recovered(at height: Height, from round: Round, remaining: [SeatIndex]) {
        record.withLock { $0.recovered(at: height, from: round, remaining: remaining) }
    }

    /// A certificate out of a block on some node's disk.
    func note(_ certificate: CommitCertificate, from source: String) {
        record.withLock { $0.note(certificate, from: source) }
    }

    /// What the vote log of a dead node holds, sent or not.
    func readVotes(of home: String) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/votes-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let votes = NodeFolder(home).votes
        guard FileManager.default.fileExists(atPath: votes + "/votes.log") else { return }
        // A copy: opening puts a torn end right, and that is for the node to do.
        try FileManager.default.copyItem(atPath: votes, toPath: folder)
        let log = try VoteLog(opening: try FileStorage(root: folder), chain: chain)
        for record in log.recovered {
            let said = try VoteLogRecord(canonical: record.payload)
            self.record.withLock { $0.note(said.signed.message, from: "the vote log in \(home)") }
        }
    }

    /// Messages of consensus that were heard.
    var messages: Int { heard.withLock { $0 } }
    /// Signatures of different places.
    var signatures: Int { record.withLock { $0.count } }
    var conflicts: [String] { record.withLock { $0.conflicts } }
}
