import LedgerTypes
import Sealing

/// Blocks that link, some long and some short, for `BlockFilesRun`; a store does not judge more.
struct BlockMaker {
    static let suite = Consortium.suite
    static let chain = ChainID(suite.hash(Array("block files".utf8)))
    private static let foreign = ChainID(suite.hash(Array("another chain".utf8)))

    /// The chain that is decided, from height 1 on.
    static let decided = chain(mark: 1)
    /// Another one of the same heights.
    static let rival = chain(mark: 2)

    private static func chain(mark: UInt8) -> [StoredBlock] {
        var blocks: [StoredBlock] = []
        var parent = BlockID(suite.hash([mark]))
        for height in 1...UInt64(14) {
            let block = block(height, parent: parent, mark: mark)
            parent = id(block)
            blocks.append(block)
        }
        return blocks
    }

    static func id(_ block: StoredBlock) -> BlockID {
        block.committed.block.header.id(suite: suite)
    }

    /// A block of another chain in this one's place.
    static func foreign(_ height: UInt64, parent: BlockID) -> StoredBlock {
        block(height, parent: parent, mark: 3, chain: foreign)
    }

    private static func block(
        _ height: UInt64, parent: BlockID, mark: UInt8, chain: ChainID = chain
    ) -> StoredBlock {
        let header = Header(
            chain: chain, height: Height(height), parent: parent, parentCertificate: .zero,
            time: BlockTime(1_000 * height), proposer: SeatIndex(0),
            entryRoot: suite.hash([mark, UInt8(height)]), entryCount: height, stateRoot: .zero,
            seatSet: .zero, nextSeatSet: .zero, parameters: .zero, rules: .zero, recoveryEpoch: 0)
        let transaction = Transaction(
            suite: suite, chain: chain, kind: .anchor, member: Consortium.member(0),
            nonce: [UInt8](repeating: mark, count: 16), validUntil: BlockTime(5),
            payload: [UInt8](repeating: mark, count: height % 3 == 2 ? 1_400 : 40))
        let certificate = CommitCertificate(
            height: Height(height), round: .first, block: header.id(suite: suite),
            signatures: [SeatSignature(seat: SeatIndex(0), signature: Signature([mark]))])
        let block = Block(
            header: header,
            body: Body(
                transactions: [SignedTransaction(transaction, signatures: [])],
                parentCertificate: nil))
        let result = EntryResult(
            receipt: Receipt(
                height: header.height, time: header.time, outcome: .accepted, code: .none,
                reads: .zero, writes: .zero, detail: []), links: [])
        return StoredBlock(
            committed: CommittedBlock(block: block, certificate: certificate), results: [result])
    }
}
