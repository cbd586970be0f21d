import Bilingual
import BlockStore
import Diagnosis
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import Sealing

/// What a folder shows without its node: for the time when nothing answers.
///
/// Opens files as a start does, so that the torn end of a last write is cut off; makes none, asks for
/// no passphrase, and reads nothing while a node holds the folder.
package struct FolderExamination: Sendable {
    package private(set) var configuration: NodeConfiguration?
    /// How far the start has come of the node that holds the folder.
    package private(set) var starting: StartProgress?
    /// True if a node holds the folder.
    package private(set) var isHeld = false
    /// Nil where the blocks cannot be opened.
    package private(set) var tip: Height?
    package private(set) var lastBlockTime: BlockTime?
    package private(set) var freeBytes: UInt64?
    package private(set) var voteLogBytes: UInt64?
    package private(set) var voteLogRecords: UInt64?
    /// The digest of the seats that are to decide after the last block.
    private var nextSeats: Digest?
    /// The last place at which the seat signed.
    package private(set) var signedAt: SignerPosition?
    package private(set) var problems: [NodeProblem] = []

    /// Blocks before the tip that are read again; the whole is what `tally store check` is for.
    private static let blocksRead: UInt64 = 64

    package init(_ folder: NodeFolder) {
        do {
            configuration = try NodeOpening.readConfiguration(folder)
        } catch {
            problems.append(error)
        }
        let genesis: Genesis?
        do {
            genesis = try NodeOpening.readGenesis(folder)
        } catch {
            genesis = nil
            problems.append(error)
        }
        examineDisk(folder)
        examineKeys(folder)
        if let genesis { examineFiles(folder, genesis) }
        problems.sort { ($0.severity, $1.code) > ($1.severity, $0.code) }
    }

    private mutating func examineDisk(_ folder: NodeFolder) {
        freeBytes = folder.freeBytes
        let least = configuration?.leastFreeBytes ?? 0
        if let freeBytes, freeBytes < least {
            problems.append(.belowReserve(freeBytes: freeBytes))
        } else if let freeBytes, freeBytes - freeBytes / 5 < least {
            problems.append(.diskNearlyFull(freeBytes))
        }
        problems += folder.missingFolders.map(NodeProblem.folderMissing)
        for path in [folder.root, folder.blocks, folder.votes]
        where FileManager.default.fileExists(atPath: path)
            && !FileManager.default.isWritableFile(atPath: path)
        {
            problems.append(.folderNotWritable(path))
        }
    }

    private mutating func examineKeys(_ folder: NodeFolder) {
        for purpose in [KeyPurpose.seat, .gateway, .box, .pseudonym, .certificate] {
            do {
                _ = try KeyFile.read(folder.key(purpose))
            } catch .file(.openToOthers(let path)) {
                problems.append(.keyOpenToOthers(path))
            } catch {
                problems.append(.keys(error))
            }
        }
    }

    private mutating func examineFiles(_ folder: NodeFolder, _ genesis: Genesis) {
        guard FileManager.default.fileExists(atPath: folder.blocks) else {
            tip = .genesis
            return
        }
        do {
            let store = try ChainStore(
                opening: try FileStorage(root: folder.root), chain: genesis.chainID,
                suite: genesis.suite)
            try read(store)
            try examineVotes(folder, genesis)
        } catch StoreFault.storage(.locked) {
            isHeld = true
            starting = StartProgress(folder)
        } catch {
            problems.append(.store(error))
        }
    }

    private mutating func read(_ store: ChainStore) throws {
        tip = store.tip
        var height = Height(store.tip.value - min(store.tip.value, Self.blocksRead)).next
        while height <= store.tip {
            if let damage = try store.check(at: height) {
                problems.append(
                    .store(damage.wording))
            }
            height = height.next
        }
        let now = WallClock.now()
        let last = try store.block(at: store.tip)?.committed.block.header
        lastBlockTime = last?.time
        nextSeats = last?.nextSeatSet
        if let time = lastBlockTime, time > now {
            problems.append(.clockBehindChain(seconds: time.since(now).value / 1_000))
        }
    }

    private mutating func examineVotes(_ folder: NodeFolder, _ genesis: Genesis) throws {
        guard let configuration, !configuration.observes else { return }
        guard folder.hasSignerRegister else {
            // Only a replay of the chain, which the start does, tells seats that were changed.
            guard nextSeats == genesis.seats.digest(suite: genesis.suite),
                genesis.seats.index(of: configuration.member) != nil
            else { return }
            problems.append(.registerMissing)
            return
        }
        do {
            let storage = try FileStorage(root: folder.votes)
            let register = try SignerRegister(
                opening: storage, chain: genesis.chainID, suite: genesis.suite)
            signedAt = register.last
            guard FileManager.default.fileExists(atPath: folder.votes + "/votes.log") else {
                return
            }
            let log = try VoteLog(opening: storage, chain: genesis.chainID, reserveBytes: 0)
            voteLogBytes = UInt64(log.extent.bytes)
            voteLogRecords = UInt64(log.extent.records)
        } catch {
            problems.append(.voteLog(error))
        }
    }

    /// Adds what the caller knows: whether the node answers.
    package mutating func conclude(address: String) {
        let isFatal = problems.contains { $0.severity == .halted }
        if let starting {
            problems.insert(.starting(starting), at: 0)
        } else if isHeld {
            problems.insert(.notAnswering(address), at: 0)
        } else if !isFatal {
            problems.insert(.notRunning, at: 0)
        }
    }

    /// 2, since a node that does not run is no part of its chain; 1 while it starts.
    package var verdict: Int32 {
        starting != nil && !problems.contains { $0.severity == .halted } ? 1 : 2
    }
}
