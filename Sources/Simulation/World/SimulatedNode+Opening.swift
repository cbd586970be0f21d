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
        let (ledger, last) = try replay(store, consortium)
        let voting = try openVoting(ledger)
        let recovered = try recover(voting, after: ledger.height)
        self.store = store
        self.voting = voting
        signsFrom = voting?.register.last.flatMap { last in
            last.height > ledger.height.next ? last.height : nil
        }
        machine = ReplicaMachine(
            configuration: configuration(consortium, signs: signsFrom == nil), ledger: ledger,
            lastCommitted: last, recovered: recovered, variant: variants.replica,
            rounds: variants.rounds)
    }

    /// Begins to sign once the chain has come to where the register allows it; true if it did.
    func signAgain(_ consortium: Consortium) -> Bool {
        guard let from = signsFrom, let old = machine, old.ledger.height.next >= from else {
            return false
        }
        signsFrom = nil
        machine = ReplicaMachine(
            configuration: configuration(consortium, signs: true), ledger: old.ledger,
            lastCommitted: old.lastCommitted, recovered: [], variant: variants.replica,
            rounds: variants.rounds)
        return true
    }

    private func configuration(_ consortium: Consortium, signs: Bool) -> ReplicaConfiguration {
        ReplicaConfiguration(
            member: member, seatKey: signs && voting != nil ? seatKey : nil,
            genesisBlock: consortium.genesisBlock)
    }

    private func replay(
        _ store: ChainStore, _ consortium: Consortium
    ) throws(OpeningFault) -> (LedgerState, CommittedBlock?) {
        var ledger = consortium.state
        var head = consortium.genesisBlock
        var last: CommittedBlock?
        while ledger.height < store.tip {
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
                    seats: ledger.nextSeats)
            } catch { throw .blocks("block \(stored.height) is not certified") }
            ledger = executed.state
            head = committed.block.header.id(suite: ledger.suite)
            last = committed
        }
        return (ledger, last)
    }

    /// The files of votes of a node with a seat; on a chain that is not empty their absence makes
    /// it observe.
    private func openVoting(_ ledger: LedgerState) throws(OpeningFault) -> Voting? {
        guard let key = seatKey?.verifyingKey, let seat = ledger.nextSeats.index(of: member),
            ledger.nextSeats[seat]?.key == key
        else { return nil }
        do throws(StoreFault) {
            return try votingFiles(ledger)
        } catch { throw .store(error) }
    }

    private func votingFiles(_ ledger: LedgerState) throws(StoreFault) -> Voting? {
        if variants.node == .noVoteFiles { return try freshVotingFiles(ledger) }
        let size: Int?
        do throws(StorageFault) {
            size = try disk.size(of: "signer.register")
        } catch { throw .storage(error) }
        if ledger.height > .genesis, size == nil { return nil }
        let log = try VoteLog(
            opening: disk, chain: ledger.chain, reserveBytes: Limits.votingReserveBytes)
        let register = try SignerRegister(
            opening: disk, chain: ledger.chain, suite: ledger.suite)
        return Voting(log: log, register: register)
    }

    /// A broken node's files: they end with the process.
    private func freshVotingFiles(_ ledger: LedgerState) throws(StoreFault) -> Voting {
        let memory = MemoryStorage()
        return Voting(
            log: try VoteLog(
                opening: memory, chain: ledger.chain, reserveBytes: Limits.votingReserveBytes),
            register: try SignerRegister(
                opening: memory, chain: ledger.chain, suite: ledger.suite))
    }

    private func recover(
        _ voting: Voting?, after tip: Height
    ) throws(OpeningFault) -> [VoteLogRecord] {
        var records: [VoteLogRecord] = []
        for record in voting?.log.recovered ?? [] where record.height > tip {
            guard let read = try? VoteLogRecord(canonical: record.payload) else {
                throw .blocks("the vote log cannot be read")
            }
            records.append(read)
        }
        return records
    }
}
