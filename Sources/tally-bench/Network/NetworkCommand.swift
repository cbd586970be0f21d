import ArgumentParser
import Foundation
import Governance
import LedgerTypes
import Sealing
import TallyClient
import WrittenText

/// `tally-bench network FOLDER`: what callers of a running network see.
struct NetworkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network",
        abstract: "Time a network that `tally demo --keep` left running. 测量运行中的网络。",
        discussion: """
            The network is written to: anchors and requests of the story's patient. Loads are \
            bounded in number, time and concurrency, and stay on loopback.
            """)

    @Argument(help: "The folder of the network: the one that --folder named.")
    var folder: String

    @Option(help: "Reviews in one run.")
    var reviews = 400

    @Option(help: "Transactions of a kind in one sequential run.")
    var commits = 60

    @Option(help: "Pause between sequential transactions, in milliseconds.")
    var pause = 120

    @Option(help: "Callers at the same time when throughput is measured, over all nodes.")
    var callers = 32

    @Option(help: "Seconds of each run of throughput.")
    var seconds = 5

    @Option(help: "Only these measurements: review, commit, throughput, memory.")
    var only: [String] = []

    @OptionGroup var options: MeasuringOptions

    func validate() throws {
        guard (1...100_000).contains(reviews), (1...10_000).contains(commits),
            (0...10_000).contains(pause), (1...256).contains(callers), (1...120).contains(seconds)
        else { throw ValidationError("an option is out of its bounds") }
    }

    func run() throws {
        let network = try RunningNetwork(folder: folder)
        let story = try NetworkStory(network)
        var report = BenchReport("network", runs: options.runs)
        if isWanted("memory") { memory(network, "before", &report) }
        if isWanted("review") { try review(network, story, &report) }
        if isWanted("commit") { try commit(network, story, &report) }
        if isWanted("throughput") { try throughput(network, story, &report) }
        if isWanted("memory") { memory(network, "after", &report) }
        try report.show(options)
    }

    private func isWanted(_ name: String) -> Bool { only.isEmpty || only.contains(name) }

    private func memory(_ network: RunningNetwork, _ when: String, _ report: inout BenchReport) {
        for member in RunningNetwork.voters + RunningNetwork.followers {
            guard let found = network.memory(of: member) else { continue }
            report.add(
                "memory of \(member), \(when)", found.resident, "MiB",
                note: String(format: "peak %.0f", found.peak))
        }
    }

    /// One call after another, by three people in turn: a node answers each key only so often.
    private func review(
        _ network: RunningNetwork, _ story: NetworkStory, _ report: inout BenchReport
    ) throws {
        let callers = try ["dr-li", "dr-wang", "data-sun"].map {
            try BenchCaller(network, "hospital-a/\($0)")
        }
        let stranger = try LoopbackConnection(port: try network.port(of: "hospital-a"))
        var open: [Timings] = []
        for _ in 0..<options.runs {
            var timings = Timings()
            for _ in 0..<reviews {
                _ = try timings.time { try stranger.call("GET", "/v1/version") }
            }
            open.append(timings)
        }
        report.add("GET /v1/version (HTTP alone)", open)
        for (name, request) in story.questions {
            let body = try BenchCaller.reviewBody(request)
            var runs: [Timings] = []
            var outcome = ""
            for _ in 0..<options.runs {
                var timings = Timings()
                for turn in 0..<reviews {
                    let answer = try timings.time {
                        try callers[turn % callers.count].review(body)
                    }
                    if turn == 0 { outcome = try Self.outcome(answer) }
                    usleep(2_000)
                }
                runs.append(timings)
            }
            report.add("POST /v1/review \(name)", runs, note: outcome)
        }
    }

    private static func outcome(_ answer: [UInt8]) throws -> String {
        try WrittenJSON.decode(ReviewView.self, from: answer).decision.outcome
    }

    /// From the call to the committed answer, one transaction at a time.
    private func commit(
        _ network: RunningNetwork, _ story: NetworkStory, _ report: inout BenchReport
    ) throws {
        let caller = try BenchCaller(network, "hospital-a/dr-li")
        for (name, request) in story.questions {
            try sequence("commit request \(name)", &report) {
                let body = try caller.submission(request)
                return { try caller.commit(body) }
            }
        }
        try sequence("commit anchor", &report) {
            let body = try caller.submission(NetworkStory.anchor())
            return { try caller.commit(body) }
        }
    }

    private func sequence(
        _ name: String, _ report: inout BenchReport, _ prepare: () throws -> () throws -> String
    ) throws {
        var runs: [Timings] = []
        var outcomes: [String: Int] = [:]
        for _ in 0..<options.runs {
            var timings = Timings()
            for _ in 0..<commits {
                let send = try prepare()
                outcomes[try timings.time(send), default: 0] += 1
                usleep(UInt32(pause) * 1_000)
            }
            runs.append(timings)
        }
        let counts = outcomes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        report.add(name, runs, note: counts.joined(separator: ", "))
    }

    private func throughput(
        _ network: RunningNetwork, _ story: NetworkStory, _ report: inout BenchReport
    ) throws {
        let loads: [(name: String, people: [String], next: @Sendable () -> NetworkLoad.Work)] = [
            (
                "anchors",
                [
                    "hospital-a/data-sun", "centre-b/data-chen", "centre-c/ethics-he",
                    "research-r/tech-guo",
                ], { .anchor(NetworkStory.anchor()) }
            ),
            ("requests", ["hospital-a/dr-li", "hospital-a/dr-wang"], story.denied),
        ]
        for load in loads {
            var rates: [Double] = []
            var sizes: [Double] = []
            var latencies: [Timings] = []
            for _ in 0..<options.runs {
                let found = try NetworkLoad(
                    network: network, people: load.people, callers: callers, seconds: seconds
                ).run(load.next)
                rates.append(found.rate)
                sizes.append(found.meanBlock)
                latencies.append(found.latencies)
            }
            report.add(
                "throughput of \(load.name)", median(rates), "tx/s",
                note: "\(callers) callers, \(seconds) s")
            report.add("mean block of \(load.name)", median(sizes), "tx")
            report.add("commit under load, \(load.name)", latencies)
        }
    }
}
