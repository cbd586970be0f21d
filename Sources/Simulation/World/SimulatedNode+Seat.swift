import BlockStore
import Consensus
import Execution
import Governance
import LedgerTypes
import Replica
import SeatFiles

/// What a node's seat asks for, done on a disk and a clock that are not real.
extension SimulatedNode {
    /// How much room the disk has.
    var room: DiskRoom {
        DiskRoom(
            freeBytes: try? store?.freeBytes(), reserve: Limits.votingReserveBytes,
            reopening: Limits.reopeningBytes)
    }

    /// Builds the machine anew from what is durable, with the seat's key if it may sign.
    func begin(_ recovered: [VoteLogRecord]?, _ consortium: Consortium) {
        timers = [:]
        let signs = recovered != nil
        machine?.reopen(
            configuration: configuration(consortium, signs: signs), ledger: durable.ledger,
            lastCommitted: durable.last, recovered: recovered ?? [])
        judgeFromNow(signs: signs)
    }

    /// Opens the file of blocks again; a block that had not been acknowledged and is on the disk.
    func openBlocks(_ consortium: Consortium) throws(SeatFault) -> StoredBlock? {
        guard let store else { return nil }
        let found: StoredBlock?
        do throws(StoreFault) {
            _ = try store.reopen()
            guard store.tip > durableHeight else { return nil }
            found = try store.block(at: durableHeight.next)
        } catch {
            throw .blocks(error)
        }
        guard let block = found, store.tip == block.height else { throw .foreignBlocks }
        let parent =
            durable.last?.block.header.id(suite: Consortium.suite) ?? consortium.genesisBlock
        guard
            let executed = BlockExecution.validate(
                block.committed.block, parent: parent, on: durable.ledger)
        else { throw .unexecuted(block.height) }
        noteDurable(executed.state, block.committed)
        return block
    }

    /// What is known of a key without files of votes.
    func past(_ consortium: Consortium, now: BlockTime) -> SeatPast {
        guard let key = seatKey?.verifyingKey, let machine,
            machine.isAtTip(now: now, within: ReplicaMachine.tipAge)
        else { return .unknown }
        let sets =
            [consortium.genesis.seats]
            + announced.filter { $0.height < durableHeight }.map(\.seats)
        return sets.contains { $0.seats.contains { $0.key == key } } ? .hasSat : .neverSat
    }

    var durableHeight: Height { durable.ledger.height }

    /// Notes what a crash will not take back.
    func noteDurable(_ ledger: LedgerState, _ last: CommittedBlock?) {
        if ledger.nextSeats != durable.ledger.nextSeats {
            announced.append((ledger.height, ledger.nextSeats))
        }
        durable = (ledger, last)
    }
}
