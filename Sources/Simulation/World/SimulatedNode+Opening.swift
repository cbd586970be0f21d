import BlockStore
import Consensus
import Duties
import Execution
import Governance
import LedgerTypes
import Mutants
import Replica
import Sealing
import SeatFiles

extension SimulatedNode {
    /// Why a node does not start.
    enum OpeningFault: Error, Hashable {
        case store(StoreFault)
        /// The recovered vote log cannot be read, or stored blocks do not execute.
        case blocks(String)
    }

    /// Opens the disk as the node runtime does: blocks executed again from genesis, certificates
    /// checked, then the files of votes.
    func open(_ consortium: Consortium) throws(OpeningFault) {
        let store: ChainStore
        do {
            store = try ChainStore(
                opening: disk, chain: consortium.state.chain, suite: Consortium.suite,
                segmentBytes: Limits.segmentBytes)
        } catch { throw .store(error) }
        durable = (consortium.state, nil)
        try replay(store, consortium)
        let ledger = durable.ledger
        let (seat, recovered) = try openSeat(ledger)
        self.store = store
        take(seat)
        let signs = seat.standing == .signing
        machine = ReplicaMachine(
            configuration: configuration(consortium, signs: signs), ledger: ledger,
            lastCommitted: durable.last, recovered: recovered)
        judgeFromNow(signs: signs)
        desk = gateway.map { DutyDesk($0, journal: OfflineJournal($0)) }
    }

    func configuration(_ consortium: Consortium, signs: Bool) -> ReplicaConfiguration {
        ReplicaConfiguration(
            member: member, seatKey: signs ? seatKey : nil,
            genesisBlock: consortium.genesisBlock, recovery: order)
    }

    private func replay(
        _ store: ChainStore, _ consortium: Consortium
    ) throws(OpeningFault) {
        while durable.ledger.height < store.tip {
            let ledger = durable.ledger
            let head =
                durable.last?.block.header.id(suite: ledger.suite) ?? consortium.genesisBlock
            let found: StoredBlock?
            do { found = try store.block(at: ledger.height.next) } catch { throw .store(error) }
            guard let stored = found else { break }
            let committed = stored.committed
            guard
                let executed = BlockExecution.validate(committed.block, parent: head, on: ledger),
                executed.results == stored.results
            else { throw .blocks("block \(stored.height) does not execute") }
            do {
                try committed.certificate.verify(
                    chain: ledger.chain, height: committed.height,
                    block: committed.block.header.id(suite: ledger.suite),
                    seats: executed.state.seats)
            } catch { throw .blocks("block \(stored.height) is not certified") }
            if let record = executed.state.get(Tables.recovery),
                record.height == committed.height, committed.certificate.round < record.firstRound
            {
                throw .blocks("block \(stored.height) is below the first round of its recovery")
            }
            noteDurable(executed.state, committed)
            if gateway != nil { chain.take(stored.entries, at: stored.height) }
        }
    }

    private func openSeat(
        _ ledger: LedgerState
    ) throws(OpeningFault) -> (OwnSeat, [VoteLogRecord]) {
        guard let key = seatKey?.verifyingKey, !isObserver else { return (.observing, []) }
        let size: Int?
        do { size = try disk.size(of: SignerRegister.path) } catch {
            throw .store(.storage(error))
        }
        let facts = SeatFacts(
            awaitsOrder: stated.map { $0 > ledger.height && order?.height != $0 } ?? false,
            // A copy that brings its register is put in by nobody who says so.
            isCopied: hasLostDisk && size == nil, hasRegister: size != nil,
            sits: ledger.nextSeats.gives(member, key))
        let disk = votingDisk
        let folder = SeatFolder(
            chain: ledger.chain, suite: ledger.suite, key: key,
            reserveBytes: Limits.votingReserveBytes
        ) { disk }
        do throws(SignerFault) {
            return try OwnSeat.open(folder, facts, tip: ledger.height)
        } catch {
            if case .store(let fault) = error { throw .store(fault) }
            throw .blocks("the register does not take what the log holds: \(error)")
        }
    }

    /// Where the votes lie: a broken node's files end with its process.
    var votingDisk: any Storage { Mutant.noVoteFiles.isOn ? MemoryStorage() : disk }
}
