import BlockStore
import Diagnosis
import Governance
import LedgerTypes
import Logging
import NodeFiles
import Sealing

extension StoreRepair {
    /// Repairs the store of a node that does not run, from the peers in its configuration.
    package static func fromPeers(
        _ folder: NodeFolder, passphrase: SecretBytes, logger: Logger,
        progress: (Height) -> Void = { _ in }
    ) async throws -> RepairReport {
        // Before anybody is called with the keys of a node that runs.
        do throws(StorageFault) {
            _ = try FileStorage(root: folder.root).lock("blocks/lock")
        } catch {
            if case .locked(let file) = error { throw NodeProblem.folderInUse(file) }
            // Anything else is told by the repair itself.
        }
        let configuration = try NodeOpening.readConfiguration(folder)
        let genesis = try NodeOpening.readGenesis(folder)
        let keys = try NodeKeys.load(from: folder, suite: genesis.suite, passphrase: passphrase)
        let founding: LedgerState
        do {
            founding = try genesis.initialState()
        } catch {
            throw NodeProblem.refusedGenesis(code: error.code)
        }
        let fetcher = try await BlockFetcher.connect(
            FetcherIdentity(configuration, genesis, keys, ledger: founding), logger: logger)
        do {
            let report = try await StoreRepair(
                folder, genesis, logger: logger, source: fetcher.source(patience: .seconds(10))
            ).run(progress: progress)
            await fetcher.stop()
            return report
        } catch {
            await fetcher.stop()
            throw error
        }
    }
}
