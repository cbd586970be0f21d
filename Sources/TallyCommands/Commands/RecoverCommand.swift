import ArgumentParser
import Foundation
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import Upkeep

/// `tally recover`: the chain goes on with fewer seats after a quorum was lost for ever, file by file.
struct RecoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Go on after a quorum of seats was lost for ever. 法定数永久丧失后的恢复。",
        discussion: """
            statement on every survivor, with the node stopped; draft on one of them; show, sign and \
            combine wherever a governance key is kept, off line; apply on every survivor. The \
            procedure: docs/operating/recovery.md. Never recover while a lost seat may come back.
            """,
        subcommands: [
            Statement.self, Draft.self, GovernanceCommand.Show.self, GovernanceCommand.Sign.self,
            GovernanceCommand.Combine.self, Apply.self,
        ])

    /// What `recover statement` prints.
    struct StatementAnswer: Encodable {
        let file: String
        let member: String
        let height: UInt64
        let block: String
        let round: UInt64?
        let lockedBlock: String?
    }

    /// What `recover apply` prints.
    struct AppliedAnswer: Encodable {
        let transaction: String
        let epoch: UInt64
        let height: UInt64
        let firstRound: UInt64
        let seats: [String]
    }
}

extension RecoverCommand {
    struct Statement: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "State what this survivor holds and has signed. 存续节点出具声明。",
            discussion: """
                The node must not run. After it the seat signs nothing at the height in question \
                until an order is applied, or the statement is withdrawn.
                """)

        @Option(help: "The node's folder.")
        var home: String

        @Option(name: .shortAndLong, help: "The file to write.")
        var out: String?

        @Flag(help: "Take the statement back: the seat signs again under the old seats.")
        var withdraw = false

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let desk = try RecoveryDesk.open(NodeFolder(home))
                if withdraw {
                    try desk.withdraw()
                    return try output.show(
                        ["withdrawn": true], zh: "已撤回：节点启动后照常签名",
                        en: "withdrawn: the seat signs as before once the node runs")
                }
                guard let out else {
                    throw Failure(
                        .usage, code: "no-file", zh: "请用 --out 指明要写入的文件",
                        en: "name the file to write with --out")
                }
                let place = try OutputPlace(out)
                let file = try KeyFile.read(desk.folder.key(.seat))
                let key = try file.signingKey(
                    .seat, suite: desk.genesis.suite,
                    passphrase: try passphrase.read(output.language))
                let statement = try desk.state(key: key)
                try place.write(Array(statement.page.utf8))
                try show(statement, at: out)
            }
        }

        private func show(_ statement: RecoveryStatement, at path: String) throws {
            let round = statement.round.map { "\($0)" }
            let lock = statement.lock.map { "\($0.block)" }
            try output.show(
                StatementAnswer(
                    file: path, member: statement.member.text, height: statement.height.value,
                    block: statement.block.description, round: statement.round?.value,
                    lockedBlock: lock),
                zh: """
                    声明    \(path)
                    成员    \(statement.member)
                    末区块  \(statement.height)  \(statement.block)
                    轮次    \(round ?? "其后未签名")
                    锁定    \(lock ?? "无")
                    此后本席位在高度 \(statement.height.next) 不签名，直至安装恢复令或撤回声明。
                    """,
                en: """
                    statement   \(path)
                    member      \(statement.member)
                    last block  \(statement.height)  \(statement.block)
                    round       \(round ?? "nothing signed after it")
                    locked      \(lock ?? "nothing")
                    From now on this seat signs nothing at height \(statement.height.next) until an \
                    order is applied or the statement is withdrawn.
                    """)
        }
    }

    struct Draft: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draft the order, on the statements of all survivors. 依据声明起草恢复令。",
            discussion: """
                Run at a survivor, its node stopped. Refuses if a statement shows a later block, or \
                the survivors disagree. Read the warnings: they say what may be lost.
                """)

        @Option(help: "The node's folder.")
        var home: String

        @Option(help: "A survivor's statement; once for each survivor.")
        var statement: [String]

        @Option(help: "The member whose seat is lost; once for each.")
        var remove: [String]

        @Option(help: "For how many days the order can be applied, at most 30.")
        var days: UInt64 = 7

        @Option(name: .shortAndLong, help: "The draft to write.")
        var out: String

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let days = try Given.number(days, in: 1...30, "--days")
                let place = try OutputPlace(out, reading: statement)
                let desk = try RecoveryDesk.open(NodeFolder(home))
                let statements = try statement.map {
                    try Files.page($0, as: RecoveryStatement.self)
                }
                let (draft, warnings) = try desk.draft(
                    statements, removing: try remove.map { try Given.member($0) }, days: days)
                try place.write(Array(draft.page.utf8))
                for warning in warnings {
                    let text = output.language.say("警告：" + warning.zh, "WARNING: " + warning.en)
                    Console.complain(text)
                }
                try GovernanceCommand.show(draft, out, output)
            }
        }
    }

    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Install a signed order on a survivor, or take it out. 安装或取出恢复令。",
            discussion: """
                The node must not run. Everything in the order is checked against this node's \
                chain and against what its seat has signed; then start the node.
                """)

        @Argument(help: "The combined order; not with --undo.")
        var file: String?

        @Option(help: "The node's folder.")
        var home: String

        @Flag(help: "Take the order out again, as long as the seat has not signed under it.")
        var undo = false

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let desk = try RecoveryDesk.open(NodeFolder(home))
                if undo {
                    try desk.uninstall()
                    return try output.show(
                        ["undone": true], zh: "恢复令已取出", en: "the order was taken out")
                }
                guard let file else {
                    throw Failure(
                        .usage, code: "no-file", zh: "请给出恢复令文件", en: "name the order's file")
                }
                let order = try desk.install(try GovernanceCommand.read(file).signed)
                let seats = order.body.seats.seats.map(\.member.text)
                try output.show(
                    AppliedAnswer(
                        transaction: order.id.description, epoch: order.body.epoch,
                        height: order.height.value, firstRound: order.body.firstRound.value,
                        seats: seats),
                    zh: """
                        恢复令已安装  \(order.id)
                        纪元          \(order.body.epoch)
                        自高度        \(order.height)，轮次 \(order.body.firstRound)
                        保留席位      \(seats.joined(separator: "、"))
                        各存续节点均安装后，启动节点：tally run
                        """,
                    en: """
                        order installed  \(order.id)
                        epoch            \(order.body.epoch)
                        from height      \(order.height), round \(order.body.firstRound)
                        seats            \(seats.joined(separator: ", "))
                        When it is installed at every survivor, start the nodes: tally run
                        """)
            }
        }
    }
}
