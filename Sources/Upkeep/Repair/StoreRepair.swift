import BlockStore
import Diagnosis
import Foundation
import Governance
import LedgerTypes
import Logging
import NodeFiles

/// What a repair did.
package struct RepairReport: Hashable, Sendable {
    /// Heights that were fetched and put in place, ascending.
    package var replaced: [Height] = []
    /// Where the damaged folder was put, if the chain was fetched anew.
    package var setAside: String?
    /// The tip after the repair.
    package var tip = Height.genesis
}

/// Puts damaged blocks right with those of running peers: nothing is taken that is not certified
/// and does not execute to the roots in its header.
package struct StoreRepair: Sendable {
    let folder: NodeFolder
    let genesis: Genesis
    let logger: Logger
    let source: BlockSource

    package init(
        _ folder: NodeFolder, _ genesis: Genesis, logger: Logger, source: BlockSource
    ) {
        self.folder = folder
        self.genesis = genesis
        self.logger = logger
        self.source = source
    }

    /// Repairs the store of a node that does not run.
    package func run(progress: (Height) -> Void = { _ in }) async throws -> RepairReport {
        let replay = try ChainReplay(genesis)
        try RebuiltBlocks(folder).finish()
        let store: ChainStore
        do {
            store = try open(folder.root)
        } catch StoreFault.storage(.locked(let file)) {
            throw NodeProblem.folderInUse(file)
        } catch let fault as StoreFault where fault.isDamage {
            logger.warning("the store cannot be opened (\(fault)); it is built again beside it")
            return try await rebuild(replay, progress: progress)
        }
        // An empty folder has nothing to mend: whatever was in it is to come from peers.
        guard store.tip > .genesis else {
            var report = RepairReport()
            try await fetchRest(of: store, replay, into: &report, progress: progress)
            return report
        }
        return try await mend(store, replay, progress: progress)
    }

    func open(_ root: String) throws -> ChainStore {
        try ChainStore(
            opening: try FileStorage(root: root), chain: genesis.chainID, suite: genesis.suite)
    }

    /// Walks up the chain; what is damaged or does not hold is replaced.
    private func mend(
        _ store: ChainStore, _ start: ChainReplay, progress: (Height) -> Void
    ) async throws -> RepairReport {
        var report = RepairReport()
        report.replaced = try await mend(store, start, upTo: store.tip, progress: progress)
        report.tip = store.tip
        return report
    }

    /// Replaces what is damaged up to a height in a store that is in use; pauses as long as it
    /// works.
    func mend(_ store: ChainStore, upTo last: Height) async throws -> [Height] {
        var worked = ContinuousClock.now
        return try await mend(store, try ChainReplay(genesis), upTo: last) { _ in
            let time = ContinuousClock.now - worked
            if time > .milliseconds(20) { try? await Task.sleep(for: time) }
            if time > .milliseconds(20) { worked = .now }
        }
    }

    private func mend(
        _ store: ChainStore, _ start: ChainReplay, upTo last: Height,
        progress: (Height) async -> Void
    ) async throws -> [Height] {
        var replay = start
        return try await mend(store, &replay, upTo: last, progress: progress)
    }

    /// The same, and leaves the state after the last height in `replay`.
    func mend(
        _ store: ChainStore, _ replay: inout ChainReplay, upTo last: Height,
        progress: (Height) async -> Void
    ) async throws -> [Height] {
        var mended: [StoredBlock] = []
        while replay.ledger.height < last {
            try Task.checkCancellation()
            let height = replay.ledger.height.next
            if let block = try sound(height, of: store), (try? replay.take(block)) != nil {
                await progress(height)
                continue
            }
            logger.warning("block \(height) is damaged; it is fetched from a peer")
            guard let block = try await fetched(on: replay, patience: source.patience)?.first else {
                throw NodeProblem.blockNotGiven(after: replay.ledger.height, folder.blocks)
            }
            try replay.take(block)
            mended.append(block)
            await progress(height)
        }
        if !mended.isEmpty { try store.replace(mended) }
        return mended.map(\.height)
    }

    /// A block of the own disk; nil where it is damaged or gone. Throws where it cannot be looked at:
    /// nothing is fetched in the place of what may be sound.
    private func sound(
        _ height: Height, of store: ChainStore
    ) throws(StoreFault) -> StoredBlock? {
        do throws(StoreFault) {
            return try store.block(at: height)
        } catch {
            guard error.isLoss else { throw error }
            return nil
        }
    }

    /// The next blocks of the first peer whose next block holds; nil if none gives any.
    ///
    /// A peer whose block does not hold is passed over: junk that comes first does not keep out the
    /// block that comes next. Throws why the first did not hold if no other peer has a better one.
    ///
    /// Each peer is asked at least once where there is no patience at all.
    private func fetched(
        on replay: ChainReplay, patience: Duration
    ) async throws -> [StoredBlock]? {
        let height = replay.ledger.height.next
        let deadline = ContinuousClock.now + patience
        var refused: [MemberID] = []
        var fault: NodeProblem?
        while true {
            for peer in await source.peers() where !refused.contains(peer) {
                try Task.checkCancellation()
                if patience > .zero, ContinuousClock.now >= deadline { break }
                guard let found = await source.ask(peer, height, deadline), !found.isEmpty else {
                    continue
                }
                let (sound, problem) = verified(found, on: replay)
                guard sound.isEmpty else { return sound }
                logger.warning("block \(height) of \(peer) does not hold: \(problem as Any)")
                refused.append(peer)
                fault = fault ?? problem
            }
            guard ContinuousClock.now < deadline else { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        if let fault { throw fault }
        return nil
    }

    /// As many of the blocks, from the first on, as hold, and why the next one does not.
    private func verified(
        _ found: [CommittedBlock], on start: ChainReplay
    ) -> ([StoredBlock], NodeProblem?) {
        var (ledger, parent) = (start.ledger, start.parent)
        var sound: [StoredBlock] = []
        for committed in found {
            do throws(NodeProblem) {
                let executed = try ChainReplay.verify(committed, on: ledger, parent: parent)
                sound.append(StoredBlock(committed: committed, results: executed.results))
                (ledger, parent) = (executed.state, committed.certificate.block)
            } catch {
                return (sound, error)
            }
        }
        return (sound, nil)
    }

    /// The next blocks of a chain that is built anew. At its end honest peers have none, so that one
    /// whose block does not hold says nothing; and the chain may go on growing, so that its end is
    /// not waited for long.
    func next(
        after replay: ChainReplay, _ store: ChainStore
    ) async throws -> [StoredBlock]? {
        let patience =
            store.tip > .genesis ? min(source.patience, .seconds(2)) : source.patience
        do {
            return try await fetched(on: replay, patience: patience)
        } catch let problem as NodeProblem where store.tip > .genesis {
            logger.warning("no peer has a block after \(store.tip) that holds: \(problem)")
            return nil
        }
    }
}
