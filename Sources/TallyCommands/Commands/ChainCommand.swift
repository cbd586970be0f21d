import ArgumentParser
import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import Sealing
import TallyClient

/// `tally chain`: what is recorded, read entry by entry.
struct ChainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chain",
        abstract: "Read entries, histories, members and blocks. 查阅条目、历史、成员与区块。",
        subcommands: [
            EntryAt.self, History.self, Members.self, Notices.self, BlockAt.self, State.self,
            InterfaceOfNode.self,
        ])

    struct EntryAt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "entry", abstract: "Show one entry. 查看一个条目。")

        @Argument(help: "The entry's number.")
        var index: UInt64

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                let view = try await session.client.entry(index)
                try output.show(
                    view, zh: EntryText.text(view, .zh), en: EntryText.text(view, .en))
            }
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All entries of a patient or data set, newest first. 主体或数据集的全部条目。")

        @Option(help: "The patient's pseudonym.")
        var subject: String?

        @Option(help: "The asset's id.")
        var asset: String?

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                guard let head = try Given.head(subject: subject, asset: asset) else {
                    throw Failure(
                        .usage, code: "target-missing", zh: "请用 --subject 或 --asset 指明一个对象",
                        en: "name one target with --subject or --asset")
                }
                let session = try await Session.open(session, output.language)
                let entries = try await Self.all(head, session.client)
                let none = (zh: "没有该对象的条目", en: "no entry is recorded of it")
                try output.show(
                    entries,
                    zh: entries.isEmpty ? none.zh : EntryText.lines(entries, .zh),
                    en: entries.isEmpty ? none.en : EntryText.lines(entries, .en))
            }
        }

        /// Page by page to the first.
        private static func all(_ head: HeadID, _ client: NodeClient) async throws -> [EntryView] {
            let kind = head.kind == .subject ? "subject" : "asset"
            var entries: [EntryView] = []
            var before: UInt64?
            repeat {
                let page = try await client.history(
                    kind, head.id.description, before: before)
                entries += page.entries
                before = page.next
            } while before != nil
            return entries
        }
    }

    struct Members: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the member institutions. 列出成员机构。")

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                let members = try await session.client.members()
                try output.show(members, zh: Self.text(members, .zh), en: Self.text(members, .en))
            }
        }

        private static func text(_ members: [MemberView], _ language: DisplayLanguage) -> String {
            members.map { member in
                let seat = member.hasSeat ? language.say("有席位", "seat") : "–"
                let state =
                    member.isActive
                    ? language.say("有效", "active") : language.say("已停用", "suspended")
                let name = language.say(member.nameChinese, member.nameEnglish)
                return "\(member.id)  \(name)  \(member.uscc)  \(member.kind)  \(seat)  \(state)"
            }.joined(separator: "\n")
        }
    }

    struct Notices: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Whom your member has still to tell, and by when. 本机构尚待发出的通知。")

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                let notices = try await session.client.notices()
                try output.show(
                    notices,
                    zh: notices.isEmpty
                        ? "没有待办通知" : notices.map { Self.line($0, .zh) }.joined(separator: "\n"),
                    en: notices.isEmpty
                        ? "nobody is to be told"
                        : notices.map { Self.line($0, .en) }.joined(separator: "\n"))
            }
        }

        private static func line(_ notice: NoticeView, _ language: DisplayLanguage) -> String {
            language.say("告知", "tell") + " \(notice.audience)  "
                + language.say("事由", "about") + " \(notice.about)  "
                + language.say("截止", "by") + " \(TimeText.shanghai(notice.due))  \(notice.state)"
        }
    }

    struct BlockAt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "block",
            abstract: "Fetch a block with its certificate, canonical bytes. 取得区块与法定签名。")

        @Argument(help: "The height.")
        var height: UInt64

        @Option(name: .shortAndLong, help: "The file to write.")
        var out: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                try Files.requireNew(out)
                let session = try await Session.open(session, output.language)
                try session.write(
                    Array(try await session.client.block(height)), to: out, output)
            }
        }
    }

    struct State: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A value of the state with its proof, as JSON. 状态值与证明。")

        @Argument(help: "The key, hexadecimal: docs/reference/node-api.md says how it is made.")
        var key: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                guard let name = Hex.decode(key) else {
                    throw Failure(
                        .usage, code: "state-key-malformed", zh: "状态键应为十六进制，收到 `\(key)`",
                        en: "a state key is hexadecimal, not `\(key)`")
                }
                let session = try await Session.open(session, output.language)
                let view = try await session.client.state(name)
                let text = try OutputOptions.encoded(view)
                try output.show(view, zh: text, en: text)
            }
        }
    }

    struct InterfaceOfNode: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "interface",
            abstract: "Print the node's interface in OpenAPI 3.1; no key is needed. 接口描述。")

        @Option(help: "Address of the node.")
        var node = "http://127.0.0.1:7401"

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let client = NodeClient(
                    address: try Given.address(node), chain: ChainID(.zero), signer: nil)
                Console.write(try await client.interfaceDocument())
                Console.print("")
            }
        }
    }
}
