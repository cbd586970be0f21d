import Bilingual
import BlockStore
import Consensus
import Diagnosis
import Foundation
import Governance
import LedgerTypes
import Logging
import NodeFiles
import Sealing
import SeatFiles

/// A node's folder, opened and checked: what a node starts from.
package struct NodeOpening: Sendable {
    package let folder: NodeFolder
    package let disk: NodeDisk
    package let configuration: NodeConfiguration
    package let genesis: Genesis
    package let keys: NodeKeys
    package let store: ChainStore
    package let ledger: LedgerState
    package let last: CommittedBlock?
    package let genesisBlock: BlockID
    package let index: ChainIndex
    /// The node's seat as a start finds it.
    package let seat: OwnSeat
    /// What the seat's log holds of the heights after the last block, if the seat signs.
    package let recovered: [VoteLogRecord]
    package let recovery: RecoveryOrder?
    /// Why the node observes although it has a seat.
    package let observing: NodeProblem?

    /// Opens everything below a folder; each failure says what to do.
    ///
    /// Executes all blocks again. Holds the locks of the folder until it is released.
    package static func open(
        _ folder: NodeFolder, passphrase: SecretBytes, logger: Logger
    ) throws(NodeProblem) -> NodeOpening {
        let configuration = try readConfiguration(folder)
        let genesis = try readGenesis(folder)
        let keys: NodeKeys
        do {
            keys = try NodeKeys.load(
                from: folder, suite: genesis.suite, passphrase: passphrase)
        } catch {
            throw .keys(error)
        }
        return try open(folder, configuration, genesis, keys, logger: logger)
    }

    /// Opens with keys that are at hand already.
    package static func open(
        _ folder: NodeFolder, _ configuration: NodeConfiguration, _ genesis: Genesis,
        _ keys: NodeKeys, disk: NodeDisk = .files, logger: Logger
    ) throws(NodeProblem) -> NodeOpening {
        var replay = try ChainReplay(genesis, of: configuration.member)
        let store = try openStore(folder, genesis, disk, configuration.segmentBytes)
        for warning in store.warnings {
            logger.warning("the block store was put right: \(warning)")
        }
        for path in folder.missingFolders { logger.error("\(NodeProblem.folderMissing(path))") }
        let tell = StartProgress.teller(folder, tip: store.tip)
        tell(.genesis)
        try replay.run(store) { height in
            tell(height)
            if height.value % 10_000 == 0 { logger.info("checked up to block \(height)") }
        }
        // Who joins later is unknown until its own enrolment has come with the blocks.
        guard
            replay.ledger.get(Tables.members, configuration.member) != nil
                || FileManager.default.fileExists(atPath: folder.joinFile)
        else { throw .notAMember(configuration.member) }
        let recovery = try RecoveryFiles.order(folder)
        let waits =
            configuration.observes
            ? nil
            : RecoveryFiles.waiting(folder, under: recovery, after: replay.last, on: replay.ledger)
        let (seat, recovered) = try openSeat(
            folder, configuration, keys, replay.ledger, disk, awaitsOrder: waits != nil)
        for warning in seat.warnings {
            logger.warning("the record of votes was put right: \(warning)")
        }
        return NodeOpening(
            folder: folder, disk: disk, configuration: configuration, genesis: genesis,
            keys: keys, store: store, ledger: replay.ledger, last: replay.last,
            genesisBlock: replay.genesisBlock, index: replay.index,
            seat: seat, recovered: recovered, recovery: recovery,
            observing: problem(seat.standing.loss, waits))
    }

    /// Reads the configuration of a folder.
    package static func readConfiguration(
        _ folder: NodeFolder
    ) throws(NodeProblem) -> NodeConfiguration {
        do {
            return try NodeConfiguration(json: try AtomicFile.read(folder.configuration))
        } catch {
            throw .configuration(error)
        }
    }

    /// Reads the genesis of a folder.
    package static func readGenesis(_ folder: NodeFolder) throws(NodeProblem) -> Genesis {
        let bytes: [UInt8]
        do throws(FileFault) { bytes = try AtomicFile.read(folder.genesis) } catch {
            if case .missing = error { throw .genesisMissing(folder.genesis) }
            throw .file(error)
        }
        guard let genesis = try? Genesis(canonical: bytes) else {
            throw .unreadableGenesis(folder.genesis)
        }
        return genesis
    }

    static func openStore(
        _ folder: NodeFolder, _ genesis: Genesis, _ disk: NodeDisk = .files,
        _ segmentBytes: Int = BlockStore.Limits.segmentBytes
    ) throws(NodeProblem) -> ChainStore {
        try RebuiltBlocks(folder).finish()
        do {
            return try ChainStore(
                opening: try disk.storage(folder.root), chain: genesis.chainID,
                suite: genesis.suite, segmentBytes: segmentBytes)
        } catch let fault {
            if case .storage(.locked(let file)) = fault as? StoreFault {
                throw .folderInUse(file)
            }
            throw .store(fault)
        }
    }

    /// Makes a new register of signatures where the old one is lost: the seat signs again from two
    /// heights above the tip on.
    ///
    /// Only after the operator made sure that no other copy of the node runs, and the node has
    /// observed long enough to see that the seat does not sign elsewhere.
    /// Source: docs/internals/consensus.md, "What a start trusts".
    package static func confirmSigner(
        _ folder: NodeFolder, _ genesis: Genesis
    ) throws(NodeProblem) {
        guard !folder.hasSignerRegister else {
            throw .voteLog(
                Wording(
                    english: "the register is there; nothing is to be confirmed",
                    chinese: "签名登记文件仍在，无须确认"))
        }
        let store = try openStore(folder, genesis)
        let tip = store.tip
        if folder.isRestored { try RestoredMark(folder).checkWatched(folder, store, genesis) }
        do {
            // INVARIANT: no power cut leaves a register that knows of nothing.
            _ = try SignerRegister(
                opening: try FileStorage(root: folder.votes), chain: genesis.chainID,
                suite: genesis.suite, raisedTo: tip.next.next)
        } catch {
            throw .voteLog(error)
        }
        RestoredMark.remove(from: folder)
    }

    private static func openSeat(
        _ folder: NodeFolder, _ configuration: NodeConfiguration, _ keys: NodeKeys,
        _ ledger: LedgerState, _ disk: NodeDisk, awaitsOrder: Bool
    ) throws(NodeProblem) -> (OwnSeat, [VoteLogRecord]) {
        guard !configuration.observes else { return (.observing, []) }
        let key = keys.seat.verifyingKey
        let facts = SeatFacts(
            awaitsOrder: awaitsOrder, isCopied: folder.isRestored,
            hasRegister: folder.hasSignerRegister,
            sits: ledger.nextSeats.gives(configuration.member, key))
        let votes = folder.votes
        let place = SeatFolder(
            chain: ledger.chain, suite: ledger.suite, key: key,
            reserveBytes: configuration.leastFreeBytes
        ) { () throws(StorageFault) in try disk.storage(votes) }
        do throws(SignerFault) {
            return try OwnSeat.open(place, facts, tip: ledger.height)
        } catch {
            throw .voteLog(error)
        }
    }

    private static func problem(_ loss: SeatLoss?, _ waits: NodeProblem?) -> NodeProblem? {
        switch loss {
        case .copied: .restoredFolder
        case .registerMissing: .registerMissing
        case .awaitsOrder: waits
        case nil: nil
        }
    }
}
