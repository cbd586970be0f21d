import BlockStore
import Consensus
import Execution
import Governance
import LedgerTypes
import Replica
import Sealing
import SeatFiles

/// How a node goes on after its disk failed, and when its seat begins, as the node runtime does.
extension SimulatedNode {
    /// What a look at the node, once a second, led to.
    enum Resumption {
        case nothing
        /// The machine was built anew and is to be started.
        case begunAgain
        /// The same, and a block that had not been acknowledged is on the disk.
        case found(StoredBlock)
        case failed(SignerFault)
    }

    /// True if no second look would help: only a start does.
    var isHaltLasting: Bool {
        switch halt {
        case .store(.storage), .store(.needsReopening): false
        case .none: false
        default: true
        }
    }

    /// Looks whether what was missing is there again.
    func resume(_ consortium: Consortium, now: BlockTime) -> Resumption {
        if halt != nil {
            guard !isHaltLasting, machine != nil, has(Limits.reopeningBytes) else {
                return .nothing
            }
            return openAgain(consortium)
        }
        if isDiskLow {
            guard has(Limits.votingReserveBytes + Limits.votingReserveBytes / 8) else {
                return .nothing
            }
            isDiskLow = false
            return beginAgain(consortium)
        }
        return reviewSigning(consortium, now: now)
    }

    /// Begins to sign when the chain has come to where the register allows it, or the member has a
    /// seat for the first time.
    func reviewSigning(_ consortium: Consortium, now: BlockTime) -> Resumption {
        guard halt == nil, !isDiskLow, machine != nil else { return .nothing }
        if let from = signsFrom {
            guard durableHeight.next >= from else { return .nothing }
            return beginAgain(consortium)
        }
        guard voting == nil, !isRegisterLost, !isObserver else { return .nothing }
        return makeRegister(consortium, now: now)
    }

    /// Builds the machine anew from what is durable, with the seat's key if it may sign.
    func beginAgain(_ consortium: Consortium) -> Resumption {
        timers = [:]
        var recovered: [VoteLogRecord] = []
        do throws(SignerFault) {
            recovered = try reopenVoting()
        } catch {
            guard isDiskLow else { return .failed(error) }
        }
        signsFrom = voting?.signsFrom(after: durableHeight, recovered: recovered)
        let isSilenced = machine?.isSilenced ?? false
        let signs = voting != nil && signsFrom == nil && !isDiskLow && !isSilenced
        machine?.reopen(
            configuration: configuration(consortium, signs: signs), ledger: durable.ledger,
            lastCommitted: durable.last, recovered: signs ? recovered : [])
        judgeFromNow(signs: signs)
        return .begunAgain
    }

    private func reopenVoting() throws(SignerFault) -> [VoteLogRecord] {
        guard let voting, let key = seatKey?.verifyingKey else { return [] }
        return try voting.reopen(after: durableHeight, key: key)
    }

    private var durableHeight: Height { durable.ledger.height }

    private func has(_ bytes: UInt64) -> Bool {
        guard let free = try? store?.freeBytes() else { return false }
        return free >= bytes
    }

    private func openAgain(_ consortium: Consortium) -> Resumption {
        do throws(StoreFault) {
            _ = try store?.reopen()
            let block = try unacknowledged(consortium)
            halt = nil
            let begun = beginAgain(consortium)
            if case .begunAgain = begun, let block { return .found(block) }
            return begun
        } catch {
            return .nothing
        }
    }

    /// A block whose flush failed may be on the disk all the same: it is checked and taken.
    private func unacknowledged(_ consortium: Consortium) throws(StoreFault) -> StoredBlock? {
        guard let store, store.tip > durableHeight,
            let block = try store.block(at: durableHeight.next)
        else { return nil }
        let parent =
            durable.last?.block.header.id(suite: Consortium.suite) ?? consortium.genesisBlock
        guard
            let executed = BlockExecution.validate(
                block.committed.block, parent: parent, on: durable.ledger)
        else { return nil }
        noteDurable(executed.state, block.committed)
        return block
    }

    /// Only for a key that never sat, and only at the tip as a quorum of seats tells it.
    private func makeRegister(_ consortium: Consortium, now: BlockTime) -> Resumption {
        guard let key = seatKey?.verifyingKey, let machine else { return .nothing }
        let past =
            [consortium.genesis.seats]
            + announced.filter { $0.height < durableHeight }
            .map(\.seats)
        guard machine.isAtTip(now: now, within: .seconds(10)) else { return .nothing }
        guard !past.contains(where: { $0.seats.contains { $0.key == key } }) else {
            isRegisterLost = true
            return .nothing
        }
        do throws(SignerFault) {
            voting = try VotingFiles(
                beginning: durableHeight.next, in: votingDisk, chain: durable.ledger.chain,
                suite: durable.ledger.suite, reserveBytes: Limits.votingReserveBytes)
        } catch {
            return .failed(error)
        }
        return beginAgain(consortium)
    }

    /// Notes what a crash will not take back.
    func noteDurable(_ ledger: LedgerState, _ last: CommittedBlock?) {
        if ledger.nextSeats != durable.ledger.nextSeats {
            announced.append((ledger.height, ledger.nextSeats))
        }
        durable = (ledger, last)
    }
}
