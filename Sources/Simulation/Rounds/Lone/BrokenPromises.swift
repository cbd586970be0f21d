import Consensus
import LedgerTypes

/// A voice precommitted a block and prevotes another one later: whether that is right hangs on the
/// valid round that it names. Once the certificate is heard, it is reported if, and only if, it is
/// wrong.
enum BrokenPromises {
    private enum Content: CaseIterable { case nothing, same, other }

    /// The valid round of the later prevote, counted from the certificate's; nil names none.
    private static let named: [Int?] = [nil, -1, 0, 1]
    private static let distances: [UInt64] = [1, 2, 5, 70]

    static let family = RoundFamily(
        name: "broken-promises", summary: "one machine: a voice votes against its own certificate",
        count: LoneSeat.count * 3 * Content.allCases.count * named.count * distances.count * 2
    ) { number, isTold in
        var choices = Choices(number)
        let lone = LoneSeat(choices.next(LoneSeat.count), isTold: isTold)
        let culprit = lone.others[choices.next(3)]
        let content = Content.allCases[choices.next(Content.allCases.count)]
        let named = named[choices.next(named.count)]
        let distance = distances[choices.next(distances.count)]
        let hasPassed = choices.next(2) == 1
        lone.start()
        let first = lone.round(1)
        let round = Round(first.value + distance)
        lone.goOn(to: first, at: 20)
        if hasPassed { lone.goOn(to: round, at: 40) }
        let block = lone.block(first)
        let voted: Block? =
            switch content {
            case .nothing: nil
            case .same: block
            case .other: lone.block(lone.round(2))
            }
        let validRound = named.map { Round(UInt64(Int(first.value) + $0)) }
        lone.vote(
            .prevote, for: voted, round,
            validRound: validRound.flatMap { $0 < round ? $0 : nil }, by: [culprit], at: 100)
        lone.tell(.certificate(lone.certificate(of: block, first)), at: 200)
        return lone.outcome(until: 500)
    }
}
