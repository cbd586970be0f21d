import CanonicalCoding
import Consensus
import Execution
import Governance
import LedgerTypes
import Mutants
import Sealing

extension ReplicaMachine {
    /// Steps the round machine and does what it wants done.
    mutating func drive(_ input: RoundInput) {
        pending += stepRounds(input)
        pump()
    }

    /// Does what the round machine wants done, in order, until a second block would be committed.
    mutating func pump() {
        var done = 0
        while done < pending.count {
            let effect = pending[done]
            if case .decide = effect, hasCommitted { break }
            done += 1
            perform(effect)
        }
        pending.removeFirst(done)
    }

    private mutating func perform(_ effect: RoundEffect) {
        switch effect {
        case .persist(let record): effects.append(.persistVote(record))
        case .broadcast(let message): effects.append(.broadcast(.consensus(message)))
        case .send(let message, let member):
            effects.append(.send(.consensus(message), to: member))
        case .ask(let state):
            guard let member = peers.nextConnected() else { return }
            effects.append(.send(.consensus(.roundState(state)), to: member))
        case .startTimer(let timer, let wait):
            effects.append(.startTimer(.round(timer), wait))
        case .validate(let block): validate(block)
        case .build(let round): build(round)
        case .fetch(let block, let signers): fetch(block, of: signers)
        case .decide(let committed): commit(committed)
        case .enteredRound(let height, let round):
            effects.append(.note(.enteredRound(height, round)))
        case .misbehaviour(let evidence): take(evidence)
        case .peerFault(let member, let fault):
            effects.append(.peerFault(member, .consensus(fault)))
        case .foreignSignature(let signed):
            effects.append(.note(.silenced(signed.height, signed.round)))
        case .voteLogRefused(let height, let fault):
            effects.append(.note(.voteLogRefused(height, fault)))
        }
    }

    mutating func beginHeight(recovered: [VoteLogRecord]) {
        recovery = installedOrder()
        let context =
            recovery.map(context(recovering:))
            ?? HeightContext(
                suite: ledger.suite, chain: ledger.chain, height: ledger.height.next,
                seats: seatsInForce,
                suspended: ledger.suspendedProposers, parameters: ledger.parameters)
        pending += stepRounds(.begin(context, recovered: recovered))
        if !pool.isEmpty { pending += stepRounds(.transactionsWaiting) }
    }

    /// The one way in which blocks become part of the chain: by votes, and in catch-up.
    private mutating func commit(_ committed: CommittedBlock) {
        let id = committed.certificate.block
        // INVARIANT: the round machine decides only blocks that were valid here.
        guard
            let result = result(of: id) ?? execute(committed.block)
                ?? executeLogged(committed.block, id) ?? executeOtherOrder(committed)
        else {
            preconditionFailure("the decided block \(committed.height) \(id) does not execute")
        }
        guard
            isOfDecidingSeats(committed.certificate, result) || Mutant.decidedByOtherSeats.isOn
        else {
            effects.append(.note(.blockOfOtherSeats(committed.height, id, from: sync.lastSender)))
            return
        }
        hasCommitted = true
        decidedAt = now
        rememberVotes(committed.certificate)
        effects.append(
            .commit(StoredBlock(committed: committed, results: result.results)))
        ledger = result.state
        head = id
        lastCommitted = committed
        executed = []
        fetches = [:]
        pool.settle(committed.block.body.transactions, costs: result.costs, ledger)
        for item in committed.block.body.evidence { proofs.remove(item.subject) }
        for signed in pool.sweep(time: ledger.time) { effects.append(.expired(signed)) }
        beginHeight(recovered: [])
        endInquiry()
    }

    /// Whether the seats that a block leaves in force are those whose quorum decided it, in a round
    /// that was theirs: who opens the store later asks just that.
    private func isOfDecidingSeats(
        _ certificate: CommitCertificate, _ result: ExecutedBlock
    ) -> Bool {
        let firstRound = result.state.recoveryRound(at: result.height) ?? .first
        return result.state.seats == seatsInForce && certificate.round >= firstRound
    }

    /// Judges a block by doing all that it says.
    private mutating func validate(_ block: Block) {
        let id = block.header.id(suite: ledger.suite)
        var isValid = false
        if let result = execute(block) ?? executeLogged(block, id) {
            keep(result, of: id)
            isValid = true
        } else if rounds.isCertified(id) {
            effects.append(
                .note(.certifiedBlockRefused(block.header.height, id, from: sync.lastSender)))
        }
        pending += stepRounds(.validated(id, isValid: isValid))
    }

    /// The result of a block that extends the chain correctly; nil of any other.
    private func execute(_ block: Block) -> ExecutedBlock? {
        guard mayFollow(block), isOfEpoch(block) else { return nil }
        return BlockExecution.validate(block, parent: head, on: ledger, known: pool.admitted)
    }

    /// What a block must be before it is executed, whatever way it came.
    func mayFollow(_ block: Block) -> Bool {
        block.header.height == ledger.height.next
            && (UInt64(block.canonicalBytes.count) <= ledger.parameters.maximumBlockBytes
                || Mutant.blockSizeUnread.isOn)
            && isParentCertified(by: block.body.parentCertificate)
    }

    /// The result of a block in the own vote log that extends the chain correctly, under whatever
    /// order it was judged when it was logged: what was signed for it binds.
    private func executeLogged(_ block: Block, _ id: BlockID) -> ExecutedBlock? {
        // What was signed before the seats of a recovery began binds the signer alone.
        let firstRound = recovery?.body.firstRound ?? .first
        let isLogged = recovered.contains { record in
            guard record.height == ledger.height.next,
                record.signed.round >= firstRound || Mutant.loggedBlocksOfAnyRound.isOn
            else { return false }
            return record.body == block || record.signed.block(suite: ledger.suite) == id
        }
        guard isLogged, mayFollow(block) else { return nil }
        return BlockExecution.validate(block, parent: head, on: ledger)
    }

    private func isParentCertified(by certificate: CommitCertificate?) -> Bool {
        guard let certificate else {
            return ledger.height == .genesis || Mutant.parentCertificateAbsent.isOn
        }
        guard ledger.height > .genesis else { return false }
        if Mutant.parentCertificateUnread.isOn { return true }
        let isEarly = Mutant.seatChangeAtOnce.isOn
        if certificate == lastCommitted?.certificate, !isEarly { return true }
        do {
            try certificate.verify(
                chain: ledger.chain, height: ledger.height, block: head,
                seats: isEarly ? ledger.nextSeats : ledger.seats)
            return true
        } catch {
            return false
        }
    }

    private func result(of id: BlockID) -> ExecutedBlock? {
        executed.first { $0.id == id }?.result
    }

    private mutating func keep(_ result: ExecutedBlock, of id: BlockID) {
        counts.executions += 1
        counts.units += result.cost
        executed.removeAll { $0.id == id }
        if executed.count == Limits.executedBlocks { executed.removeFirst() }
        executed.append((id, result))
    }

    /// Makes the block that this seat proposes.
    private mutating func build(_ round: Round) {
        guard let key = configuration.seatKey?.verifyingKey,
            let seat = seatsInForce.seats.firstIndex(where: { $0.key == key })
        else { preconditionFailure("a node without a seat was asked for a block") }
        let time = max(now, ledger.time.next)
        // A clock beyond the end of time builds nothing that others could vote for.
        guard time <= BlockTime.last else { return }
        let proposer = SeatIndex(UInt64(seat))
        if let recovery { return build(recovery, round, proposer) }
        let evidence = chooseEvidence()
        let bytes = evidence.reduce(0) { $0 + $1.canonicalBytes.count }
        let chosen = chooseTransactions(time: time, beside: bytes)
        let inputs = BlockInputs(
            transactions: chosen.map(\.signed), evidence: evidence,
            parentCertificate: lastCommitted?.certificate,
            parent: head, height: ledger.height.next, time: time, proposer: proposer)
        let built: (result: ExecutedBlock, inputs: BlockInputs)
        do throws(BlockRefusal) {
            built = try BlockExecution.build(inputs, from: chosen, on: ledger)
        } catch {
            preconditionFailure("the own block is refused: \(error)")
        }
        propose(built.result, of: built.inputs, round)
    }

    /// The recovery block; none once the order's time is over.
    private mutating func build(
        _ order: RecoveryOrder, _ round: Round, _ proposer: SeatIndex
    ) {
        let inputs = inputs(recovering: order, at: now, proposer: proposer)
        do throws(BlockRefusal) {
            propose(try BlockExecution.execute(inputs, on: ledger), of: inputs, round)
        } catch {
            effects.append(.note(.recoveryRefused(order.height, error)))
        }
    }

    private mutating func propose(
        _ result: ExecutedBlock, of inputs: BlockInputs, _ round: Round
    ) {
        let header = BlockExecution.buildHeader(result, of: inputs)
        let block = Block(header: header, body: inputs.body)
        keep(result, of: header.id(suite: ledger.suite))
        pending += stepRounds(.built(block, round: round))
    }

    /// The oldest waiting transactions that are admitted at the block's time; others leave the pool.
    private mutating func chooseTransactions(
        time: BlockTime, beside used: Int
    ) -> [AdmittedTransaction] {
        var chosen: [AdmittedTransaction] = []
        let waiting = pool.oldest(
            bytes: transactionBytesPerBlock - used, cost: TransactionCost.budget(ledger.parameters))
        for transaction in waiting {
            if Mutant.expiredBuilt.isOn {
                chosen.append(transaction)
                continue
            }
            let signed = transaction.signed
            do throws(Refusal) {
                chosen.append(try Admission.admit(signed, ledger, now: time, known: transaction))
            } catch {
                if pool.isOwn(signed) {
                    effects.append(
                        error == .expired ? .expired(signed) : .dropped(signed, error.code))
                }
                pool.remove(signed)
            }
        }
        return chosen
    }

    /// Bytes of transactions that a block built here holds.
    var transactionBytesPerBlock: Int {
        min(Int(clamping: ledger.parameters.maximumBlockBytes), Limits.builtBlockBytes)
            - Limits.blockOverheadBytes
    }

    /// Asks for a block's contents, each time another peer, those first who voted for it.
    ///
    /// A counter for each block: one for all would ask the same peers for the same block for ever
    /// where as many blocks are lacking as peers are connected.
    private mutating func fetch(_ block: BlockID, of signers: [MemberID]) {
        let others = peers.members.filter { !signers.contains($0) }
        let connected = (signers + others).filter { peers[$0].isConnected }
        guard !connected.isEmpty else { return }
        let tries = fetches[block, default: 0]
        fetches[block] = Mutant.contentsAskedOfOne.isOn ? tries : tries + 1
        let request = BodyRequest(height: ledger.height.next, block: block)
        effects.append(.send(.bodyRequest(request), to: connected[tries % connected.count]))
    }
}
