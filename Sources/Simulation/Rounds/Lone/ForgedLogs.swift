import Consensus
import LedgerTypes
import Mutants

/// A seat starts from its true vote log, or from one in which one thing is wrong: then it says so
/// and signs nothing at this height.
enum ForgedLogs {
    /// Most records that a log is cut to.
    private static let records = 10
    /// Places of the forged record, counted from the end.
    private static let places = 4

    /// What a correct seat logs in four rounds: it locks, keeps its lock, locks again, and proposes.
    private static let logs: [[VoteLogRecord]] = (0..<LoneSeat.count).map { seat in
        Mutant.with(nil) { log(of: LoneSeat(seat, isTold: false)) }
    }

    static let family = RoundFamily(
        name: "forged-logs", summary: "one machine: starts from a log in which one thing is wrong",
        count: LoneSeat.count * records * places * LogForgery.allCases.count
    ) { number, isTold in
        var choices = Choices(number)
        let seat = choices.next(LoneSeat.count)
        let forgery = LogForgery.allCases[choices.next(LogForgery.allCases.count)]
        let place = choices.next(places)
        let log = Array(logs[seat].prefix(choices.next(records) + 1))
        let forged = forgery.forge(
            log, at: log.count - 1 - place, in: LoneSeat(seat, isTold: false))
        let lone = LoneSeat(seat, log: forged ?? log, isTold: isTold)
        for (number, record) in log.enumerated() {
            lone.network.check.persisted(
                record, after: number == 0 ? nil : log[number - 1], by: seat)
        }
        if forged != nil, forgery.isFault {
            lone.network.check.exposed.insert(seat)
            lone.network.check.silent.insert(seat)
        }
        lone.start()
        for number in 4...6 {
            let round = lone.round(number)
            let time = 100 + 3_000 * UInt64(number - 4)
            lone.goOn(to: round, at: time)
            if lone.proposer(round) != seat {
                lone.propose(lone.block(round, at: time), round, at: time + 20)
            }
        }
        return lone.outcome(until: 12_000)
    }

    private static func log(of lone: LoneSeat) -> [VoteLogRecord] {
        lone.start()
        let block = lone.block(lone.round(0))
        if lone.base > 0 { lone.goOn(to: lone.round(0), at: 10) }
        for number in 0...3 {
            let round = lone.round(number)
            let time = 100 + 100 * UInt64(number)
            if number > 0 { lone.goOn(to: round, at: time) }
            switch number {
            case 0:
                lone.propose(block, round, at: time + 10)
                lone.vote(.prevote, for: block, round, at: time + 20)
            case 1:
                lone.propose(lone.block(round), round, at: time + 10)
                lone.vote(.prevote, for: nil, round, at: time + 20)
            case 2:
                lone.propose(
                    block, round, polka: lone.polka(of: block, lone.round(0)), at: time + 10)
                lone.vote(
                    .prevote, for: block, round, validRound: lone.round(0), at: time + 20)
            default: break
            }
        }
        lone.network.run(until: 500)
        return lone.network.nodes[lone.seat].log
    }
}
