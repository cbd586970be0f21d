import ArgumentParser
import Foundation
import LedgerTypes
import NodeTrials

/// `tally-bench degraded`: what one stopped seat of four costs the others.
struct DegradedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "degraded",
        abstract: "Compare a healthy network with one of four seats stopped. 四席缺一的代价。",
        discussion: """
            Starts four voting nodes and measures in turn: all four up; one stopped, after its \
            turns to propose are left out. Callers and their nodes are the same in both. Exit \
            code 1 where a limit is exceeded.
            """)

    @Option(help: "Seconds of each measurement of throughput.")
    var seconds = 20

    @Option(help: "Callers at the same time, at the three nodes that stay up.")
    var callers = 24

    @Option(help: "How often healthy and degraded are measured in turn.")
    var turns = 3

    @OptionGroup var options: TrialOptions

    /// At least so much of the healthy throughput, and at most so many times its commit time.
    private static let leastThroughput = 0.6
    private static let mostCommit = 2.0

    func validate() throws {
        guard (2...300).contains(seconds), (1...128).contains(callers), (1...20).contains(turns)
        else { throw ValidationError("an option is out of its bounds") }
    }

    /// What was measured in one state of the network.
    private struct Found {
        var rates: [Double] = []
        var commits: [Timings] = []
    }

    func run() throws {
        let network = try options.network(wired: false)
        defer { network.end() }
        for member in network.voters { try network[member].start() }
        guard network.waitUntilWell(at: 0) else {
            throw BenchFault(zh: "节点没有启动", en: "the nodes do not start")
        }
        // The last of the voters: nobody calls at it.
        guard let victim = network.voters.last else { return }
        let others = network.voters.filter { $0 != victim }
        var report = BenchReport("degraded", runs: turns)
        var healthy = Found()
        var degraded = Found()
        var slow: [Double] = []
        for turn in 1...turns {
            tell("turn \(turn) of \(turns): all four up")
            try measure(network, at: others, &healthy)
            network[victim].kill()
            tell("\(victim) is stopped; waiting until its turns are left out")
            slow.append(try warmUp(network, at: others))
            tell("slow for \(BenchReport.figure(slow.last ?? 0)) s; one of four down")
            try measure(network, at: others, &degraded)
            try network[victim].start()
            try waitUntilProposing(victim, network, at: others)
        }
        try show(healthy, degraded, slow, &report)
        options.tidy()
    }

    private func measure(
        _ network: TrialNetwork, at nodes: [String], _ found: inout Found
    ) throws {
        let load = try TrialLoad(network.running, at: nodes, callers: callers, rate: 0)
        // The first seconds fill the pipe.
        usleep(2_000_000)
        let before = load.acknowledged.count
        let began = ContinuousClock.now
        usleep(UInt32(seconds) * 1_000_000)
        let count = load.acknowledged.count - before
        found.rates.append(Double(count) / ((ContinuousClock.now - began) / .seconds(1)))
        try load.end()
        let single = try TrialLoad(network.running, at: [nodes[0]], callers: 1, rate: 8)
        usleep(UInt32(seconds) * 500_000)
        try single.end()
        var timings = Timings()
        for item in single.acknowledged { timings.add(item.took) }
        found.commits.append(timings)
    }

    /// Seconds from the stop to the end of the last commit that waited for the missing proposer.
    private func warmUp(_ network: TrialNetwork, at nodes: [String]) throws -> Double {
        let stopped = ContinuousClock.now
        let load = try TrialLoad(network.running, at: nodes, callers: nodes.count, rate: 20)
        var last = stopped
        _ = network.wait(seconds: 120) {
            let slow = load.acknowledged.filter { $0.took > .seconds(1) }
            last = slow.map { $0.began + $0.took }.max() ?? stopped
            // Three turns of the missing seat lie within this time.
            return ContinuousClock.now - last > .seconds(6)
        }
        try load.end()
        return (last - stopped) / .seconds(1)
    }

    /// Waits until the seat that is back has proposed a block again.
    private func waitUntilProposing(
        _ victim: String, _ network: TrialNetwork, at nodes: [String]
    ) throws {
        let load = try TrialLoad(network.running, at: nodes, callers: nodes.count, rate: 40)
        defer { try? load.end() }
        let place = try CallerPlace(network.running, "court/judge-song", at: nodes[0])
        let seat = network.running.genesis.seats.seats.firstIndex { $0.member.text == victim }
            .map { SeatIndex(UInt64($0)) }
        var next = network.tip
        let isBack = network.wait(seconds: 300) {
            guard let caller = try? BenchCaller(place), let tip = network.health(of: nodes[0])
            else { return false }
            while next < tip.height {
                next += 1
                guard let bytes = try? caller.call("GET", "/v1/blocks/\(next)"),
                    let block = try? StoredBlock(canonical: bytes)
                else { return false }
                if block.committed.block.header.proposer == seat { return true }
            }
            return false
        }
        guard isBack, network.waitUntilWell(at: next) else {
            throw BenchFault(zh: "\(victim) 没有恢复提案", en: "\(victim) does not propose again")
        }
    }

    private func show(
        _ healthy: Found, _ degraded: Found, _ slow: [Double], _ report: inout BenchReport
    ) throws {
        report.add("throughput, four up", median(healthy.rates), "tx/s")
        report.add("throughput, one down", median(degraded.rates), "tx/s")
        report.add("commit, four up", healthy.commits)
        report.add("commit, one down", degraded.commits)
        report.add("slow after the stop", median(slow), "s", note: "\(slow.count) times")
        try report.show(MeasuringOptions.parse([]))
        let rate = median(degraded.rates) / median(healthy.rates)
        let commit =
            median(degraded.commits.compactMap { $0.quantiles?.p50 })
            / median(healthy.commits.compactMap { $0.quantiles?.p50 })
        let checks = [
            (
                "throughput, one down / four up", rate, ">= \(Self.leastThroughput)",
                rate >= Self.leastThroughput
            ),
            (
                "commit p50, one down / four up", commit, "<= \(Self.mostCommit)",
                commit <= Self.mostCommit
            ),
        ]
        for (name, value, limit, isKept) in checks {
            tell(
                "\(isKept ? "pass" : "FAIL")  \(name): \(BenchReport.figure(value)), limit \(limit)"
            )
        }
        if !checks.allSatisfy(\.3) { throw ExitCode(1) }
    }
}

/// Says at once what a long trial is doing.
func tell(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
}
