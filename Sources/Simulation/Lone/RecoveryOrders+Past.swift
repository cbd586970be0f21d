import Consensus
import Governance
import LedgerTypes
import Replica

/// What a survivor signed before an order, or under another one.
extension RecoveryOrders {
    /// A survivor voted for a block of the seats that were; the others want it decided all the same.
    static func meetLogged(_ before: LoneReplica, _ form: Form) -> LoneReplica {
        // It comes to round 1 by the votes of others, and votes there.
        let old = Round(1)
        for sender in 4..<7 {
            before.hear(
                .vote(before.vote(.prevote, for: nil, round: old, by: sender)), from: sender)
        }
        let proposer = Int(before.proposer(old).value)
        guard proposer != before.own else { return before }
        let block = before.block(round: old)
        before.hear(before.proposal(of: block, round: old, by: proposer), from: proposer)
        before.wait(20)
        if !before.votes(for: block) { before.report(.liveness, "it votes for no right block") }
        // The tool refuses an order of a round that was signed; a node may be given it anyway.
        let round = form == .loggedDecided ? old : Round(5)
        guard let turn = turn(before, from: round) else { return before }
        let order =
            form == .loggedDecided
            ? before.order(leaving: survivors, firstRound: old) ?? turn.order : turn.order
        let known = before.signed.count
        let replica = LoneReplica(before.consortium, own: before.own, order: order, after: before)
        replica.wait(100)
        let first = order.body.firstRound
        if form == .loggedDecided {
            let certificate = replica.certificate(
                of: replica.id(block), height: order.height, round: first,
                by: survivors.filter { $0 != replica.own }, in: order.body.seats)
            replica.hear(
                .decision(CommittedBlock(block: block, certificate: certificate)),
                from: replica.teller)
        } else {
            replica.hear(
                replica.proposal(
                    of: block, round: first, by: turn.proposer, in: order.body.seats),
                from: turn.proposer)
        }
        replica.wait(50)
        if replica.votes(for: block, since: known) {
            replica.report(.invalidBlock, "it votes again for a block that its order drops")
        }
        if !replica.commits.isEmpty {
            replica.report(.certificate, "it commits a block that its order drops")
        }
        return replica
    }

    /// A survivor signed the decision of an order without hearing of it, and has another order now.
    static func follow(_ before: LoneReplica) -> LoneReplica {
        guard let turn = turn(before) else { return before }
        let (order, first) = (turn.order, turn.order.body.firstRound)
        let signer = LoneReplica(before.consortium, own: before.own, order: order, after: before)
        signer.wait(100)
        var inputs = signer.inputs([order.signed], round: first)
        inputs.proposer = turn.seat
        guard let block = signer.build(inputs) else { return signer }
        signer.hear(
            signer.proposal(of: block, round: first, by: turn.proposer, in: order.body.seats),
            from: turn.proposer)
        let others = survivors.filter { $0 != signer.own }
        for other in others {
            signer.hear(
                .vote(signer.vote(.prevote, for: signer.id(block), round: first, by: other)),
                from: other)
        }
        signer.wait(20)
        let isSigned = signer.signed.contains {
            $0.signed.stepNumber == 2
                && $0.signed.block(suite: Consortium.suite) == signer.id(block)
        }
        if !isSigned { signer.report(.liveness, "it does not sign the decision of its order") }
        guard let other = signer.order(leaving: survivors, firstRound: first, number: 2) else {
            return signer
        }
        let replica = LoneReplica(before.consortium, own: before.own, order: other, after: signer)
        replica.wait(100)
        replica.tell(
            replica.decide(
                block, round: first, by: ([replica.own] + others.prefix(2)).sorted(),
                in: order.body.seats))
        let isSilenced = replica.notes.contains {
            if case .silenced = $0 { true } else { false }
        }
        if isSilenced { replica.report(.liveness, "its own signature silences it") }
        return replica
    }
}
