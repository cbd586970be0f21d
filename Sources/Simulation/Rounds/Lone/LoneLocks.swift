import Consensus
import LedgerTypes

/// A seat that is locked, or not, hears a block proposed again on a quorum of some round: it
/// prevotes it if the lock lets it, and precommits it if the prevotes are for what was proposed.
/// In the fourth round it proposes the newest block that a quorum found valid.
enum LoneLocks {
    private struct Case {
        /// The round in which it locked a block, of the first two.
        let lock: Int?
        /// What is proposed in the third round.
        let content: Content
        /// The round whose quorum it rests on.
        let valid: Int?
    }

    private enum Content: CaseIterable { case locked, other, new }

    private static let cases: [Case] = [nil, 0, 1].flatMap { lock in
        Content.allCases.flatMap { content -> [Case] in
            if content == .new { return [Case(lock: lock, content: .new, valid: nil)] }
            return [0, 1].map { Case(lock: lock, content: content, valid: $0) }
        }.filter {
            // Two quorums of one round would share an honest seat.
            $0.content != .other || $0.valid != $0.lock
        }
    }

    /// The valid round that the prevotes of the third round name.
    private static let named: [Int?] = [nil, 0, 1]

    static let family = RoundFamily(
        name: "lone-locks", summary: "one machine: locked, and a block is proposed again",
        count: cases.count * LoneSeat.count * named.count * 2
    ) { number, isTold in
        var choices = Choices(number)
        let one = cases[choices.next(cases.count)]
        let lone = LoneSeat(choices.next(LoneSeat.count), isTold: isTold)
        let named = named[choices.next(named.count)].map { lone.round($0) }
        play(one, named: named, hasHeard: choices.next(2) == 1, in: lone)
        return lone.outcome(until: 12_000)
    }

    /// - Parameter hasHeard: whether it heard of the quorum before the proposal brings it.
    private static func play(
        _ one: Case, named: Round?, hasHeard: Bool, in lone: LoneSeat
    ) {
        lone.start()
        let locked = lone.block(lone.round(one.lock ?? one.valid ?? 0))
        let third = lone.round(2)
        let block =
            switch one.content {
            case .locked: locked
            case .other: lone.block(lone.round(one.valid ?? 0), mark: 2_000_000)
            case .new: lone.block(third)
            }
        if lone.base > 0 { lone.goOn(to: lone.round(0), at: 10) }
        for number in 0...1 {
            let round = lone.round(number)
            let time = 100 + 100 * UInt64(number)
            if number > 0 { lone.goOn(to: round, at: time) }
            guard one.lock == number else { continue }
            lone.propose(locked, round, at: time + 10)
            lone.vote(.prevote, for: locked, round, at: time + 20)
        }
        let polka = one.valid.map { number in
            // Proposed again already, if it was locked before.
            let before = one.content == .locked ? one.lock : nil
            return lone.polka(
                of: block, lone.round(number),
                validRound: before.flatMap { $0 < number ? lone.round($0) : nil })
        }
        if hasHeard, let polka { lone.tell(.polka(polka), at: 290) }
        lone.goOn(to: third, at: 300)
        lone.propose(block, third, polka: polka, at: 310)
        lone.vote(.prevote, for: block, third, validRound: named, at: 330)
        lone.goOn(to: lone.round(3), at: 3_000)
        lone.goOn(to: lone.round(4), at: 8_000)
    }
}
