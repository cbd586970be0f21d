import ArgumentParser
import NodeFiles
import Upkeep

extension StoreCommand {
    /// `tally store confirm-signer`: lets a seat vote again whose register of signatures is lost.
    struct ConfirmSigner: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm-signer",
            abstract: "Let a seat vote again whose register of signatures is lost. 确认签名登记丢失后恢复表决。",
            discussion: """
                Only when no other copy of this node runs anywhere, and the node has observed the \
                chain long enough to see that its seat does not sign elsewhere: two copies that sign \
                make this member a proven equivocator. The node must not run.
                """)

        @Option(help: "The node's folder.")
        var home: String

        @Flag(help: "You made sure that no other copy of the node runs.")
        var noOtherCopyRuns = false

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                guard noOtherCopyRuns else {
                    throw Failure(
                        .usage, code: "not-confirmed",
                        zh: "请先确认没有本节点的其他副本在运行，再加 --no-other-copy-runs",
                        en: "make sure that no other copy of the node runs, then add "
                            + "--no-other-copy-runs")
                }
                let folder = NodeFolder(home)
                guard !folder.hasSignerRegister else {
                    throw Failure(
                        .refused, code: "register-present", zh: "签名登记文件仍在，无须确认",
                        en: "the register of signatures is there: nothing is to be confirmed")
                }
                try NodeOpening.confirmSigner(folder, try NodeOpening.readGenesis(folder))
                try output.show(
                    ["confirmed": true], zh: "已确认：节点自最高区块之后第二个高度起恢复表决",
                    en: "confirmed: the seat votes again from two heights above the tip on")
            }
        }
    }
}
