import ArgumentParser
import Foundation
import SystemCalls

/// `tally demo`: the main job, on a real network of processes.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Play the story of the diabetes consortium on a real network. 在真实网络上演示全过程。",
        discussion: """
            Starts four voting nodes and two followers over TLS on loopback in a temporary folder, \
            plays the ten steps, checks every one, and exits with 0 only if all of them held.
            """)

    @Flag(help: "Leave the network running and print how to talk to it.")
    var keep = false

    @Flag(help: "Found the consortium in --folder, and start nothing.")
    var foundOnly = false

    @Option(help: "Where the example consortium lies.")
    var example = "genesis"

    @Option(help: "Folder for the network; left out: a new temporary one.")
    var folder: String?

    @Option(help: "Kill one node at one moment (kill -9), both chosen by this number.")
    var kill: UInt64?

    @OptionGroup var output: OutputOptions

    /// This program, for the processes that it starts.
    static var executable: String {
        Bundle.main.executablePath ?? CommandLine.arguments[0]
    }

    func run() async throws {
        try await output.run {
            guard FileManager.default.fileExists(atPath: example + "/consortium.json") else {
                throw Failure(
                    .noInput, code: "example-missing",
                    zh: "找不到 \(example)/consortium.json：请在项目根目录运行，或用 --example 指定",
                    en:
                        "\(example)/consortium.json is not there: run in the checkout, or name --example"
                )
            }
            let root = folder ?? "/tmp/tally-demo-\(getpid())"
            let narrator = DemoNarrator(language: output.language)
            let network = try DemoNetwork(
                example: example, root: root, executable: Self.executable,
                language: output.language)
            if foundOnly {
                Console.print(
                    output.language.say(
                        "联盟已建立，在 \(root)", "the consortium is founded, in \(root)"))
                return
            }
            let story = DemoStory(network: network, narrator: narrator, example: example)
            story.chaos = kill.map { DemoChaos(seed: $0, network: network, narrator: narrator) }
            var stopped: (any Error)?
            do {
                try await story.play()
            } catch {
                stopped = error
            }
            finish(network, narrator, stopped)
            if let stopped { throw stopped }
            guard narrator.failures.isEmpty else { throw ExitCode(1) }
        }
    }

    private func finish(
        _ network: DemoNetwork, _ narrator: DemoNarrator, _ stopped: (any Error)?
    ) {
        let language = output.language
        if keep, stopped == nil {
            Console.print(
                language.say(
                    """

                    网络仍在运行。例如：
                      export TALLY_PASSPHRASE=$(cat \(network.passphraseFile))
                      tally review --node \(network["hospital-a"].address) --key \(network.root)/hospital-a/staff/dr-li.json \\
                        --subject 假名 --action read --purpose care --fields glucose
                    结束：kill \(network.all.compactMap(\.pid).map(String.init).joined(separator: " "))
                    """,
                    """

                    the network goes on. For example:
                      export TALLY_PASSPHRASE=$(cat \(network.passphraseFile))
                      tally review --node \(network["hospital-a"].address) --key \(network.root)/hospital-a/staff/dr-li.json \\
                        --subject PSEUDONYM --action read --purpose care --fields glucose
                    to end it: kill \(network.all.compactMap(\.pid).map(String.init).joined(separator: " "))
                    """))
        } else {
            network.stopAll()
        }
        let failed = narrator.failures.count
        let isWell = failed == 0 && stopped == nil
        Console.print("")
        Console.print(
            isWell
                ? language.say(
                    "全部 \(narrator.checks) 项检查成立。", "all \(narrator.checks) checks hold.")
                : language.say(
                    "\(narrator.checks) 项检查中 \(failed) 项不成立；日志在 \(network.root)",
                    "\(failed) of \(narrator.checks) checks do not hold; logs are in \(network.root)"
                ))
        for failure in narrator.failures { Console.print("  ✗ \(failure)") }
        if isWell, !keep, folder == nil {
            try? FileManager.default.removeItem(atPath: network.root)
        }
    }
}
