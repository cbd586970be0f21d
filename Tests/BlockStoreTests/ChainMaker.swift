import BlockStore
import LedgerTypes
import Sealing
import TestSupport

/// Linked blocks with a few transactions each; signatures are noise, for a store does not judge.
struct ChainMaker {
    static let suite = CryptoSuite.ed25519SHA256
    static let chain = ChainID(suite.hash(Array("a chain".utf8)))
    let blocks: [StoredBlock]

    init(count: Int, seed: UInt64 = 1) {
        var generator = SeededGenerator(seed: seed)
        var blocks: [StoredBlock] = []
        var parent = BlockID(Self.suite.hash([]))
        for height in 1...UInt64(count) {
            let block = Self.block(height: Height(height), parent: parent, &generator)
            parent = block.committed.certificate.block
            blocks.append(block)
        }
        self.blocks = blocks
    }

    private static func digest(_ generator: inout SeededGenerator) -> Digest {
        Digest(generator.bytes(32))!
    }

    static func block(
        height: Height, parent: BlockID, chain: ChainID = chain,
        _ generator: inout SeededGenerator
    ) -> StoredBlock {
        let zero = Digest.zero
        let header = Header(
            chain: chain, height: height, parent: parent, parentCertificate: zero,
            time: BlockTime(1_000 * height.value), proposer: SeatIndex(0),
            entryRoot: digest(&generator), entryCount: height.value,
            stateRoot: digest(&generator), seatSet: zero, nextSeatSet: zero, parameters: zero,
            rules: zero, recoveryEpoch: 0)
        let transactions = (0..<generator.below(3)).map { _ in
            SignedTransaction(
                Transaction(
                    suite: suite, chain: chain, kind: .anchor,
                    member: MemberID("east-hospital")!, nonce: generator.bytes(16),
                    validUntil: BlockTime(5), payload: generator.bytes(generator.below(60))),
                signatures: [])
        }
        let results = transactions.map { _ in
            EntryResult(
                receipt: Receipt(
                    height: height, time: header.time, outcome: .accepted, code: .none,
                    reads: zero, writes: zero, detail: []), links: [])
        }
        let certificate = CommitCertificate(
            height: height, round: .first, block: header.id(suite: suite),
            signatures: [SeatSignature(seat: SeatIndex(0), signature: Signature([1]))])
        let block = Block(
            header: header, body: Body(transactions: transactions, parentCertificate: nil))
        return StoredBlock(
            committed: CommittedBlock(block: block, certificate: certificate), results: results)
    }

    subscript(height: UInt64) -> StoredBlock { blocks[Int(height) - 1] }

    static func open(_ storage: any Storage, segmentBytes: Int = 2_000) throws -> ChainStore {
        try ChainStore(
            opening: storage, chain: chain, suite: suite, segmentBytes: segmentBytes)
    }

    /// A storage that holds all blocks.
    func stored(segmentBytes: Int = 2_000) throws -> MemoryStorage {
        let storage = MemoryStorage()
        let store = try Self.open(storage, segmentBytes: segmentBytes)
        for block in blocks { try store.append(block) }
        return storage
    }
}

/// A folder of the operating system that is removed at the end.
final class TemporaryFolder {
    let path: String

    init() {
        let name = Hex.encode(RandomBytes.generate(count: 8))
        path = "/tmp/tally-store-\(name)"
    }

    deinit {
        guard let storage = try? FileStorage(root: path) else { return }
        for folder in ["blocks", ""] {
            for name in (try? storage.list(folder)) ?? [] {
                try? storage.remove(folder.isEmpty ? name : "\(folder)/\(name)")
            }
        }
        _ = rmdirFolder("\(path)/blocks")
        _ = rmdirFolder(path)
    }
}
