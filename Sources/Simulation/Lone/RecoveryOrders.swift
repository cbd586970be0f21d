import Consensus
import Execution
import Governance
import LedgerTypes
import Mutants
import Replica
import Sealing

/// Seven seats of which three are lost: orders that hold and orders that do not, given to a survivor
/// or met in a decision by a node that has none; then the chain goes on, under the order or without.
enum RecoveryOrders {
    enum Form: Int, CaseIterable {
        // Installed at a survivor.
        case installedRight, installedShort, installedEpoch, installedBlock, installedAll
        case installedStranger
        // Decided, and shown to a node without an order.
        case shownRight, shownShort, shownForged, shownTwice, shownEarly, shownRefused
        case shownWithEvidence
        // Something falls due while the quorum is lost.
        case dueMeanwhile
        // Proposed to a survivor that has the order.
        case ordinaryProposed, evidenceProposed, loggedProposed, orderProposed
        // Decided by the survivors, though it is a block of the seats that were.
        case loggedDecided
        // Under an order that another replaced at one survivor.
        case signedUnderOther
    }

    static let survivors = [0, 1, 2, 3]
    private static let first = Round(5)

    static let family = RoundFamily(
        name: "recovery-orders",
        summary: "one replica of 7 after a lost quorum: orders, and blocks under them",
        count: Form.allCases.count * survivors.count * 2
    ) { number, isTold in
        var choices = Choices(number)
        let form = Form.allCases[choices.next(Form.allCases.count)]
        let own = survivors[choices.next(survivors.count)]
        let height = UInt64(1 + choices.next(2))
        let before = LoneReplica(
            .of(seats: 7, members: 8, parameters: Scenario.quickParameters),
            own: form.isShown ? 7 : own, isTold: isTold)
        before.advance(to: height) { number in
            let load = before.transaction(number)
            return form == .dueMeanwhile && number == height ? [rotation(before)] : [load]
        }
        return RoundOutcome(play(before, form))
    }

    private static func play(_ before: LoneReplica, _ form: Form) -> LoneReplica {
        if form.isShown { return show(before, form) }
        if form.isInstalled { return install(before, form) }
        switch form {
        case .dueMeanwhile: return goOnAfterRotation(before)
        case .loggedProposed, .loggedDecided: return meetLogged(before, form)
        case .signedUnderOther: return follow(before)
        default: return propose(before, form)
        }
    }

    // MARK: orders

    /// Given to a survivor: under one that holds the survivors decide, and one that does not hold
    /// changes nothing.
    private static func install(_ before: LoneReplica, _ form: Form) -> LoneReplica {
        guard let good = before.order(leaving: survivors),
            let order = order(before, form)
        else { return before }
        let replica = LoneReplica(before.consortium, own: before.own, order: order, after: before)
        replica.wait(1_100)
        if form == .installedRight {
            let block = replica.block([good.signed], round: first)
            replica.tell(decide(block, order, by: replica))
        } else {
            replica.tell(replica.decide(replica.block()))
        }
        return replica
    }

    private static func order(_ script: LoneReplica, _ form: Form) -> RecoveryOrder? {
        switch form {
        case .installedShort: return script.order(leaving: survivors, keys: [0, 1, 2, 3])
        case .installedEpoch: return script.order(leaving: survivors, epoch: 2)
        case .installedBlock:
            return script.order(leaving: survivors, block: BlockID(Consortium.suite.hash([3])))
        case .installedAll: return script.order(leaving: Array(0..<7))
        case .installedStranger:
            let stranger = Seat(
                member: script.consortium.members[3], key: Consortium.key("nobody").verifyingKey)
            let seats = script.chain.state.nextSeats.seats.prefix(3) + [stranger]
            return script.order(leaving: survivors, seats: try? SeatSet(checking: Array(seats)))
        default: return script.order(leaving: survivors)
        }
    }

    /// Shown as decided to a node without a seat: one that does not hold leaves it with the seats
    /// that were, who have come back.
    private static func show(_ replica: LoneReplica, _ form: Form) -> LoneReplica {
        guard let good = replica.order(leaving: survivors),
            let refused = replica.order(leaving: survivors, keys: [0, 1])
        else { return replica }
        let order = form == .shownRefused ? refused : good
        var inputs = replica.inputs([order.signed], round: first)
        if form == .shownWithEvidence { inputs.evidence = accusation(replica) }
        let lenience: Mutant? =
            form == .shownRefused
            ? .refusedRecoveryTaken : form == .shownWithEvidence ? .recoveryNotAlone : nil
        guard let block = lenient(replica, inputs, lenience) else { return replica }
        if form == .shownRight {
            replica.tell(decide(block, order, by: replica))
            return replica
        }
        let signers: [Int] =
            switch form {
            case .shownShort: [0, 1]
            case .shownForged: [0, 1, 5]
            case .shownTwice: [0, 1, 1]
            default: [0, 1, 2]
            }
        let round = form == .shownEarly ? Round(first.value - 1) : first
        var certificate = replica.certificate(
            of: replica.id(block), height: order.height, round: round, by: signers,
            in: order.body.seats)
        if form == .shownForged {
            let forged = SeatSignature(
                seat: SeatIndex(2), signature: certificate.signatures[2].signature)
            certificate = CommitCertificate(
                height: order.height, round: round, block: replica.id(block),
                signatures: certificate.signatures.prefix(2) + [forged])
        }
        replica.hear(
            .decision(CommittedBlock(block: block, certificate: certificate)), from: 1)
        replica.wait(50)
        if replica.commits.contains(where: { $0.committed.block == block }) {
            replica.report(.certificate, "it takes a recovery that does not hold (\(form))")
        }
        replica.tell(replica.decide(replica.block(), by: [0, 1, 2, 3, 4]))
        return replica
    }

    // MARK: the block of an order

    /// A key was to change while nobody decided: it changes in the block after the order's.
    private static func goOnAfterRotation(_ before: LoneReplica) -> LoneReplica {
        before.wait(5_000)
        guard let order = before.order(leaving: survivors) else { return before }
        let replica = LoneReplica(before.consortium, own: before.own, order: order, after: before)
        replica.wait(100)
        let block = replica.block([order.signed], round: first)
        replica.tell(decide(block, order, by: replica))
        return replica
    }

    private static func rotation(_ script: LoneReplica) -> SignedTransaction {
        let (members, next) = (script.consortium.members, Consortium.key("governance/next"))
        let body = RotateKey(
            target: .governance, newKey: next.verifyingKey,
            possession: KeyPossession(
                of: next, chain: script.consortium.state.chain, holder: members[6],
                for: .governance),
            effective: BlockTime(script.clock.value + 3_000))
        let unsigned = script.consortium.governed(
            body, (3, 3), by: [members[6]], validUntil: 3_600_000
        ).transaction
        return SignedTransaction(
            unsigned,
            signedBy: [
                Consortium.key("governance/\(members[6])"), script.consortium.gatewayKeys[6],
            ]
        )
    }

    /// Shown by another survivor in its turn, to one that has the order.
    private static func propose(_ before: LoneReplica, _ form: Form) -> LoneReplica {
        guard let order = turn(before) else { return before }
        let replica = LoneReplica(
            before.consortium, own: before.own, order: order.order, after: before)
        replica.wait(100)
        let round = order.order.body.firstRound
        var inputs = replica.inputs(
            form == .ordinaryProposed ? [] : [order.order.signed], round: round)
        inputs.proposer = order.seat
        if form == .evidenceProposed { inputs.evidence = accusation(replica) }
        guard
            let block = lenient(
                replica, inputs, form == .evidenceProposed ? .recoveryNotAlone : nil)
        else { return replica }
        replica.hear(
            replica.proposal(
                of: block, round: round, by: order.proposer, in: order.order.body.seats),
            from: order.proposer)
        replica.wait(50)
        let isVoted = replica.votes(for: block)
        if form == .orderProposed, !isVoted {
            replica.report(.liveness, "it does not vote for the block of its order")
        } else if form != .orderProposed, isVoted {
            replica.report(.invalidBlock, "it votes for a block beside its order (\(form))")
        }
        return replica
    }

    /// An order in whose first round another survivor proposes.
    static func turn(
        _ script: LoneReplica, from round: Round = first
    ) -> (order: RecoveryOrder, seat: SeatIndex, proposer: Int)? {
        for number in round.value..<(round.value + 4) {
            guard let order = script.order(leaving: survivors, firstRound: Round(number)) else {
                return nil
            }
            let seat = script.proposer(Round(number), of: order.body.seats)
            if Int(seat.value) != script.own { return (order, seat, Int(seat.value)) }
        }
        return nil
    }

    static func decide(
        _ block: Block, _ order: RecoveryOrder, by script: LoneReplica
    ) -> CommittedBlock {
        script.decide(
            block, round: order.body.firstRound,
            by: Array(survivors.filter { $0 != script.own }.prefix(3)), in: order.body.seats)
    }

    private static func accusation(_ script: LoneReplica) -> [MisbehaviourEvidence] {
        let votes = [nil, BlockID(.zero)].map {
            script.vote(.prevote, for: $0, height: script.chain.tip, by: 6)
        }
        return MisbehaviourEvidence.conflict(votes[0], votes[1]).map { [$0] } ?? []
    }

    /// A block of a proposer that leaves out one check; in a build that has none it is another
    /// wrong one.
    private static func lenient(
        _ script: LoneReplica, _ inputs: BlockInputs, _ mutant: Mutant?
    ) -> Block? {
        Mutant.with(Mutant.areBuilt ? mutant : nil) {
            if let executed = try? BlockExecution.execute(inputs, on: script.chain.state) {
                return Block(
                    header: BlockExecution.buildHeader(executed, of: inputs), body: inputs.body)
            }
            var block = script.block()
            block.body = inputs.body
            return block
        }
    }
}

extension RecoveryOrders.Form {
    var isInstalled: Bool { rawValue < Self.shownRight.rawValue }
    var isShown: Bool { !isInstalled && rawValue < Self.dueMeanwhile.rawValue }
}
