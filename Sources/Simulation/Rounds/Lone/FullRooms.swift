import Consensus
import LedgerTypes

/// A faulty seat fills the room for blocks that wait to be judged with large ones of its later turn:
/// a block that a quorum decided has room all the same.
enum FullRooms {
    /// Bytes of each of its two blocks: half of what is kept of one sender, or much less.
    private static let payloads = [13 * 1_024 * 1_024 - 1_536, 6 * 1_024 * 1_024, 1_024]

    static let family = RoundFamily(
        name: "full-rooms", summary: "one machine: large blocks of later turns come first",
        count: LoneSeat.count * payloads.count * 2 * 2
    ) { number, isTold in
        var choices = Choices(number)
        let lone = LoneSeat(choices.next(LoneSeat.count), isTold: isTold)
        let payload = payloads[choices.next(payloads.count)]
        let isOfFiller = choices.next(2) == 0
        let isWhole = choices.next(2) == 0
        let later = lone.round(1)
        let filler = lone.proposer(later)
        lone.start()
        if lone.base > 0 { lone.goOn(to: lone.round(0), at: 10) }
        for number in 0..<2 {
            let light = lone.block(later, mark: 4_000_000 + 10 * UInt64(number))
            let heavy = Block(
                header: light.header,
                body: Body(transactions: [transaction(payload)], parentCertificate: nil))
            lone.propose(heavy, later, at: 30 + 10 * UInt64(number))
        }
        let block = lone.block(lone.round(0))
        let certificate = lone.certificate(of: block, lone.round(0))
        let sender = isOfFiller ? filler : lone.others.first { $0 != filler }!
        if isWhole {
            lone.tell(
                .decision(CommittedBlock(block: block, certificate: certificate)), by: sender,
                at: 100)
        } else {
            lone.tell(.certificate(certificate), by: sender, at: 100)
            lone.tell(.body(block), by: sender, at: 120)
        }
        let outcome = lone.outcome(until: 500)
        guard lone.network.nodes[lone.seat].committed.isEmpty else { return outcome }
        lone.network.check.failed(
            .liveness, "m\(lone.seat) does not decide the block that it was given")
        return RoundOutcome(asking: lone.network)
    }

    private static func transaction(_ payload: Int) -> SignedTransaction {
        SignedTransaction(
            Transaction(
                suite: RoundSeats.suite, chain: RoundSeats.chain, kind: .registerSubject,
                member: RoundSeats.member(0), nonce: Array(repeating: 1, count: 16),
                validUntil: BlockTime.last, payload: Array(repeating: 0, count: payload)),
            signatures: [])
    }
}
