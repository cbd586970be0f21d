import ArgumentParser
import Versioning

/// The one command of operators, officers and clinicians; each subcommand has its own file.
struct Tally: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tally",
        abstract: "A consortium node for health-data governance. 健康医疗数据治理联盟节点。",
        discussion: """
            Exit codes: 0 done · 1 refused · 2 undecided · 64 wrong call · 65 bad contents · \
            66 missing file · 69 node does not answer · 70 fault · 73 cannot write · 77 wrong key.
            Texts are Chinese where the environment asks for it, or with --lang zh.
            """,
        version: "tally \(TallyVersion.text)",
        groupedSubcommands: [
            CommandGroup(
                name: "Founding and running a node 创建与运行节点",
                subcommands: [
                    InitCommand.self, GenesisCommand.self, JoinCommand.self, KeyCommand.self,
                    RunCommand.self, HealthCommand.self, DoctorCommand.self, StoreCommand.self,
                    DutyCommand.self, BackupCommand.self, RestoreCommand.self, DemoCommand.self,
                ]),
            CommandGroup(
                name: "Changing the consortium 变更联盟",
                subcommands: [
                    GovernanceCommand.self, SeatCommand.self, RotateKeyCommand.self,
                    StaffCommand.self, LicenceCommand.self, RecoverCommand.self,
                ]),
            CommandGroup(
                name: "Charters and the committee 章程与委员会",
                subcommands: [CharterCommand.self, CaseCommand.self]),
            CommandGroup(
                name: "Patients and their data 患者与数据",
                subcommands: [
                    SubjectCommand.self, AssetCommand.self, RightCommand.self, ConsentCommand.self,
                    WithdrawalCommand.self, GrantCommand.self, CodeCommand.self, GateCommand.self,
                    ImportCommand.self,
                ]),
            CommandGroup(
                name: "Access 访问",
                subcommands: [
                    RequestCommand.self, ReviewCommand.self, OpenCommand.self,
                    OverrideCommand.self, SubmitCommand.self, StatusCommand.self,
                ]),
            CommandGroup(
                name: "Evidence 证据",
                subcommands: [
                    ExportCommand.self, VerifyCommand.self, AnchorCommand.self, ChainCommand.self,
                ]),
        ])
}
