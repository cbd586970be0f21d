import Consensus
import Execution
import Governance
import LedgerTypes
import Mutants
import Replica
import Sealing

/// What the script signs and builds: by the code as it is, with the keys of any seats.
extension LoneReplica {
    /// What a right block of the next height is made of.
    func inputs(
        _ transactions: [SignedTransaction] = [], evidence: [MisbehaviourEvidence] = [],
        round: Round = .first
    ) -> BlockInputs {
        BlockInputs(
            transactions: transactions, evidence: evidence,
            parentCertificate: last?.certificate, parent: chain.head, height: chain.tip.next,
            time: max(clock, chain.state.time.next), proposer: proposer(round))
    }

    /// A block that executes to its header; nil where the code as it is takes no such inputs.
    func build(_ inputs: BlockInputs) -> Block? {
        Mutant.with(nil) {
            guard let executed = try? BlockExecution.execute(inputs, on: chain.state) else {
                return nil
            }
            return Block(
                header: BlockExecution.buildHeader(executed, of: inputs), body: inputs.body)
        }
    }

    /// A right block of the next height.
    func block(
        _ transactions: [SignedTransaction] = [], evidence: [MisbehaviourEvidence] = [],
        round: Round = .first
    ) -> Block {
        guard let block = build(inputs(transactions, evidence: evidence, round: round)) else {
            preconditionFailure("the script's block does not execute")
        }
        return block
    }

    /// Whose turn it is at the next height.
    func proposer(_ round: Round, of seats: SeatSet? = nil) -> SeatIndex {
        Mutant.with(nil) {
            ProposerRotation.proposer(
                height: chain.tip.next, round: round, seats: seats ?? chain.state.nextSeats)
        }
    }

    func id(_ block: Block) -> BlockID { block.header.id(suite: Consortium.suite) }

    func proposal(
        of block: Block, round: Round = .first, by member: Int, polka: Polka? = nil,
        in seats: SeatSet? = nil
    ) -> ConsensusMessage {
        let seat = index(of: member, in: seats)
        let lines = SigningTemplate.proposal(
            chain: consortium.state.chain, height: block.header.height, round: round,
            block: id(block), validRound: polka?.round)
        return .proposal(
            Proposal(
                round: round, validRound: polka?.round, block: block, polka: polka, seat: seat,
                signature: consortium.seatKeys[member].sign(lines)))
    }

    func vote(
        _ step: VoteStep, for block: BlockID?, height: Height? = nil, round: Round = .first,
        by member: Int, as seat: SeatIndex? = nil
    ) -> Vote {
        let height = height ?? chain.tip.next
        let lines =
            switch step {
            case .prevote:
                SigningTemplate.prevote(
                    chain: consortium.state.chain, height: height, round: round, block: block,
                    validRound: nil)
            case .precommit:
                SigningTemplate.precommit(
                    chain: consortium.state.chain, height: height, round: round, block: block)
            }
        return Vote(
            step: step, height: height, round: round, block: block, validRound: nil,
            seat: seat ?? index(of: member, in: nil),
            signature: consortium.seatKeys[member].sign(lines))
    }

    /// A certificate that these members signed, whatever it is worth.
    func certificate(
        of block: BlockID, height: Height, round: Round = .first, by members: [Int],
        in seats: SeatSet? = nil
    ) -> CommitCertificate {
        let lines = SigningTemplate.precommit(
            chain: consortium.state.chain, height: height, round: round, block: block)
        return CommitCertificate(
            height: height, round: round, block: block,
            signatures: members.map {
                SeatSignature(
                    seat: index(of: $0, in: seats), signature: consortium.seatKeys[$0].sign(lines))
            })
    }

    /// Decides a right block with these members' keys, all others' if not said, in the script alone.
    @discardableResult
    func decide(
        _ block: Block, round: Round = .first, by members: [Int]? = nil, in seats: SeatSet? = nil
    ) -> CommittedBlock {
        let certificate = certificate(
            of: id(block), height: block.header.height, round: round,
            by: members ?? quorum, in: seats)
        let committed = CommittedBlock(block: block, certificate: certificate)
        if let fault = chain.extend(block, bytes: block.canonicalBytes) {
            preconditionFailure("the script's block is wrong: \(fault)")
        }
        last = committed
        return committed
    }

    /// A quorum of seats without the own one.
    var quorum: [Int] {
        let seats = consortium.state.seats
        return Array((0..<seats.count).filter { $0 != own }.prefix(seats.quorum))
    }

    /// Decides blocks and tells the node of them, each a while after the one before.
    func advance(to height: UInt64, _ load: (UInt64) -> [SignedTransaction] = { _ in [] }) {
        while chain.tip.value < height {
            wait(1_100)
            tell(decide(block(load(chain.tip.value + 1))))
        }
        wait(1_100)
    }

    /// Tells it a decision; it must take what is rightly decided.
    func tell(_ committed: CommittedBlock) {
        hear(.decision(committed), from: teller)
        wait(50)
        if machine.height < committed.height {
            report(.liveness, "it does not take the decision of height \(committed.height)")
        }
    }

    /// The first other member.
    var teller: Int { own == 0 ? 1 : 0 }

    func index(of member: Int, in seats: SeatSet?) -> SeatIndex {
        (seats ?? consortium.state.seats).index(of: consortium.members[member]) ?? SeatIndex(63)
    }
}
