import ArgumentParser
import BlockStore
import Foundation
import LedgerTypes
import Logging
import NodeFiles
import Upkeep

/// `tally store`: the blocks on disk of a node that does not run.
struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Check and repair the blocks on disk. 检查与修复区块存储。",
        subcommands: [Check.self, Repair.self, ConfirmSigner.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Re-hash every block and name what is damaged. 逐块校验。",
            discussion: """
                Exit code 0 where all is sound, 1 where something is damaged, 2 where there is no \
                block to check.
                """)

        struct Answer: Encodable {
            let tip: UInt64
            let damages: [String]
        }

        @Option(help: "The node's folder.")
        var home: String

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let (tip, damages) = try examine()
                if tip == .genesis, damages.isEmpty {
                    throw Failure(
                        .indeterminate, code: "no-blocks",
                        zh: "\(home) 中没有区块，未作任何校验：若本节点曾有区块，请执行 tally store repair "
                            + "--home \(home)",
                        en:
                            "there are no blocks in \(home), so nothing was checked: if this node had "
                            + "blocks, run tally store repair --home \(home)")
                }
                let answer = Answer(tip: tip.value, damages: damages.map(\.en))
                let list = damages.map { output.language.say($0.zh, $0.en) }
                    .joined(separator: "\n")
                try output.show(
                    answer,
                    zh: answer.damages.isEmpty
                        ? "共 \(answer.tip) 个区块，全部完好"
                        : "\(list)\n请执行 tally store repair --home \(home)",
                    en: answer.damages.isEmpty
                        ? "\(answer.tip) blocks, all sound"
                        : "\(list)\nrun tally store repair --home \(home)")
                if !answer.damages.isEmpty { throw ExitCode(1) }
            }
        }

        private func examine() throws -> (tip: Height, damages: [(en: String, zh: String)]) {
            let folder = NodeFolder(home)
            let genesis = try NodeOpening.readGenesis(folder)
            let store: ChainStore
            do {
                store = try ChainStore(
                    opening: try FileStorage(root: folder.root), chain: genesis.chainID,
                    suite: genesis.suite)
            } catch let fault as StoreFault {
                if case .storage = fault { throw fault }
                return (.genesis, [(fault.english, fault.chinese)])
            }
            let counter = ProgressLine()
            defer { counter.end() }
            return (
                store.tip, try store.check(progress: counter.show).map { ($0.english, $0.chinese) }
            )
        }
    }

    struct Repair: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetch damaged blocks from running members and verify them. 从其他成员修复。")

        struct Answer: Encodable {
            let replaced: [UInt64]
            let setAside: String?
            let tip: UInt64
        }

        @Option(help: "The node's folder; the node must not run.")
        var home: String

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let folder = NodeFolder(home)
                var logger = Logger(label: "tally") { StreamLogHandler.standardError(label: $0) }
                logger.logLevel = .warning
                let secret = try passphrase.read(output.language)
                let counter = ProgressLine()
                defer { counter.end() }
                let report = try await StoreRepair.fromPeers(
                    folder, passphrase: secret, logger: logger
                ) { counter.show($0) }
                counter.end()
                let answer = Answer(
                    replaced: report.replaced.map(\.value), setAside: report.setAside,
                    tip: report.tip.value)
                let aside = report.setAside.map { " (\($0))" } ?? ""
                try output.show(
                    answer,
                    zh: "已修复 \(answer.replaced.count) 个区块，现至高度 \(answer.tip)\(aside)",
                    en: "\(answer.replaced.count) blocks replaced, tip \(answer.tip)\(aside)")
            }
        }
    }
}
