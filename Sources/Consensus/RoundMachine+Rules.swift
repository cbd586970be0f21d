import LedgerTypes
import Mutants

extension RoundMachine {
    /// Applies the rules; each changes what made it fit.
    /// Source: docs/internals/consensus.md, "The rules".
    mutating func apply(_ rule: Rule) {
        switch rule {
        case .decide(let block, let certificate):  // R7
            state?.isDecided = true
            effects.append(
                .decide(CommittedBlock(block: block, certificate: certificate.certificate)))
        case .jump(let round):  // R8
            startRound(round)
        case .open:  // R0
            state?.isOpen = true
            startProposeTimer()
        case .proposeAgain(let valid, let polka):  // R0
            proposeAgain(valid, polka)
        case .build:  // R0
            state?.isBuilding = true
            effects.append(.build(round: round))
        case .judge(let block):  // "valid(b)" of R1, R2, R4, R7
            state?.candidates[block]?.isAsked = true
            if let body = state?.candidates[block]?.block { effects.append(.validate(body)) }
        case .prevoteNew(let proposal):  // R1
            let isFree =
                locked == nil || locked?.block == proposal.block || Mutant.r1IgnoresLock.isOn
            let isTimely = proposal.isTimely || Mutant.timeNeverJudged.isOn
            let isGood = isValid(proposal.block) && isTimely && isFree
            prevote(isGood ? proposal.block : nil, validRound: nil)
        case .prevoteAgain(let proposal, let found):  // R2
            let isFree = locked.map { yields($0, to: found) } ?? true
            let isOnTime = !Mutant.repeatsJudgedByTime.isOn || proposal.isTimely
            let isGood = isValid(proposal.block) && isFree && isOnTime
            let namesRound = isGood && !Mutant.prevoteNamesNoRound.isOn
            prevote(
                isGood ? proposal.block : nil, validRound: namesRound ? proposal.validRound : nil)
        case .lock(let proposal, let polka):  // R4
            state?.hasFollowedPolka = true
            let found = RoundBlock(round: round, block: proposal.block)
            if !Mutant.lockedNotValid.isOn { state?.valid = found }
            if step == .prevote {
                // A lock is what a precommit promises: without one there is none.
                if !Mutant.missingLock.isOn, signs { state?.locked = found }
                precommit(proposal.block)
            } else if Mutant.lockWithoutPromise.isOn {
                state?.locked = found
            }
            if !Mutant.polkaNotRelayed.isOn { effects.append(.broadcast(.polka(polka.polka))) }
        case .precommitNil:  // R5
            if Mutant.unlockOnNil.isOn { state?.locked = nil }
            precommit(nil)
        case .awaitPrevotes:  // R3
            state?.hasWaitedForPrevotes = true
            if Mutant.prevoteWaitSkipped.isOn {
                precommit(nil)
            } else {
                startVoteTimer(.prevote)
            }
        case .awaitPrecommits:  // R6
            state?.hasWaitedForPrecommits = true
            if Mutant.precommitWaitSkipped.isOn {
                startRound(round.next)
            } else {
                startVoteTimer(.precommit)
            }
        case .adopt(let polka):  // R10
            let found = RoundBlock(round: polka.round, block: polka.block)
            state?.valid = found
            if Mutant.latePolkaLocks.isOn { state?.locked = found }
        }
    }

    private var locked: RoundBlock? { state?.locked }

    private func isValid(_ block: BlockID) -> Bool {
        state?.bodies[block] != nil || Mutant.invalidBlockPrevoted.isOn
    }

    /// R2: whether a lock lets a block be prevoted for that a quorum found good in some round.
    private func yields(_ lock: RoundBlock, to found: RoundBlock) -> Bool {
        if Mutant.r2IgnoresLock.isOn { return true }
        if Mutant.lockNeverYields.isOn { return lock.block == found.block }
        if Mutant.ownLockUnrepeated.isOn { return lock.round <= found.round }
        let latest = Mutant.lockNewerIgnored.isOn ? found.round.next : found.round
        return lock.round <= latest || lock.block == found.block
    }

    /// R0 for every round but the first of a height, where the idle rule comes before.
    mutating func startRound(_ round: Round) {
        state?.enter(round)
        state?.dropOldBlocks()
        effects.append(.enteredRound(height!, round))
        startProposeTimer()
        takeDistantVotes()
    }

    mutating func startProposeTimer() {
        guard let state else { return }
        effects.append(
            .startTimer(
                RoundTimer(.propose, height: state.height, round: state.round),
                state.timeouts.propose(state.round)))
    }

    private mutating func startVoteTimer(_ kind: RoundTimer.Kind) {
        guard let state else { return }
        effects.append(
            .startTimer(
                RoundTimer(kind, height: state.height, round: state.round),
                state.timeouts.vote(state.round)))
    }
}
