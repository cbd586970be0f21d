import Bilingual
import BlockStore
import Consensus
import Governance
import LedgerTypes
import Replica
import SeatFiles

/// Why a node takes no part.
struct Halt {
    let problem: NodeProblem
    /// False if the node tries again by itself.
    let isLasting: Bool
}

/// How a driver stops before harm is done, and goes on once what was missing is there.
extension ReplicaDriver {
    /// What was not made durable is not sent: the rest of the effects is dropped, and what is in
    /// memory is forgotten, since only the files tell what this seat has said.
    func interrupt(_ fault: DriverFault) {
        cancelTimers()
        switch fault {
        case .diskReserve(let free):
            isDiskLow = true
            parts.status.observing(fault.problem)
            parts.status.count { $0.diskLow += 1 }
            logger.critical(
                """
                this seat stops voting: \(free / 1_048_576) MiB are free on the disk of \
                \(parts.folder.votes), and the reserve is \
                \(parts.configuration.leastFreeBytes / 1_048_576) MiB; the node goes on following, \
                and votes again by itself once there is room
                """)
            beginAgain()
        case .disk(let problem):
            if halt == nil { parts.status.count { $0.storeFaults += 1 } }
            halt = Halt(problem: problem, isLasting: false)
            parts.status.halted(problem)
            logger.critical(
                "the node stops taking part and tries its files again by itself: \(problem)")
        case .final(let problem):
            parts.status.count { $0.storeFaults += 1 }
            halt = Halt(problem: problem, isLasting: true)
            parts.status.halted(problem)
            logger.critical("the node stops taking part until it is started again: \(problem)")
        }
    }

    /// Looks whether the disk works again; called once a second.
    func resume() {
        if let halt {
            // Where the disk does not say how much is free, it does not work again.
            guard !halt.isLasting, let free = try? parts.store.freeBytes(),
                free >= Limits.reopeningBytes
            else { return }
            openAgain()
        } else if isDiskLow {
            let reserve = parts.configuration.leastFreeBytes
            // An eighth more, so that it does not stop again with the next block. Unknown is not free.
            guard let free = try? parts.store.freeBytes(), free - free / 9 >= reserve else {
                return
            }
            isDiskLow = false
            logger.notice(
                "\(free / 1_048_576) MiB are free again: this seat votes again")
            beginAgain()
        } else {
            reviewSigning()
        }
    }

    /// Reads all files as at a start, and takes part again if they are whole.
    private func openAgain() {
        do throws(DriverFault) {
            let warnings: [StoreWarning]
            do { warnings = try parts.store.reopen() } catch { throw .blocks(error) }
            for warning in warnings { logger.warning("the block store was put right: \(warning)") }
            try takeUnacknowledged()
            do { _ = try reopenVoting() } catch { throw .votes(error) }
        } catch {
            // The same fault again says nothing new.
            if case .disk = error { return }
            interrupt(error)
            return
        }
        halt = nil
        parts.status.halted(nil)
        parts.status.count { $0.reopenings += 1 }
        logger.notice(
            "the files could be opened again: the node takes part from height \(durableHeight.next)"
        )
        beginAgain()
    }

    private var durableHeight: Height { durable?.height ?? .genesis }

    /// A block whose flush failed may be on the disk all the same: it is checked and taken.
    private func takeUnacknowledged() throws(DriverFault) {
        guard parts.store.tip > durableHeight else { return }
        let block: StoredBlock?
        do { block = try parts.store.block(at: durableHeight.next) } catch { throw .blocks(error) }
        guard let block, parts.store.tip == block.height else {
            throw .final(
                .store(
                    Wording(
                        english: "the disk holds blocks that this node did not write",
                        chinese: "磁盘上有并非本节点写入的区块")))
        }
        let suite = parts.suite
        let parent = durable?.block.header.id(suite: suite) ?? parts.genesisBlock
        do throws(NodeProblem) {
            let executed = try ChainReplay.verify(
                block.committed, on: parts.view.ledger, parent: parent)
            guard executed.results == block.results else {
                throw .blockDoesNotExecute(block.height)
            }
            announce(block, executed.state)
        } catch {
            throw .final(error)
        }
    }

    private func reopenVoting() throws(SignerFault) -> [VoteLogRecord] {
        try voting?.reopen(after: durableHeight, key: parts.seatKey.verifyingKey) ?? []
    }

    /// Builds the replica anew from what is durable, with its seat's key if it may sign.
    func beginAgain() {
        cancelTimers()
        let height = durableHeight
        var recovered: [VoteLogRecord] = []
        do {
            // Votes are read even where none is cast now: a register that is gone is noticed.
            recovered = try reopenVoting()
        } catch {
            // With the disk full the seat is silent anyway; its files are read when there is room.
            if !isDiskLow {
                interrupt(.votes(error))
                return
            }
        }
        signsFrom = voting?.signsFrom(after: height, recovered: recovered)
        let signs = voting != nil && signsFrom == nil && !isDiskLow && !isSilenced
        replica.reopen(
            configuration: parts.identity(signs: signs), ledger: parts.view.ledger,
            lastCommitted: durable, recovered: signs ? recovered : [])
        if !isDiskLow, !isSilenced, !isRegisterLost {
            parts.status.observing(signsFrom.map { .signsLater($0) })
        }
        take(.start)
        for member in parts.status.current.linked.sorted() { take(.peerConnected(member)) }
    }

    /// Begins to sign when a seat or the register allows it: a seat is gained, or the chain has come
    /// to the height to which the register was raised.
    func reviewSigning() {
        guard halt == nil, !isDiskLow else { return }
        if let from = signsFrom {
            guard replica.ledger.height.next >= from else { return }
            logger.notice("this seat signs again from height \(from) on")
            beginAgain()
        } else if voting == nil, !parts.configuration.observes, !isRegisterLost {
            makeRegister()
        }
    }

    /// Makes the register of a member that has never had a seat, so that it signs from its first
    /// height on.
    ///
    /// INVARIANT: only for a key that never sat, and only at the tip as a quorum of seats tells it:
    /// a node whose disk was wiped has sat, and passes through its own past before it comes here.
    private func makeRegister() {
        let ledger = replica.ledger
        let key = parts.seatKey.verifyingKey
        let past =
            [parts.genesis.seats]
            + parts.index.seatChanges(before: ledger.height).map(\.next)
        guard !past.contains(where: { set in set.seats.contains { $0.key == key } }) else {
            // It has sat, and what it signed then is not known here.
            if replica.isAtTip(now: parts.clock(), within: Limits.tipAge) {
                isRegisterLost = true
                if ledger.nextSeats.seats.contains(where: { $0.key == key }) {
                    parts.status.observing(.registerMissing)
                    logger.critical("\(NodeProblem.registerMissing)")
                }
            }
            return
        }
        guard replica.isAtTip(now: parts.clock(), within: Limits.tipAge) else { return }
        do {
            voting = try VotingFiles.begin(at: ledger.height.next, parts)
        } catch {
            interrupt(.votes(error))
            return
        }
        logger.notice(
            """
            a register of signatures was made at height \(ledger.height): this member has never \
            signed, and signs when it has a seat
            """)
        beginAgain()
    }
}
