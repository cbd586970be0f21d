import BlockStore
import Consensus
import Governance
import LedgerTypes
import Logging
import Sealing

/// A node's folder, opened and checked: what a node starts from.
public struct NodeOpening: Sendable {
    public let folder: NodeFolder
    public let configuration: NodeConfiguration
    public let genesis: Genesis
    public let keys: NodeKeys
    public let store: ChainStore
    public let ledger: LedgerState
    public let last: CommittedBlock?
    let genesisBlock: BlockID
    let index: ChainIndex
    let voting: VotingFiles?
    let recovered: [VoteLogRecord]
    /// The first height at which the seat may sign again, if it lies beyond the next one: the
    /// register was raised, or knows more than the blocks on disk.
    var signsFrom: Height? {
        guard let last = voting?.register.last, last.height > ledger.height.next else { return nil }
        return last.height
    }
    /// Why the node observes although it has a seat.
    let observing: NodeProblem?

    /// Opens everything below a folder; each failure says what to do.
    ///
    /// Executes all blocks again. Holds the locks of the folder until it is released.
    public static func open(
        _ folder: NodeFolder, passphrase: SecretBytes, logger: Logger
    ) throws(NodeProblem) -> NodeOpening {
        let configuration = try readConfiguration(folder)
        let genesis = try readGenesis(folder)
        let keys: NodeKeys
        do {
            keys = try NodeKeys.load(
                from: folder, suite: genesis.suite, passphrase: passphrase)
        } catch {
            throw NodeProblem(7105, .halted, "\(error)", "密钥无法打开：\(error)")
        }
        return try open(folder, configuration, genesis, keys, logger: logger)
    }

    /// Opens with keys that are at hand already.
    public static func open(
        _ folder: NodeFolder, _ configuration: NodeConfiguration, _ genesis: Genesis,
        _ keys: NodeKeys, logger: Logger
    ) throws(NodeProblem) -> NodeOpening {
        guard genesis.members.contains(where: { $0.id == configuration.member }) else {
            throw .notAMember(configuration.member)
        }
        var replay = try ChainReplay(genesis)
        let store = try openStore(folder, genesis)
        for warning in store.warnings {
            logger.warning("the block store was put right: \(warning)")
        }
        try replay.run(store) { height in
            if height.value % 10_000 == 0 { logger.info("checked up to block \(height)") }
        }
        let (voting, observing) = try openVoting(
            folder, configuration, keys, replay.ledger, logger: logger)
        let recovered: [VoteLogRecord]
        do {
            recovered = try voting?.recovered(after: replay.ledger.height) ?? []
        } catch {
            throw .voteLog("\(error)")
        }
        return NodeOpening(
            folder: folder, configuration: configuration, genesis: genesis, keys: keys,
            store: store, ledger: replay.ledger, last: replay.last,
            genesisBlock: replay.genesisBlock, index: replay.index,
            voting: voting, recovered: recovered, observing: observing)
    }

    /// Reads the configuration of a folder.
    public static func readConfiguration(
        _ folder: NodeFolder
    ) throws(NodeProblem) -> NodeConfiguration {
        do {
            return try NodeConfiguration(json: try AtomicFile.read(folder.configuration))
        } catch let fault as FileFault {
            throw NodeProblem(7104, .halted, "\(fault)", "无法读取配置文件：\(fault)")
        } catch {
            throw NodeProblem(7104, .halted, "config.json: \(error)", "配置文件有误：\(error)")
        }
    }

    /// Reads the genesis of a folder.
    public static func readGenesis(_ folder: NodeFolder) throws(NodeProblem) -> Genesis {
        guard let bytes = try? AtomicFile.read(folder.genesis),
            let genesis = try? Genesis(canonical: bytes)
        else { throw .unreadableGenesis(folder.genesis) }
        return genesis
    }

    private static func openStore(
        _ folder: NodeFolder, _ genesis: Genesis
    ) throws(NodeProblem) -> ChainStore {
        do {
            return try ChainStore(
                opening: try FileStorage(root: folder.root), chain: genesis.chainID,
                suite: genesis.suite)
        } catch let fault {
            if case .storage(.locked(let file)) = fault as? StoreFault {
                throw .folderInUse(file)
            }
            throw .store("\(fault)")
        }
    }

    /// Makes a new register of signatures where the old one is lost: the seat signs again from two
    /// heights above the tip on.
    ///
    /// Only after the operator made sure that no other copy of the node runs, and the node has
    /// observed long enough to see that the seat does not sign elsewhere. Source: consensus.md 6.
    public static func confirmSigner(
        _ folder: NodeFolder, _ genesis: Genesis
    ) throws(NodeProblem) {
        guard !folder.hasSignerRegister else {
            throw .voteLog("the register is there; nothing is to be confirmed")
        }
        let tip = try openStore(folder, genesis).tip
        do {
            let register = try SignerRegister(
                opening: try FileStorage(root: folder.votes), chain: genesis.chainID,
                suite: genesis.suite)
            try register.raise(to: tip.next.next)
        } catch {
            throw .voteLog("\(error)")
        }
    }

    /// The vote files of a node that has a seat; their absence on a chain that is not empty makes
    /// the node observe. Source: consensus.md 6.
    private static func openVoting(
        _ folder: NodeFolder, _ configuration: NodeConfiguration, _ keys: NodeKeys,
        _ ledger: LedgerState, logger: Logger
    ) throws(NodeProblem) -> (VotingFiles?, NodeProblem?) {
        guard !configuration.observes else { return (nil, nil) }
        guard let seat = ledger.nextSeats.index(of: configuration.member),
            ledger.nextSeats[seat]?.key == keys.seat.verifyingKey
        else { return (nil, nil) }
        if ledger.height > .genesis, !folder.hasSignerRegister {
            // The file is not made here: its absence must be seen again at every start.
            return (
                nil,
                .observing(
                    "the register of this seat's signatures is missing on a chain that is not "
                        + "empty; never put an old copy there: make sure that no other copy of "
                        + "the node runs, then `tally store confirm-signer`",
                    "签名登记文件缺失而链非空；切勿放回旧副本：确认没有本节点的其他副本运行后，"
                        + "执行 `tally store confirm-signer`")
            )
        }
        do {
            let storage = try FileStorage(root: folder.votes)
            let log = try VoteLog(opening: storage, chain: ledger.chain)
            let register = try SignerRegister(
                opening: storage, chain: ledger.chain, suite: ledger.suite)
            for warning in log.warnings + register.warnings {
                logger.warning("the record of votes was put right: \(warning)")
            }
            return (VotingFiles(log: log, register: register), nil)
        } catch {
            throw .voteLog("\(error)")
        }
    }
}
