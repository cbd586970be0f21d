import ArgumentParser
import Foundation

/// `tally-bench outage`: a node is away for minutes and catches up under load.
struct OutageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outage",
        abstract: "Stop a node for minutes under load, and watch it catch up. 停机与追赶。",
        discussion:
            "Exit code 1 where the node does not come back or takes more memory than allowed.")

    @Option(help: "Minutes without the node.")
    var minutes = 10.0

    @Option(help: "Transactions a second, over the three nodes that stay up.")
    var rate = 20

    @Option(help: "The most memory that any node may have had, in MiB.")
    var memory = 300.0

    @OptionGroup var options: TrialOptions

    func validate() throws {
        guard (0.01...240).contains(minutes), (1...500).contains(rate) else {
            throw ValidationError("an option is out of its bounds")
        }
    }

    func run() throws {
        let network = try options.network(wired: false)
        defer { network.end() }
        for member in network.voters { try network[member].start() }
        guard network.waitUntilWell(at: 0) else {
            throw BenchFault(zh: "节点没有启动", en: "the nodes do not start")
        }
        guard let victim = network.voters.last else { return }
        let others = network.voters.filter { $0 != victim }
        let load = try TrialLoad(network.running, at: others, callers: 12, rate: rate)
        usleep(5_000_000)
        let left = network.health(of: victim)?.height ?? 0
        network[victim].kill()
        tell("\(victim) is stopped at height \(left) for \(minutes) min")
        away(network, others, load)
        let target = network.tip
        let began = ContinuousClock.now
        try network[victim].start()
        let hasBlocks = network.wait(for: victim, seconds: 600) { $0.height >= target }
        let caughtUp = (ContinuousClock.now - began) / .seconds(1)
        let isBack = network.wait(for: victim, seconds: 120) {
            $0.role == "voting" && $0.height + 2 >= network.tip
        }
        let voting = (ContinuousClock.now - began) / .seconds(1)
        usleep(5_000_000)
        try load.end()
        var report = BenchReport("outage", runs: 1)
        report.add("time away", minutes, "min", note: "\(rate) tx/s by the others")
        report.add("blocks missed", Double(target - left), "blocks")
        report.add("entries committed", Double(load.acknowledged.count), "entries")
        report.add("start to all blocks", caughtUp, "s")
        report.add("start to voting at the tip", voting, "s")
        var peaks: [Double] = []
        for member in network.voters {
            let peak = network[member].mebibytes(of: "VmHWM") ?? .infinity
            peaks.append(peak)
            report.add(
                "peak memory of \(member)", peak, "MiB", note: member == victim ? "away" : nil)
        }
        try report.show(MeasuringOptions.parse([]))
        let isSmall = peaks.allSatisfy { $0 <= memory }
        tell("\(hasBlocks && isBack ? "pass" : "FAIL")  it is back")
        tell("\(isSmall ? "pass" : "FAIL")  peak memory, limit \(memory) MiB")
        guard hasBlocks, isBack, isSmall else { throw ExitCode(1) }
        options.tidy()
    }

    /// The time without the node, told minute by minute.
    private func away(_ network: TrialNetwork, _ others: [String], _ load: TrialLoad) {
        let end = ContinuousClock.now + .seconds(minutes * 60)
        while ContinuousClock.now < end {
            usleep(UInt32(min(60, max(1, minutes * 30))) * 1_000_000)
            let memory = others.compactMap { network[$0].mebibytes(of: "VmRSS") }.max() ?? 0
            tell(
                "height \(network.tip), \(load.acknowledged.count) entries, "
                    + "\(Int(memory)) MiB at most")
        }
    }
}
