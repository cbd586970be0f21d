import BlockStore
import LedgerTypes
import Logging
import Sealing
import SeatFiles

extension VotingFiles {
    /// Opens both files of a node's folder, and makes those that are absent.
    static func open(
        _ folder: NodeFolder, _ disk: NodeDisk, reserveBytes: UInt64, chain: ChainID,
        suite: CryptoSuite, logger: Logger
    ) throws -> VotingFiles {
        let files = try VotingFiles(
            opening: try disk.storage(folder.votes), chain: chain, suite: suite,
            reserveBytes: reserveBytes)
        files.tellWarnings(logger)
        return files
    }

    /// Makes both files in a node's folder, for a key that never signed.
    static func begin(at height: Height, _ parts: DriverParts) throws -> VotingFiles {
        let files = try VotingFiles(
            beginning: height, in: try parts.disk.storage(parts.folder.votes), chain: parts.chain,
            suite: parts.suite, reserveBytes: parts.configuration.leastFreeBytes)
        files.tellWarnings(parts.logger)
        return files
    }

    private func tellWarnings(_ logger: Logger) {
        for warning in warnings {
            logger.warning("the record of votes was put right: \(warning)")
        }
    }
}
