import BlockStore
import Consensus
import LedgerTypes
import Mutants
import Replica
import WrittenText

/// A scenario as a text file that a person reads and `tally-sim replay` runs: one thing a line.
///
/// Of the chain's parameters it names the time between empty blocks; the others are those of
/// `Scenario.quickParameters`.
package enum ScenarioText {
    /// Why a text is not a scenario.
    package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        package enum Reason: String, Hashable, Sendable {
            case notUnderstood = "is not understood"
            case unknownSeat = "names a seat that is not there"
            case unknownNode = "names a node that is not there"
        }

        /// Counted from 1.
        package let line: Int
        package let text: String
        package let reason: Reason

        package var description: String { "line \(line): `\(text)` \(reason.rawValue)" }
    }

    private static let title = "tally-sim scenario 1"

    package static func text(of scenario: Scenario) -> String {
        var lines = [title, "seed \(scenario.seed)", "seats \(scenario.seats)"]
        lines.append("followers \(scenario.followers)")
        lines.append("heights \(scenario.heights)")
        lines.append("heals-at \(scenario.healsAt)")
        lines.append("bound \(scenario.livenessBound)")
        let load = scenario.load
        lines.append("load \(load.transactions) \(load.from) \(load.every)")
        let pause = scenario.parameters.emptyBlockInterval
        if pause != Scenario.quickParameters.emptyBlockInterval {
            lines.append("empty-blocks \(pause.value)")
        }
        lines.append("network " + words(of: scenario.network))
        if let mutant = scenario.mutant { lines.append("mutant \(mutant.rawValue)") }
        lines += scenario.faultySeats.map { "faulty \($0.seat) \($0.kind.rawValue)" }
        lines += scenario.rules.map { "rule " + RuleText.words(of: $0) }
        lines += scenario.acts.map { "act \($0.time) " + ActText.words(of: $0.act) }
        if let duties = scenario.duties {
            lines.append("duties")
            lines += duties.acts.map { "duty \($0.time) " + DutyText.words(of: $0.act) }
        }
        lines += scenario.plan.map { "at \($0.time) " + FaultText.words(of: $0.event) }
        return lines.joined(separator: "\n") + "\n"
    }

    package static func scenario(from page: WrittenPage) throws(Fault) -> Scenario {
        var scenario = Scenario(seed: 0)
        let lines = page.lines
        guard lines.first == title else {
            throw Fault(line: 1, text: lines.first ?? "", reason: .notUnderstood)
        }
        // Lines that name seats and nodes: how many there are may come later than they.
        var naming: [String: [Int]] = [:]
        for (number, line) in lines.enumerated().dropFirst() {
            let words = line.split(separator: " ").map(String.init)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard read(first, Array(words.dropFirst()), into: &scenario) else {
                throw Fault(line: number + 1, text: line, reason: .notUnderstood)
            }
            naming[first, default: []].append(number)
        }
        let seats = 0..<scenario.seats
        let members = 0..<scenario.seats + scenario.followers
        let nodes = 0..<scenario.nodeCount
        let duties = scenario.duties?.acts ?? []
        let places: [(key: String, named: [[Int]], range: Range<Int>)] = [
            ("faulty", scenario.faultySeats.map { [$0.seat] }, seats),
            ("act", scenario.acts.map(\.act.nodes), members),
            ("duty", duties.map(\.act.nodes), members),
            ("at", scenario.plan.map(\.event.nodes), nodes),
        ]
        for place in places {
            for (number, named) in zip(naming[place.key] ?? [], place.named)
            where !named.allSatisfy(place.range.contains) {
                throw Fault(
                    line: number + 1, text: lines[number],
                    reason: place.key == "faulty" ? .unknownSeat : .unknownNode)
            }
        }
        return scenario
    }

    static func words(of conditions: LinkConditions) -> String {
        "\(conditions.delay.lowerBound) \(conditions.delay.upperBound) "
            + "\(conditions.lossPerMille) \(conditions.repeatPerMille)"
    }

    static func conditions(_ words: [String]) -> LinkConditions? {
        let numbers = words.compactMap { UInt64($0) }
        guard numbers.count == 4, words.count == 4, numbers[0] <= numbers[1],
            numbers[1] <= Limits.longestTime, numbers[2...].allSatisfy({ $0 <= 1_000 })
        else { return nil }
        return LinkConditions(
            delay: numbers[0]...numbers[1], lossPerMille: Int(numbers[2]),
            repeatPerMille: Int(numbers[3]))
    }

    private static func read(
        _ key: String, _ words: [String], into scenario: inout Scenario
    ) -> Bool {
        switch key {
        case "mutant":
            guard words.count == 1, Mutant.areBuilt, let found = Mutant(rawValue: words[0])
            else { return false }
            scenario.mutant = found
        case "network":
            guard let found = conditions(words) else { return false }
            scenario.network = found
        case "faulty":
            guard words.count == 2, let seat = Int(words[0]),
                let kind = FaultySeatKind(rawValue: words[1])
            else { return false }
            scenario.faultySeats.append(FaultySeatPlan(seat: seat, kind))
        case "rule":
            guard let rule = RuleText.rule(words) else { return false }
            scenario.rules.append(rule)
        case "act":
            guard let time = words.first.flatMap({ UInt64($0) }), time <= Limits.longestTime,
                let act = ActText.act(Array(words.dropFirst()))
            else { return false }
            scenario.acts.append(PlannedAct(at: time, act))
        case "duties":
            guard words.isEmpty else { return false }
            scenario.duties = scenario.duties ?? DutyLoad()
        case "duty":
            guard let count = scenario.duties?.acts.count, count < Limits.mostDuties,
                let time = words.first.flatMap({ UInt64($0) }),
                time <= Limits.longestTime, let act = DutyText.act(Array(words.dropFirst()))
            else { return false }
            scenario.duties?.acts.append(PlannedDuty(at: time, act))
        case "at":
            guard let time = words.first.flatMap({ UInt64($0) }), time <= Limits.longestTime,
                let event = FaultText.event(Array(words.dropFirst()))
            else { return false }
            scenario.plan.append(PlannedFault(at: time, event))
        default: return readNumbers(key, words, into: &scenario)
        }
        return true
    }

    private static func readNumbers(
        _ key: String, _ words: [String], into scenario: inout Scenario
    ) -> Bool {
        let numbers = words.compactMap { UInt64($0) }
        guard numbers.count == words.count, let first = numbers.first else { return false }
        guard key == "seed" || numbers.allSatisfy({ $0 <= Limits.longestTime }) else {
            return false
        }
        switch (key, numbers.count) {
        case ("seed", 1): scenario.seed = first
        case ("seats", 1) where (1...30).contains(first): scenario.seats = Int(first)
        case ("followers", 1) where first <= 30: scenario.followers = Int(first)
        case ("heights", 1): scenario.heights = first
        case ("heals-at", 1): scenario.healsAt = first
        case ("bound", 1): scenario.livenessBound = first
        case ("empty-blocks", 1) where first >= scenario.parameters.minimumBlockInterval.value:
            scenario.parameters.emptyBlockInterval = Milliseconds(first)
        case ("load", 3) where first <= Limits.mostTransactions:
            scenario.load = Load(transactions: Int(first), from: numbers[1], every: numbers[2])
        default: return false
        }
        return true
    }
}
