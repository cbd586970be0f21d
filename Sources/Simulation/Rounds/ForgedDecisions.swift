import Consensus
import LedgerTypes

/// A faulty seat says that a block of its own is decided, with certificates that do not hold.
enum ForgedDecisions {
    private static let forms = 4

    static let family = RoundFamily(
        name: "forged-decisions", summary: "4 seats, one faulty: certificates that do not hold",
        count: 4 * 7 * forms * 3
    ) { number, isTold in
        var choices = Choices(number)
        let faulty = choices.next(4)
        let told = choices.next(7) + 1
        let form = choices.next(forms)
        let time = [1, 14, 24][choices.next(3)] as UInt64
        let script = FaultyScript(seat: faulty, seats: 4, prevotes: 7, precommits: 0)
        let network = RoundNetwork(4, faulty: [faulty], isTold: isTold)
        network.onSend = { network, _, message in script.hear(message, in: network) }
        let block = RoundSeats.block(
            height: Height(1), proposer: faulty, mark: 2_000_000, time: RoundSeats.startTime,
            parent: BlockID(RoundSeats.chain.digest))
        let forged = CommittedBlock(
            block: block, certificate: certificate(of: RoundSeats.id(block), faulty, form, network))
        for receiver in script.chosen(told) {
            network.deliver(.decision(forged), from: faulty, to: receiver, at: time)
        }
        network.run(until: 60_000)
        return RoundOutcome(network, healed: time)
    }

    private static func certificate(
        of id: BlockID, _ faulty: Int, _ form: Int, _ network: RoundNetwork
    ) -> CommitCertificate {
        let signature = network.seats.vote(.precommit, by: faulty, for: id).signature
        let others = (0..<4).filter { $0 != faulty }
        let seats: [Int] =
            switch form {
            case 0: [faulty]  // too few
            case 1: [faulty] + others.prefix(2)  // its own signature in the names of others
            case 2: [faulty, faulty, faulty]  // itself three times
            default: [faulty] + others  // of everybody
            }
        return CommitCertificate(
            height: Height(1), round: .first, block: id,
            signatures: seats.map {
                SeatSignature(seat: SeatIndex(UInt64($0)), signature: signature)
            })
    }
}
