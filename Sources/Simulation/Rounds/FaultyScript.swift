import Consensus
import LedgerTypes

/// A faulty seat that hears everything: it shows its votes of round 0 to whom it likes, and echoes
/// the first vote of the honest from then on, so that it never is what others wait for.
final class FaultyScript {
    let seat: Int
    let honest: [Int]
    /// Bit i stands for the i-th honest seat.
    let prevotes: Int
    let precommits: Int
    /// Seats that it does not reach for now.
    var unreachable: Set<Int> = []
    private(set) var block: Block?
    private(set) var seenPrevotes: [Vote] = []
    private var voted: Set<Int> = []

    init(seat: Int, seats: Int, prevotes: Int, precommits: Int) {
        self.seat = seat
        honest = (0..<seats).filter { $0 != seat }
        self.prevotes = prevotes
        self.precommits = precommits
    }

    /// The honest seats of a mask.
    func chosen(_ mask: Int) -> [Int] {
        honest.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element)
    }

    /// Proposes in round 0, to those of the mask.
    func propose(in network: RoundNetwork, to mask: Int) {
        let made = RoundSeats.block(
            height: Height(1), proposer: seat, mark: 1_000_000, time: RoundSeats.startTime,
            parent: BlockID(RoundSeats.chain.digest))
        for receiver in chosen(mask) {
            network.deliver(
                .proposal(network.seats.proposal(of: made, by: seat)), from: seat, to: receiver,
                at: 16)
        }
        votes(for: made, in: network)
    }

    /// Votes of round 0: for the block to those of its masks, for nothing to the others.
    private func votes(for block: Block, in network: RoundNetwork) {
        guard self.block == nil else { return }
        self.block = block
        let id = RoundSeats.id(block)
        for (step, mask, time) in [(VoteStep.prevote, prevotes, 26), (.precommit, precommits, 36)] {
            let yes = network.seats.vote(step, by: seat, for: id)
            let no = network.seats.vote(step, by: seat, for: nil)
            for (place, receiver) in honest.enumerated() {
                network.deliver(
                    .vote(mask >> place & 1 == 1 ? yes : no), from: seat, to: receiver,
                    at: network.now + UInt64(time))
            }
        }
    }

    /// Hears what an honest seat sends.
    func hear(_ message: ConsensusMessage, in network: RoundNetwork) {
        switch message {
        case .proposal(let proposal) where proposal.round == .first:
            votes(for: proposal.block, in: network)
        case .vote(let vote) where vote.round == .first:
            if vote.step == .prevote, !seenPrevotes.contains(vote) { seenPrevotes.append(vote) }
        case .vote(let vote): echo(vote, in: network)
        default: break
        }
    }

    private func echo(_ vote: Vote, in network: RoundNetwork) {
        let place = Int(vote.round.value) * 2 + (vote.step == .prevote ? 0 : 1)
        guard voted.insert(place).inserted else { return }
        let own = network.seats.vote(
            vote.step, by: seat, for: vote.block, round: vote.round, validRound: vote.validRound)
        for receiver in honest where !unreachable.contains(receiver) {
            network.deliver(.vote(own), from: seat, to: receiver, at: network.now + 5)
        }
    }

    /// The quorum of round 0, once it has heard enough of it.
    func polka(in network: RoundNetwork) -> Polka? {
        guard let block else { return nil }
        let id = RoundSeats.id(block)
        let own = network.seats.vote(.prevote, by: seat, for: id)
        let votes = seenPrevotes.filter { $0.block == id } + [own]
        guard votes.count >= network.seats.set.quorum else { return nil }
        return Polka(
            height: Height(1), round: .first, block: id, validRound: nil,
            signatures: votes.map { SeatSignature(seat: $0.seat, signature: $0.signature) })
    }
}
