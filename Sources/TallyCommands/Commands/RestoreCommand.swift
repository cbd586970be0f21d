import ArgumentParser
import LedgerTypes
import NodeFiles
import Upkeep

/// `tally restore`: a node's folder from a backup.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Restore a node's folder from a backup. 由备份恢复节点文件夹。",
        discussion: """
            Checks every hash and the whole chain. The restored node follows and does not sign: what \
            its seat signed after the backup is not known here. Interrupted, it leaves a folder from \
            which no node starts; run it again.
            """)

    @Argument(help: "The backup.")
    var backup: String

    @Option(help: "The node's new folder: empty, or not there.")
    var home: String

    @Option(help: "The chain digest that is expected.")
    var expect: String?

    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let restore = try NodeRestore(
                backup, to: NodeFolder(home), chain: try Given.chain(expect))
            let counter = ProgressLine()
            let manifest = try restore.run(
                files: { counter.show($0) }, chain: { counter.show($0) })
            counter.end()
            let answer = BackupCommand.Answer(manifest, home)
            // Without these the node runs, and what it owes waits.
            let missing = ["records", "salts"].filter { name in
                !manifest.files.contains { $0.path.hasPrefix(name + "/") }
            }
            let names = missing.joined(separator: ", ")
            let lacks = { (language: DisplayLanguage) in
                missing.isEmpty
                    ? ""
                    : language.say(
                        "\n备份中没有 \(names)：请放回 \(home) 下，否则放行一直等待",
                        "\nnot in the backup: \(names); put them back below \(home), or releases wait"
                    )
            }
            try output.show(
                answer,
                zh: answer.text(.zh) + lacks(.zh) + """

                    下一步：
                      1. tally run --home \(home)：节点追上链，不签名
                      2. 追上之后再跟随若干区块，停下节点
                      3. 确认没有本节点的其他副本运行：tally store confirm-signer --home \(home) --no-other-copy-runs
                    """,
                en: answer.text(.en) + lacks(.en) + """

                    next:
                      1. tally run --home \(home): the node catches up and does not sign
                      2. let it follow some blocks more, then stop it
                      3. when no other copy of it runs: tally store confirm-signer --home \(home) --no-other-copy-runs
                    """)
        }
    }
}
