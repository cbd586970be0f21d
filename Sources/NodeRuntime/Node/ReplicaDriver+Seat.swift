import Bilingual
import BlockStore
import Consensus
import Diagnosis
import Execution
import Governance
import LedgerTypes
import Replica
import SeatFiles
import Upkeep

/// How a driver stops before harm is done, and goes on once what was missing is there: it does what
/// its seat asks for, and says so.
extension ReplicaDriver {
    /// What was not made durable is not sent: the rest of the effects is dropped, and what is in
    /// memory is forgotten, since only the files tell what this seat has said.
    func interrupt(_ fault: SeatFault) {
        cancelTimers()
        // The note that says so may be among what is dropped.
        if replica.isSilenced { tell(.silenced(durableHeight.next, replica.round)) }
        tell(.fault(fault))
    }

    /// Looks whether what was missing is there again; called once a second.
    func look() {
        // The disk is asked only where it matters: one that hangs must not hold a seat that signs.
        let matters = seat.standing.isShort || halt?.remedy == .opening
        // What the disk does not say is not known, and counts as no room.
        let room = DiskRoom(
            freeBytes: matters ? try? parts.store.freeBytes() : nil,
            reserve: parts.configuration.leastFreeBytes, reopening: Limits.reopeningBytes)
        tell(.looked(room: room, next: durableHeight.next))
    }

    func perform(_ task: OwnSeat.Task) {
        switch task {
        case .openBlocks:
            do throws(SeatFault) {
                try openBlocks()
            } catch {
                tell(.fault(error))
                return
            }
            tell(.blocksOpened)
        case .begin(let recovered): begin(recovered)
        case .considerPast: tell(.considered(past))
        case .warnOfRegister(let fault):
            logger.error("the register of signatures could not be put aside: \(fault)")
        case .warn(let warning):
            logger.warning("the record of votes was put right: \(warning)")
        }
    }

    /// Builds the replica anew from what is durable, with its seat's key if it may sign.
    private func begin(_ recovered: [VoteLogRecord]?) {
        cancelTimers()
        replica.reopen(
            configuration: parts.identity(signs: recovered != nil), ledger: parts.view.ledger,
            lastCommitted: durable, recovered: recovered ?? [])
        take(.start)
        for member in parts.status.linked { take(.peerConnected(member)) }
    }

    /// Reads the file of blocks as at a start.
    private func openBlocks() throws(SeatFault) {
        let warnings: [StoreWarning]
        do { warnings = try parts.store.reopen() } catch { throw .blocks(error) }
        for warning in warnings { logger.warning("the block store was put right: \(warning)") }
        // A block whose flush failed may be on the disk all the same: it is checked and taken.
        guard parts.store.tip > durableHeight else { return }
        let found: StoredBlock?
        do { found = try parts.store.block(at: durableHeight.next) } catch { throw .blocks(error) }
        guard let block = found, parts.store.tip == block.height else { throw .foreignBlocks }
        let parent = durable?.block.header.id(suite: parts.suite) ?? parts.genesisBlock
        let executed: ExecutedBlock
        do throws(NodeProblem) {
            executed = try ChainReplay.verify(
                block.committed, on: parts.view.ledger, parent: parent)
        } catch {
            logger.critical("\(error)")
            throw error == .blockDoesNotExecute(block.height)
                ? .unexecuted(block.height) : .uncertified(block.height)
        }
        guard executed.results == block.results else { throw .unexecuted(block.height) }
        announce(block, executed.state)
    }

    /// What is known of a key without files of votes.
    ///
    /// INVARIANT: "never" is said only at the tip as a quorum of seats tells it: a node whose disk was
    /// wiped has sat, and passes through its own past before it comes here.
    private var past: SeatPast {
        guard replica.isAtTip(now: parts.clock(), within: ReplicaMachine.tipAge) else {
            return .unknown
        }
        let key = parts.seatKey.verifyingKey
        let sets =
            [parts.genesis.seats]
            + parts.index.seatChanges(before: durableHeight).map(\.next)
        return sets.contains { set in set.seats.contains { $0.key == key } } ? .hasSat : .neverSat
    }

    // MARK: words

    /// Says what became of the seat, on the board and in the log.
    func say(_ standing: SeatStanding, after before: SeatStanding) {
        guard standing != before else { return }
        sayHalt(standing, before)
        switch standing {
        case .halted: break
        case .short(let free, _):
            parts.status.observing(.belowReserve(freeBytes: free))
            if !before.isShort { sayShort(free) }
        case .signing:
            parts.status.observing(nil)
            saySigning(before)
        case .unregistered, .observing: parts.status.observing(nil)
        case .resuming(let from):
            parts.status.observing(.signsLater(from))
            guard before.isShort else { break }
            logger.notice("there is room on the disk again: this seat votes again from \(from) on")
        case .lost(.registerMissing):
            // A member whose seat ended may be without.
            let key = parts.seatKey.verifyingKey
            guard replica.ledger.nextSeats.seats.contains(where: { $0.key == key }) else { break }
            sayObserving(.registerMissing, before.base != standing)
        case .lost: break
        case .silenced(let height, let round):
            sayObserving(.silenced(height, round), before.base != standing)
        case .distrusted(let height, let fault):
            sayObserving(.voteLogWrong(height, fault), before.base != standing)
        }
    }

    private func sayObserving(_ problem: NodeProblem, _ isNew: Bool) {
        parts.status.observing(problem)
        if isNew { logger.critical("this seat does not sign: \(problem)") }
    }

    private func sayHalt(_ standing: SeatStanding, _ before: SeatStanding) {
        guard let halt = standing.halt else {
            guard before.halt != nil else { return }
            parts.status.halted(nil)
            parts.status.count { $0.reopenings += 1 }
            logger.notice(
                """
                the files could be opened again: the node takes part from height \
                \(durableHeight.next)
                """)
            return
        }
        guard halt != before.halt, halt != .stopping else { return }
        let problem = NodeProblem.seat(halt)
        parts.status.count { $0.storeFaults += 1 }
        parts.status.halted(problem)
        if halt.remedy == .opening {
            logger.critical(
                "the node stops taking part and tries its files again by itself: \(problem)")
        } else {
            logger.critical("the node stops taking part until it is started again: \(problem)")
        }
    }

    private func sayShort(_ free: UInt64) {
        parts.status.count { $0.diskLow += 1 }
        logger.critical(
            """
            this seat stops voting: \(free / 1_048_576) MiB are free on the disk of \
            \(parts.folder.votes), and the reserve is \
            \(parts.configuration.leastFreeBytes / 1_048_576) MiB; the node goes on following, and \
            votes again by itself once there is room
            """)
    }

    private func saySigning(_ before: SeatStanding) {
        if before.isShort {
            logger.notice("there is room on the disk again: this seat votes again")
        }
        switch before.base {
        case .resuming(let from): logger.notice("this seat signs again from height \(from) on")
        case .unregistered:
            logger.notice(
                """
                a register of signatures was made at height \(durableHeight): this member has \
                never signed, and signs when it has a seat
                """)
        default: break
        }
    }
}
