import BlockStore
import Consensus
import LedgerTypes
import Sealing

/// Where a seat's votes lie, and whose they are.
package struct SeatFolder: Sendable {
    /// Opens the folder, and makes it if it is absent.
    let storage: @Sendable () throws(StorageFault) -> any Storage
    let chain: ChainID
    let suite: CryptoSuite
    let key: VerifyingKey
    /// With less room nothing is signed.
    let reserveBytes: UInt64

    package init(
        chain: ChainID, suite: CryptoSuite, key: VerifyingKey, reserveBytes: UInt64,
        storage: @escaping @Sendable () throws(StorageFault) -> any Storage
    ) {
        self.storage = storage
        self.chain = chain
        self.suite = suite
        self.key = key
        self.reserveBytes = reserveBytes
    }
}

/// The seat of this node, whether the ledger gives it one now or not: its standing and its files.
package struct OwnSeat: Sendable {
    package private(set) var standing: SeatStanding
    /// The files of its votes; nil while it has none, and for ever where it only observes.
    package private(set) var files: VotingFiles?
    /// Nil for a node that never signs.
    private let folder: SeatFolder?

    init(_ folder: SeatFolder?, _ standing: SeatStanding, _ files: VotingFiles? = nil) {
        self.folder = folder
        self.standing = standing
        self.files = files
    }

    /// The seat of a node that is never to sign.
    package static let observing = OwnSeat(nil, .observing)

    /// What is left for whoever runs the replica.
    package enum Task: Sendable {
        /// Open the file of blocks again, and take what it holds; then tell `.blocksOpened` or the
        /// fault.
        case openBlocks
        /// Build the replica anew from what is durable: with the seat's key and what its log holds,
        /// or, if nil, without.
        case begin(recovered: [VoteLogRecord]?)
        /// Find out whether the key has ever sat, and tell `.considered`.
        case considerPast
        /// The register could not be put out of the way: a start finds it, and asks the others.
        case warnOfRegister(StoreFault)
        case warn(StoreWarning)
    }

    /// Takes what happened, does what the files of votes are for, and says what else is to be done.
    ///
    /// - Parameter tip: the height of the last block on the disk.
    package mutating func on(_ event: SeatEvent, tip: Height) -> [Task] {
        var tasks: [Task] = []
        var recovered: [VoteLogRecord] = []
        var events = [event]
        while !events.isEmpty {
            for effect in standing.on(events.removeFirst()) {
                switch effect {
                case .openBlocks: tasks.append(.openBlocks)
                case .considerPast: tasks.append(.considerPast)
                case .begin(let signs): tasks.append(.begin(recovered: signs ? recovered : nil))
                case .readVotes:
                    do throws(SignerFault) {
                        recovered = try readVotes(after: tip)
                        events.append(
                            .votesRead(
                                signsFrom: files?.signsFrom(after: tip, recovered: recovered)))
                    } catch {
                        events.append(.votesUnread(.votes(error)))
                    }
                case .makeRegister:
                    do throws(SignerFault) {
                        tasks += try makeRegister(at: tip.next)
                        events.append(.registerMade)
                    } catch {
                        events.append(.fault(.votes(error)))
                    }
                case .setRegisterAside:
                    do { try files?.register.setAside() } catch {
                        tasks.append(.warnOfRegister(error))
                    }
                    files = nil
                }
            }
        }
        return tasks
    }

    private func readVotes(after tip: Height) throws(SignerFault) -> [VoteLogRecord] {
        guard let files, let folder else { return [] }
        return try files.reopen(after: tip, key: folder.key)
    }

    /// Makes what the seat signed durable; throws before anything may be sent.
    package func persist(_ record: VoteLogRecord) throws(SeatFault) {
        guard let files else { throw .withoutFiles }
        do { try files.persist(record) } catch { throw .votes(error) }
    }

    /// Empties the log when a block is decided.
    package func forget() throws(SeatFault) {
        do { try files?.log.forget() } catch { throw .votes(.store(error)) }
    }

    private mutating func makeRegister(at height: Height) throws(SignerFault) -> [Task] {
        guard let folder else { preconditionFailure("a register for a node that never signs") }
        let storage: any Storage
        do { storage = try folder.storage() } catch { throw .store(.storage(error)) }
        let made = try VotingFiles(
            beginning: height, in: storage, chain: folder.chain, suite: folder.suite,
            reserveBytes: folder.reserveBytes)
        files = made
        return made.warnings.map(Task.warn)
    }
}
