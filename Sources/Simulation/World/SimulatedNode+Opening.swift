import BlockStore
import Consensus
import Execution
import Governance
import LedgerTypes
import Replica
import Sealing

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
        let voting: Voting?
        let recovered: [VoteLogRecord]
        do throws(StoreFault) {
            voting = try openVoting(ledger)
            recovered = try read(voting?.log.recovered ?? [], after: ledger.height)
        } catch { throw .store(error) }
        self.store = store
        self.voting = voting
        do throws(SignerFault) {
            try register(recovered, chain: ledger.chain, suite: ledger.suite)
        } catch {
            if case .store(let fault) = error { throw .store(fault) }
            throw .blocks("the register does not take what the log holds: \(error)")
        }
        signsFrom = voting.flatMap { firstSigned(by: $0, after: ledger.height, recovered) }
        let signs = voting != nil && signsFrom == nil
        machine = ReplicaMachine(
            configuration: configuration(consortium, signs: signs), ledger: ledger,
            lastCommitted: durable.last, recovered: signs ? recovered : [],
            variant: variants.replica, rounds: variants.rounds)
    }

    func configuration(_ consortium: Consortium, signs: Bool) -> ReplicaConfiguration {
        ReplicaConfiguration(
            member: member, seatKey: signs ? seatKey : nil,
            genesisBlock: consortium.genesisBlock)
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
            noteDurable(executed.state, committed)
        }
    }

    /// The files of votes of a node that has a seat, or had one; on a chain that is not empty
    /// their absence makes it observe.
    private func openVoting(_ ledger: LedgerState) throws(StoreFault) -> Voting? {
        guard let key = seatKey?.verifyingKey, !isObserver else { return nil }
        let sits = ledger.nextSeats.index(of: member).flatMap { ledger.nextSeats[$0]?.key } == key
        let size: Int?
        do throws(StorageFault) {
            size = try disk.size(of: "signer.register")
        } catch { throw .storage(error) }
        if size == nil {
            guard sits else { return nil }
            // Who puts in an empty disk says so, also before the first block: nothing else tells
            // such a node from a new one.
            let isNew = ledger.height == .genesis && !hasLostDisk
            guard isNew || variants.node == .noVoteFiles else {
                isRegisterLost = true
                return nil
            }
        }
        return try votingFiles()
    }

    /// The first height at which the seat may sign, if it lies beyond the next one: the register
    /// may know more than the log and the blocks.
    func firstSigned(
        by voting: Voting, after tip: Height, _ recovered: [VoteLogRecord]
    ) -> Height? {
        var first = tip.next
        if let ahead = recovered.map(\.height).max(), ahead > tip.next { first = ahead.next }
        if let last = voting.register.last {
            let isLogged = recovered.contains {
                $0.height == last.height && $0.signed.round == last.round
                    && $0.signed.stepNumber + 1 == last.step.rawValue
            }
            if last.step == .barrier {
                first = max(first, last.height)
            } else if last.height > tip.next || (last.height == tip.next && !isLogged) {
                first = max(first, last.height.next)
            }
        }
        return first > tip.next ? first : nil
    }

    /// Opens both files, and makes those that are absent; a new register is raised to a height.
    func votingFiles(raisedTo height: Height? = nil) throws(StoreFault) -> Voting {
        // A broken node's files end with its process.
        let storage: any Storage = variants.node == .noVoteFiles ? MemoryStorage() : disk
        let chain = durable.ledger.chain
        return Voting(
            log: try VoteLog(
                opening: storage, chain: chain, reserveBytes: Limits.votingReserveBytes),
            register: try SignerRegister(
                opening: storage, chain: chain, suite: durable.ledger.suite, raisedTo: height))
    }

    /// Records of the heights after a tip.
    func read(
        _ records: [VoteLog.Record], after tip: Height
    ) throws(StoreFault) -> [VoteLogRecord] {
        var found: [VoteLogRecord] = []
        for record in records where record.height > tip {
            guard let read = try? VoteLogRecord(canonical: record.payload) else {
                throw .damagedFile(path: "votes.log", offset: 0)
            }
            found.append(read)
        }
        return found
    }
}
