import ArgumentParser
import Foundation

/// `tally-bench chaos`: real nodes, real disks and sockets, and everything that breaks them.
struct ChaosCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chaos",
        abstract: "Break a network of four nodes under load, and ask every node. 故障试验。",
        discussion: """
            Starts four voting nodes over TLS on loopback in a temporary folder, puts a bounded \
            load on them, and plays stories. After each, every acknowledged entry must stand on \
            every node where it was said, all blocks must be equal, no seat may have signed two \
            things at one place, and the logs must say what happened. Exit code 1 where something \
            did not hold; the folder is kept then.
            """)

    @Option(help: "Only these stories; left out: all of them in turn.")
    var story: [ChaosStory] = []

    @Option(help: "How many cycles; left out: one of each story.")
    var cycles: Int?

    @Option(help: "Chooses victims and moments; the same number chooses the same.")
    var seed: UInt64 = 1

    @Option(help: "Transactions a second, over all nodes.")
    var rate = 20

    @Option(name: .customLong("lang"), help: "Language of the output: zh or en.")
    var language = "en"

    @OptionGroup var options: TrialOptions

    func validate() throws {
        guard (1...100_000).contains(cycles ?? 1), (1...200).contains(rate),
            ["zh", "en"].contains(language)
        else { throw ValidationError("an option is out of its bounds") }
    }

    func run() async throws {
        let stories = story.isEmpty ? ChaosStory.allCases : story
        let count = cycles ?? stories.count
        let network = try options.network(wired: true)
        let narrator = ChaosNarrator(isChinese: language == "zh", cycles: count)
        let watch = SignatureWatch(
            chain: network.running.chain, suite: network.running.genesis.suite)
        let began = ContinuousClock.now
        var stopped: (any Error)?
        do {
            try await watch.start(network.running)
            try play(stories, count, network, watch, narrator, since: began)
        } catch {
            stopped = error
        }
        network.end()
        await watch.stop()
        if let stopped { throw stopped }
        guard narrator.failures.isEmpty else {
            print("the folder is kept: \(options.root)")
            throw ExitCode(1)
        }
        options.tidy()
    }

    private func play(
        _ stories: [ChaosStory], _ count: Int, _ network: TrialNetwork, _ watch: SignatureWatch,
        _ narrator: ChaosNarrator, since began: ContinuousClock.Instant
    ) throws {
        for member in network.voters { try network[member].start() }
        guard network.waitUntilWell(at: 0) else {
            throw BenchFault(zh: "节点没有启动，日志在 \(network.folder)", en: "the nodes do not start")
        }
        let load = try TrialLoad(
            network.running, at: network.voters, callers: 12, rate: rate)
        let run = ChaosRun(network, watch: watch, load: load, narrator: narrator, seed: seed)
        for cycle in 0..<count { try run.play(stories[cycle % stories.count]) }
        try load.end()
        try run.askEverythingAgain()
        narrator.sumUp(
            acknowledged: load.acknowledged.count, watch: watch, height: run.audit.height,
            seconds: (ContinuousClock.now - began) / .seconds(1))
    }
}
