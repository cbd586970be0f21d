import ArgumentParser
import Foundation
import LedgerTypes
import Synchronization

/// `tally-bench flood FOLDER`: what one person's flood costs everybody else.
struct FloodCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flood",
        abstract: "Time others while one person floods a running network. 一人泛洪时其他人的用时。",
        discussion: """
            On a network that `tally demo --keep` left running. One person of hospital-a submits \
            as fast as the node takes it; meanwhile others review and commit at all nodes. Exit \
            code 1 where a p99 grows beyond the limit.
            """)

    @Argument(help: "The folder of the network: the one that --folder named.")
    var folder: String

    @Option(help: "Seconds of each measurement; a flood lasts as long at most.")
    var seconds = 20

    @Option(help: "Only these floods; left out: all of them in turn.")
    var flood: [FloodKind] = []

    @Option(help: "Connections of the person who floods.")
    var connections = 4

    @OptionGroup var options: MeasuringOptions

    /// The p99 of others grows at most so many times.
    private static let most = 3.0

    func validate() throws {
        guard (2...600).contains(seconds), (1...64).contains(connections) else {
            throw ValidationError("an option is out of its bounds")
        }
    }

    func run() throws {
        let network = try RunningNetwork(folder: folder)
        let source = try FloodSource(network)
        var report = BenchReport("flood", runs: options.runs)
        let probe = try OthersProbe(network, source.story)
        let before = try (0..<options.runs).map { _ in try probe.measure(seconds: seconds) }
        report.add("review, before", before.map(\.reviews))
        report.add("commit, before", before.map(\.commits))
        var exceeded: [String] = []
        for kind in flood.isEmpty ? FloodKind.allCases : flood {
            var during: [(reviews: Timings, commits: Timings)] = []
            var counts: [String] = []
            for run in 1...options.runs {
                tell("flood of \(kind.rawValue), run \(run) of \(options.runs)")
                let flood = try Flood(source, kind, connections: connections)
                during.append(try probe.measure(seconds: seconds))
                counts.append(try flood.end())
                // What is left of the flood is worked off before the next one.
                usleep(3_000_000)
            }
            report.add(
                "review, \(kind.rawValue)", during.map(\.reviews),
                note: counts.joined(separator: "; "))
            report.add("commit, \(kind.rawValue)", during.map(\.commits))
            for (name, timings, quiet) in [
                ("review", during.map(\.reviews), before.map(\.reviews)),
                ("commit", during.map(\.commits), before.map(\.commits)),
            ] {
                let ratio = try Self.growth(of: timings, over: quiet)
                report.add("p99 of \(name), \(kind.rawValue) / before", ratio, "times")
                if ratio > Self.most { exceeded.append("\(name), \(kind.rawValue)") }
            }
        }
        try report.show(options)
        guard exceeded.isEmpty else {
            tell("FAIL  more than \(Self.most) times: \(exceeded.joined(separator: "; "))")
            throw ExitCode(1)
        }
    }

    /// Of the medians of runs.
    private static func growth(of runs: [Timings], over quiet: [Timings]) throws -> Double {
        guard let now = Quantiles(runs: runs.compactMap(\.quantiles)),
            let then = Quantiles(runs: quiet.compactMap(\.quantiles))
        else {
            throw BenchFault(zh: "期间没有完成的调用", en: "no call was done meanwhile")
        }
        return now.p99 / then.p99
    }
}

/// Calls of others at a steady pace: reviews at the node of the person who floods, commits at all
/// the other nodes.
struct OthersProbe {
    private static let (reviewer, committers) = (
        "hospital-a/dr-wang",
        ["centre-b/data-chen", "centre-c/ethics-he", "research-r/tech-guo"]
    )
    /// Between two calls of one caller.
    private static let pause = Duration.milliseconds(200)

    private let reviewer: CallerPlace
    private let committers: [CallerPlace]
    private let review: [UInt8]

    init(_ network: RunningNetwork, _ story: NetworkStory) throws {
        reviewer = try CallerPlace(network, Self.reviewer)
        committers = try Self.committers.map { try CallerPlace(network, $0) }
        review = try BenchCaller.reviewBody(story.questions[0].request)
    }

    func measure(seconds: Int) throws -> (reviews: Timings, commits: Timings) {
        let end = ContinuousClock.now + .seconds(seconds)
        let reviews = PacedCalls(at: reviewer, every: Self.pause, until: end) { [review] caller in
            _ = try caller.review(review)
        }
        let commits = committers.map { place in
            PacedCalls(at: place, every: Self.pause, until: end) { caller in
                _ = try caller.commit(try caller.submission(NetworkStory.anchor()))
            }
        }
        var all = Timings()
        for call in commits { all.add(try call.result()) }
        return (try reviews.result(), all)
    }
}

/// One caller on a thread of its own who calls at a steady pace and measures each call.
final class PacedCalls: Sendable {
    private let found = Mutex<Result<Timings, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(
        at place: CallerPlace, every pause: Duration, until end: ContinuousClock.Instant,
        _ call: @escaping @Sendable (BenchCaller) throws -> Void
    ) {
        let thread = Thread { [self] in
            let result = Result {
                let caller = try BenchCaller(place)
                var timings = Timings()
                var next = ContinuousClock.now
                while next < end {
                    while ContinuousClock.now < next { usleep(1_000) }
                    // From when it was due: a call that waited for the one before waited too.
                    try call(caller)
                    timings.add(ContinuousClock.now - next)
                    next = max(next + pause, ContinuousClock.now - pause)
                }
                return timings
            }
            found.withLock { $0 = result }
            done.signal()
        }
        thread.start()
    }

    func result() throws -> Timings {
        done.wait()
        done.signal()
        guard let result = found.withLock({ $0 }) else { return Timings() }
        return try result.get()
    }
}
