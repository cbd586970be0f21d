import ArgumentParser
import Versioning

/// Runs whole consortia on a virtual clock, network and disk: seeds, enumerations, campaigns.
@main
struct TallySim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tally-sim",
        abstract: "Simulate consortia and look for faults of consensus. 模拟联盟，查找共识缺陷。",
        discussion: """
            The same seed gives the same run, on every machine. 同一种子总得到同一次运行。
            Exit codes: 0 nothing found · 1 a violation · 2 stopped before the end · 64 wrong call · 66 missing file. \
            退出码：0 未发现 · 1 发现违规 · 2 中途停止 · 64 调用错误 · 66 文件缺失。
            """,
        version: "tally-sim \(TallyVersion.text)",
        subcommands: [
            RunCommand.self, ReplayCommand.self, ShrinkCommand.self, CampaignCommand.self,
            EnumerateCommand.self, MutantsCommand.self, AdversaryCommand.self,
        ])
}
