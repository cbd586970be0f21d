import ArgumentParser
import Foundation
import LedgerTypes
import NodeRuntime

extension StoreCommand {
    /// `tally store confirm-signer`: lets a seat vote again whose register of signatures is lost.
    struct ConfirmSigner: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm-signer",
            abstract: "Let a seat vote again whose register of signatures is lost. 确认签名者，恢复表决。",
            discussion: """
                Only after you made sure that no other copy of this node runs anywhere, and after \
                the node has followed the chain to its tip. The seat signs again from two heights \
                above the tip on. The node must not run.
                """)

        @Option(help: "The node's folder.")
        var home: String

        @Flag(help: "You made sure that no other copy of this node runs.")
        var noOtherCopyRuns = false

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                guard noOtherCopyRuns else {
                    throw Failure(
                        .usage, code: "not-confirmed",
                        zh: "请先确认没有本节点的其他副本在运行，再加上 --no-other-copy-runs 执行",
                        en: "make sure that no other copy of this node runs, then give "
                            + "--no-other-copy-runs")
                }
                let folder = NodeFolder(home)
                guard !folder.hasSignerRegister else {
                    throw Failure(
                        .refused, code: "register-present", zh: "签名登记文件仍在，无须确认",
                        en: "the register of signatures is there: nothing is to be confirmed")
                }
                try NodeOpening.confirmSigner(folder, NodeOpening.readGenesis(folder))
                try output.show(
                    ["confirmed": true], zh: "已建立新的签名登记，请执行 tally run --home \(home)",
                    en: "the register is made anew: tally run --home \(home)")
            }
        }
    }
}
