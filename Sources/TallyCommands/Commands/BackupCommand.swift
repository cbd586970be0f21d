import ArgumentParser
import Foundation
import LedgerTypes
import NodeFiles
import Upkeep

/// `tally backup`: a copy of a node's folder from which it can be restored.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back up a node's folder, also while it runs; check a backup. 备份节点文件夹、核验备份。",
        subcommands: [Make.self, Verify.self], defaultSubcommand: Make.self)

    /// What both print.
    struct Answer: Encodable {
        let folder: String
        let member: String
        let chain: String
        let tip: UInt64
        let files: Int
        let bytes: Int

        init(_ manifest: BackupManifest, _ folder: String) {
            self.folder = folder
            member = manifest.member.text
            chain = manifest.chain.description
            tip = manifest.tip.value
            files = manifest.files.count
            bytes = manifest.byteCount
        }

        func text(_ language: DisplayLanguage) -> String {
            """
            \(language.say("文件夹  ", "folder  "))\(folder)
            \(language.say("成员    ", "member  "))\(member)
            \(language.say("链      ", "chain   "))\(chain)
            \(language.say("高度    ", "tip     "))\(tip)
            \(language.say("文件    ", "files   "))\(files) (\(bytes / 1_024) KiB)
            """
        }
    }

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a backup; the node may run. 生成备份，节点可在运行中。",
            discussion: """
                Takes the configuration, the sealed keys, emergency records made off line, and the \
                chain up to its tip. Never takes what the seat has signed. Salts and patient data \
                only when asked for: keep such a backup as you keep patient data.
                """)

        @Option(help: "The node's folder.")
        var home: String

        @Option(name: .shortAndLong, help: "The folder to write; it must not be there.")
        var out: String

        @Flag(help: "Take the salts too: they open what commitments hide.")
        var withSalts = false

        @Flag(help: "Take records, inbox and outbox too: patient data.")
        var withRecords = false

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                var extras: NodeBackup.Extras = []
                if withSalts { extras.insert(.salts) }
                if withRecords { extras.insert(.records) }
                let counter = ProgressLine()
                let manifest = try NodeBackup(NodeFolder(home), extras: extras) { step in
                    switch step {
                    case .copied(let path, let bytes): counter.show("\(path) \(bytes)")
                    case .checked(let height): counter.show(height)
                    }
                }.write(to: out)
                counter.end()
                let answer = Answer(manifest, out)
                try output.show(answer, zh: answer.text(.zh), en: answer.text(.en))
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check every hash, and the chain from genesis. 核验备份的全部哈希与整条链。")

        @Argument(help: "The backup.")
        var folder: String

        @Option(help: "The chain digest that is expected.")
        var expect: String?

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let check = try BackupCheck(folder, chain: try Given.chain(expect))
                let counter = ProgressLine()
                try check.run(files: { counter.show($0) }, chain: { counter.show($0) })
                counter.end()
                let answer = Answer(check.manifest, folder)
                try output.show(
                    answer, zh: answer.text(.zh) + "\n完好：哈希与链均已核验",
                    en: answer.text(.en) + "\nsound: hashes and chain were checked")
            }
        }
    }
}
