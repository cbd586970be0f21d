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
    enum OpeningFault: Error {
        case store(StoreFault)
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
        let voting: VotingFiles?
        do { voting = try openVoting(ledger) } catch { throw .store(error) }
        let recovered: [VoteLogRecord]
        do throws(SignerFault) {
            recovered = try recover(voting, after: ledger.height)
        } catch {
            if case .store(let fault) = error { throw .store(fault) }
            throw .blocks("the register does not take what the log holds: \(error)")
        }
        self.store = store
        self.voting = voting
        signsFrom = voting?.signsFrom(after: ledger.height, recovered: recovered)
        let signs = voting != nil && signsFrom == nil
        machine = ReplicaMachine(
            configuration: configuration(consortium, signs: signs), ledger: ledger,
            lastCommitted: durable.last, recovered: signs ? recovered : [])
        judgeFromNow(signs: signs)
        desk = gateway.map { DutyDesk($0, journal: OfflineJournal(disk, suite: Consortium.suite)) }
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
            if gateway != nil { chain.take(stored) }
        }
    }

    /// The files of votes of a node that has a seat, or had one; on a chain that is not empty
    /// their absence makes it observe.
    private func openVoting(_ ledger: LedgerState) throws(StoreFault) -> VotingFiles? {
        guard let key = seatKey?.verifyingKey, !isObserver else { return nil }
        if let stated, stated > ledger.height, order?.height != stated {
            isRegisterLost = true
            return nil
        }
        let sits = ledger.nextSeats.index(of: member).flatMap { ledger.nextSeats[$0]?.key } == key
        let size: Int?
        do throws(StorageFault) {
            size = try disk.size(of: SignerRegister.path)
        } catch { throw .storage(error) }
        if size == nil {
            guard sits else { return nil }
            // Who puts in an empty disk says so, also before the first block: nothing else tells
            // such a node from a new one.
            let isNew = ledger.height == .genesis && !hasLostDisk
            guard isNew || Mutant.noVoteFiles.isOn else {
                isRegisterLost = true
                return nil
            }
        }
        return try VotingFiles(
            opening: votingDisk, chain: ledger.chain, suite: ledger.suite,
            reserveBytes: Limits.votingReserveBytes)
    }

    private func recover(
        _ files: VotingFiles?, after tip: Height
    ) throws(SignerFault) -> [VoteLogRecord] {
        guard let files, let key = seatKey?.verifyingKey else { return [] }
        return try files.recover(after: tip, key: key)
    }

    /// Where the votes lie: a broken node's files end with its process.
    var votingDisk: any Storage { Mutant.noVoteFiles.isOn ? MemoryStorage() : disk }
}
