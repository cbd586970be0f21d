import ArgumentParser
import Foundation
import LedgerTypes
import TallyClient

/// `tally health`: how a running node does.
struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Ask a running node how it does; no key is needed. 查询节点状态，无须密钥。",
        discussion: """
            Exit code 0 where the node takes part or follows and reaches a quorum, 1 where it does \
            not or stands still, 69 where it does not answer.
            """)

    @Option(help: "Address of the node.")
    var node = "http://127.0.0.1:7401"

    @Flag(help: "Print the figures for monitors instead, in the text format of Prometheus.")
    var metrics = false

    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let client = NodeClient(
                address: try Given.address(node), chain: ChainID(.zero), signer: nil)
            if metrics {
                Console.write(try await client.metrics())
                return
            }
            let view = try await client.health()
            try output.show(view, zh: Self.text(view, .zh), en: Self.text(view, .en))
            if view.verdict >= 2 || !view.reachesQuorum || view.role == "halted" {
                throw ExitCode(1)
            }
        }
    }

    private static func text(_ view: HealthView, _ language: DisplayLanguage) -> String {
        let seconds = view.sinceLastBlockMilliseconds.map { "\($0 / 1_000) s" } ?? "–"
        let reached = view.linked.joined(separator: language.say("、", ", "))
        var lines = [
            language.say("成员      ", "member      ") + view.member
                + language.say(
                    "（\(ConsensusWords.say(view.role, .zh))）", " (\(view.role))"),
            language.say("高度      ", "height      ") + "\(view.height)",
            language.say("条目      ", "entries     ") + "\(view.entryCount)",
            language.say("上一区块  ", "last block  ") + seconds,
            language.say("已连接    ", "linked      ") + reached,
            language.say("法定席位  ", "quorum      ") + view.quorumText(language),
            language.say("待入块    ", "waiting     ") + "\(view.waitingTransactions)",
        ]
        lines += view.problems.map { "\($0.code)  " + language.say($0.zh, $0.en) }
        return lines.joined(separator: "\n")
    }
}
