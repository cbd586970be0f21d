import ArgumentParser
import Foundation
import Interchange
import LedgerTypes
import NodeFiles
import SystemCalls
import TallyClient

/// `tally governance`: what changes the consortium, signed file by file, one key at one machine.
struct GovernanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "governance",
        abstract: "Changes of the consortium, signed file by file. 联盟变更：逐份文件签名。",
        discussion: """
            draft at a member's node; sign wherever a governance key is kept, off line; combine what \
            the signers send back; submit to any node. All governance keys never meet at one place.
            """,
        subcommands: [Draft.self, Show.self, Sign.self, Combine.self, Submit.self])

    /// What each of them prints.
    struct Answer: Encodable {
        let file: String
        let transaction: String
        let kind: String
        let signed: [String]
        let unsigned: [String]
        let needed: UInt64
        let missing: Int

        init(_ draft: GovernanceDraft, file: String) {
            self.file = file
            transaction = draft.id.description
            kind = draft.transaction.kind.name
            signed = draft.present.map(\.name)
            unsigned = draft.absent.map(\.name)
            needed = draft.panel.needed
            missing = draft.missing
        }

        func text(_ language: DisplayLanguage) -> String {
            let state =
                missing == 0
                ? language.say("签名已足：可提交", "enough signatures: it can be submitted")
                : language.say(
                    "还差 \(missing) 个签名，可由：\(unsigned.joined(separator: "、"))",
                    "\(missing) more signatures needed, of: \(unsigned.joined(separator: ", "))")
            return """
                \(language.say("文件    ", "file         "))\(file)
                \(language.say("交易    ", "transaction  "))\(transaction)
                \(language.say("种类    ", "kind         "))\(kind)
                \(language.say("已签    ", "signed       "))\(signed.joined(separator: ", "))
                \(state)
                """
        }
    }

    /// Reads a draft's page.
    static func read(_ path: String) throws -> GovernanceDraft {
        try Files.page(path)
    }

    static func show(_ draft: GovernanceDraft, _ file: String, _ output: OutputOptions) throws {
        let answer = Answer(draft, file: file)
        try output.show(answer, zh: answer.text(.zh), en: answer.text(.en))
    }
}

extension GovernanceCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a draft and print what it does. 核对并显示草案内容。")

        @Argument(help: "The draft.")
        var file: String

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let draft = try GovernanceCommand.read(file)
                if !output.json { Console.print(draft.page) }
                try GovernanceCommand.show(draft, file, output)
            }
        }
    }

    struct Sign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add one signature; needs the file and the key, no network. 离线加签。",
            discussion: """
                Prints what is signed; at a terminal you are asked first. Compare the transaction \
                number with the other signers by another way, or give it with --expect.
                """)

        @Argument(help: "The draft.")
        var file: String

        @Option(name: .shortAndLong, help: "Your key file.")
        var key: String

        @Option(name: .shortAndLong, help: "The file to write; else the draft is written back.")
        var out: String?

        @Option(help: "The transaction number that was told to you by another way.")
        var expect: String?

        @Flag(help: "Do not ask at a terminal.")
        var yes = false

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run { try sign() }
        }

        private func sign() throws {
            let place = try out.map { try OutputPlace($0, reading: [self.file, key]) }
            let draft = try GovernanceCommand.read(file)
            if let expect, expect.lowercased() != draft.id.description {
                throw Failure(
                    .refused, code: "transaction-differs", zh: "文件中的交易编号是 \(draft.id)，与所给不符",
                    en: "the file is of transaction \(draft.id), not of the one you expect")
            }
            if !output.json { Console.print(draft.page) }
            try confirm()
            let file = try KeyFile.read(key)
            let secret = try file.signingKey(
                file.purpose, suite: draft.transaction.suite,
                passphrase: try passphrase.read(output.language))
            let signed = try draft.signing(with: secret)
            let bytes = Array(signed.page.utf8)
            if let place {
                try place.write(bytes)
            } else {
                try Files.replace(self.file, with: bytes)
            }
            try GovernanceCommand.show(signed, place?.path ?? self.file, output)
        }

        private func confirm() throws {
            guard !yes, isatty(STDIN_FILENO) == 1 else { return }
            let question = output.language.say("签名？输入 yes：", "sign this? type yes: ")
            Console.write(question)
            guard readLine() == "yes" else {
                throw Failure(.refused, code: "not-signed", zh: "未签名", en: "nothing was signed")
            }
        }
    }

    struct Combine: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the signatures of several files together. 合并各方签名。",
            discussion: "Exit code 0 where the signatures suffice, 2 where some are missing.")

        @Argument(help: "The files that the signers sent back.")
        var files: [String]

        @Option(name: .shortAndLong, help: "The file to write.")
        var out: String

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                guard !files.isEmpty else {
                    throw Failure(
                        .usage, code: "no-files", zh: "请给出要合并的文件", en: "name the files to combine")
                }
                let place = try OutputPlace(out, reading: files)
                let drafts = try files.map(GovernanceCommand.read)
                let draft = try GovernanceDraft.combining(drafts)
                try place.write(Array(draft.page.utf8))
                try GovernanceCommand.show(draft, out, output)
                if draft.missing > 0 { throw ExitCode(Failure.Kind.indeterminate.rawValue) }
            }
        }
    }

    struct Submit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Submit a draft that has its signatures. 提交签名已足的草案。",
            discussion: """
                For a change of seats you are asked first where fewer of them are seen than decide \
                afterwards.
                """)

        @Argument(help: "The draft.")
        var file: String

        @Option(help: "How long to wait for the entry, in seconds.")
        var wait: UInt64 = 30

        @Flag(help: "Do not ask where too few of the seats are seen.")
        var yes = false

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let wait = try Given.number(wait, in: 0...60, "--wait")
                let draft = try GovernanceCommand.read(file)
                guard draft.missing == 0 else {
                    let names = draft.absent.map(\.name).joined(separator: ", ")
                    throw Failure(
                        .refused, code: "signatures-missing",
                        zh: "还差 \(draft.missing) 个签名，可由：\(names)",
                        en: "\(draft.missing) more signatures are needed, of: \(names)")
                }
                let session = try await Session.open(session, output.language)
                guard draft.transaction.chain == session.chain else {
                    throw Failure(
                        .badInput, code: "wrong-chain", zh: "该草案属于另一条链",
                        en: "the draft belongs to another chain")
                }
                if let change = draft.seatChange {
                    try await session.confirm(change.seats, isDecided: yes, output)
                }
                let view = try await session.commit(draft.signed, wait: wait * 1_000)
                let entry = view.entry ?? 0
                try output.show(
                    view, zh: "已上链：条目 \(entry)\n编号 \(view.id)",
                    en: "recorded: entry \(entry)\nid     \(view.id)")
            }
        }
    }
}
