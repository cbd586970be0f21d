import ArgumentParser
import BlockStore
import Foundation
import LedgerTypes
import Logging
import NodeRuntime

/// `tally store`: the blocks on disk of a node that does not run.
struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Check and repair the blocks on disk. 检查与修复区块存储。",
        subcommands: [Check.self, Repair.self, ConfirmSigner.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Re-hash every block and name what is damaged. 逐块校验。",
            discussion: "Exit code 0 where all is sound, 1 where something is damaged.")

        struct Answer: Encodable {
            let tip: UInt64
            let damages: [String]
        }

        @Option(help: "The node's folder.")
        var home: String

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let answer = try examine()
                let list = answer.damages.joined(separator: "\n")
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

        private func examine() throws -> Answer {
            let folder = NodeFolder(home)
            let genesis = try NodeOpening.readGenesis(folder)
            let store: ChainStore
            do {
                store = try ChainStore(
                    opening: try FileStorage(root: folder.root), chain: genesis.chainID,
                    suite: genesis.suite)
            } catch let fault as StoreFault {
                if case .storage(.locked(let file)) = fault {
                    throw Failure(
                        .cannotWrite, code: "node-7113",
                        zh: "\(file) 被另一进程占用：本文件夹的节点正在运行，请先停止",
                        en: "\(file) is held by another process: the node runs, stop it first")
                }
                if case .storage = fault { throw fault }
                return Answer(tip: 0, damages: ["\(fault)"])
            }
            let damages = try store.check { height in
                if height.value % 10_000 == 0 {
                    FileHandle.standardError.write(Data("\(height)\r".utf8))
                }
            }
            return Answer(tip: store.tip.value, damages: damages.map { "\($0)" })
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
                let report = try await StoreRepair.fromPeers(
                    folder, passphrase: try passphrase.read(output.language), logger: logger
                ) { height in
                    if height.value % 1_000 == 0 {
                        FileHandle.standardError.write(Data("\(height)\r".utf8))
                    }
                }
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
