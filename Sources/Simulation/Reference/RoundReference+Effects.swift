import Consensus
import LedgerTypes
import Sealing

/// Which rule allows what a machine does, statement by statement.
extension RoundReference {
    /// - Parameter next: the effect that follows.
    mutating func judge(_ effect: RoundEffect, before next: RoundEffect?) {
        switch effect {
        case .persist(let record): judge(record, before: next)
        case .broadcast(let message): judge(sent: message)
        case .send(let message, _): judge(answered: message)
        case .startTimer(let timer, let wait): judge(timer, wait)
        case .validate(let block): judge(validated: block)
        case .build(let round): judge(buildingFor: round)
        case .decide(let committed): judge(committed)
        case .enteredRound(_, let round): judge(entered: round)
        case .misbehaviour(let evidence): judge(evidence)
        case .foreignSignature:
            if height?.foreign.isEmpty ?? true { note("log", "no signature is foreign") }
            isSilenced = true
        case .voteLogRefused:
            guard case .begin(_, let recovered) = input, let height,
                !height.holds(height.binding(recovered))
            else {
                note("log", "its log holds")
                break
            }
            isSilenced = true
        // Questions move no rule; reports of peers are judged by who is honest.
        case .ask, .fetch, .peerFault: break
        }
    }

    // MARK: R0, R8, R9

    private mutating func judge(entered next: Round) {
        guard let height else { return }
        if next <= height.round {
            if !beginning.contains(next) { note("R0", "it enters round \(next) again") }
            return
        }
        let isAhead = height.heard.others(from: next, but: height.ownSeat) >= height.oneHonest
        let isWaitOver = expired?.kind == .precommit && next == height.round.next
        if !isAhead, !isWaitOver { note("R8", "nothing lets it enter round \(next)") }
        self.height?.enter(next)
    }

    private mutating func judge(_ timer: RoundTimer, _ wait: Milliseconds) {
        guard let height else { return }
        let timeouts = Timeouts(height.context.parameters)
        if case .timer(timer) = input, isHeld, wait == ReferenceBounds.heldInterval {
            expired = nil
            return
        }
        if timer.height != height.context.height { note("R0", "a wait of another height") }
        var due: Milliseconds
        switch timer.kind {
        case .interval: due = height.context.parameters.minimumBlockInterval
        case .empty: due = height.context.parameters.emptyBlockInterval
        case .resend: due = ReferenceBounds.resendInterval
        case .propose:
            due = timeouts.propose(height.round)
            judgeOpening()
        case .prevote:  // R3
            due = timeouts.vote(height.round)
            if showsSteps, height.step != .prevote || height.waitsForPrevotes {
                note("R3", "it waits for prevotes at step \(height.step)")
            }
            if height.heard.passed(.prevote, height.round) < height.quorum {
                note("R3", "it waits for prevotes before a quorum of them")
            }
            self.height?.waitsForPrevotes = true
        case .precommit:  // R6
            due = timeouts.vote(height.round)
            if height.waitsForPrecommits
                || height.heard.passed(.precommit, height.round) < height.quorum
            {
                note("R6", "it waits for precommits before a quorum of them")
            }
            self.height?.waitsForPrecommits = true
        }
        switch timer.kind {
        case .propose, .prevote, .precommit:
            if timer.round != height.round { note("R0", "a wait of round \(timer.round)") }
            self.height?.timers.append(timer)
        case .interval, .empty, .resend: break
        }
        if wait != due { note("R0", "it waits \(wait) ms, not \(due)") }
    }

    /// R0's idle rule: a height that begins in its first round waits for a cause.
    private mutating func judgeOpening() {
        guard let height, !height.isOpen else { return }
        if !height.hasIntervalPassed || !height.hasCause(height.heard, height.heardProposals) {
            note("R0", "it opens the height without a cause")
        }
        self.height?.isOpen = true
    }

    private mutating func judge(buildingFor round: Round) {
        guard let height else { return }
        if !height.isOwnTurn || !signs || height.step != .propose || !height.isOpen
            || height.hasProposed || height.isBuilding || round != height.round
        {
            note("R0", "it builds out of turn")
        }
        if !mayPropose, !height.hasComeRound { note("R0", "it builds by a wrong clock") }
        let newest = newestToPropose(height)
        if newest != nil { note("R0", "it builds although \(name(newest)) is valid") }
        self.height?.isBuilding = true
    }

    // MARK: R7

    private mutating func judge(_ committed: CommittedBlock) {
        guard let height else { return }
        let certificate = committed.certificate
        let block = committed.block.header.id(suite: height.context.suite)
        if certificate.block != block || certificate.height != height.context.height
            || certificate.round < height.context.firstRound
        {
            note("R7", "the certificate is of another block")
        }
        if !height.book.isQuorum(SignedStatement.all(in: certificate), height.context) {
            note("R7", "it decides without a quorum of precommits")
        }
        if !height.validOnce.contains(block) { note("R7", "it decides what was not found valid") }
        self.height?.isDecided = true
    }

    // MARK: what it sends

    private mutating func judge(sent message: ConsensusMessage) {
        guard let height else { return }
        switch message {
        case .vote(let vote):
            if !height.own.contains(.vote(vote)) { note("log", "it sends a vote not logged") }
        case .proposal(let proposal):
            if !height.own.contains(.proposal(proposal)) {
                note("log", "it sends a proposal not logged")
            }
        case .polka(let polka): judge(passedOn: polka)
        case .certificate(let certificate):
            if !height.book.isQuorum(SignedStatement.all(in: certificate), height.context) {
                note("R7", "it sends a certificate that does not hold")
            }
        case .body, .decision, .roundState: note("log", "it sends to all what nobody asked for")
        }
    }

    /// R4 passes a polka on once; the valid block's is sent again with everything else.
    private mutating func judge(passedOn polka: Polka) {
        guard let height else { return }
        let found = RoundBlock(round: polka.round, block: polka.block)
        if !height.isPolka(polka, of: found) {
            note("R4", "it passes on a polka that does not hold")
        }
        if owedPolka == found {
            owedPolka = nil
            return
        }
        if case .timer(let timer) = input, timer.kind == .resend, found == height.valid, !hasResent
        {
            hasResent = true
            return
        }
        let isLate = !showsSteps || height.step == .precommit
        let isAllowed = height.heardNow.contains {
            $0.says(polka.block, polka.validRound) && height.locks($0)
        }
        if polka.round != height.round || height.hasFollowedPolka || !isLate || !isAllowed {
            note("R4", "nothing lets it pass on the polka of round \(polka.round)")
        }
        self.height?.hasFollowedPolka = true
        self.height?.valid = found
    }

    private mutating func judge(answered message: ConsensusMessage) {
        guard let height, case .vote(let vote) = message,
            height.book.holds(SignedStatement(vote), height.context)
        else {
            note("log", "it answers with what is no vote")
            return
        }
    }

    private mutating func judge(validated block: Block) {
        guard let height else { return }
        let id = block.header.id(suite: height.context.suite)
        let isNamed =
            height.heardNow.contains { $0.block == id } || height.certified.contains(id)
            || height.heard.quorums.contains { $0.block == id }
        if !isNamed { note("R1", "it judges \(name(id)), which no rule waits for") }
        self.height?.waiting.removeAll { $0 == id }
        self.height?.asked.append(id)
    }

    // MARK: R11

    /// Both halves are signed by the same seat, and no rule allows both.
    private mutating func judge(_ evidence: MisbehaviourEvidence) {
        guard let height else { return }
        let statements: [SignedStatement]
        switch evidence {
        case .votes(let one, let other):
            statements = [SignedStatement(one), SignedStatement(other)]
        case .proposals(let one, let other):
            statements = [SignedStatement(claim: one), SignedStatement(claim: other)]
        case .amnesia(let certificate, let vote):
            let signed = SignedStatement.all(in: certificate).filter { $0.seat == vote.seat }
            let isOlder = vote.validRound.map { $0 < certificate.round } ?? true
            if vote.block == nil || vote.block == certificate.block
                || vote.round <= certificate.round || !isOlder || signed.isEmpty
            {
                note("R11", "its evidence shows nothing")
            }
            statements = signed + [SignedStatement(vote)]
        }
        if !statements.allSatisfy({ height.book.holds($0, height.context) }) {
            note("R11", "its evidence is not signed")
        }
        if case .amnesia = evidence { return }
        let (one, other) = (statements[0], statements[1])
        if one.seat != other.seat || one.round != other.round || one.step != other.step
            || one.agrees(with: other)
        {
            note("R11", "its evidence shows nothing")
        }
    }
}
