import ArgumentParser
import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

/// What is asked for, shared by `request` and `review`.
struct AskingOptions: ParsableArguments {
    @Option(help: "The asset, by id.")
    var asset: String?

    @Option(help: "The patient, by the holder's pseudonym.")
    var subject: String?

    @Option(help: "The action, by its name in the vocabulary: read, or its Chinese name.")
    var action: String

    @Option(help: "The purpose, likewise: care, research …")
    var purpose: String

    @Option(help: "The fields, separated by commas.")
    var fields: String

    @Option(help: "The form of the output: raw or parameters.")
    var form = "raw"

    @Option(help: "The grant it rests on; left out, the ledger looks for one.")
    var grant: String?

    /// The request in the words of the vocabularies in force.
    func request(_ session: Session) async throws -> Governance.Request {
        guard asset != nil || subject != nil else {
            throw Failure(
                .usage, code: "target-missing", zh: "请用 --asset 或 --subject 指明对象",
                en: "name what is asked for with --asset or --subject")
        }
        let words = try await session.words()
        return Governance.Request(
            asset: try asset.map { try Given.record($0, "--asset") },
            subject: try subject.map(Given.pseudonym),
            action: try words.id(action, .action, "--action"),
            purpose: try words.id(purpose, .purpose, "--purpose"),
            fields: try words.ids(fields, .field, "--fields"),
            output: try words.id(form, .form, "--form"),
            grant: try grant.map { try Given.record($0, "--grant") },
            clientTime: WallClock.now())
    }
}

/// `tally request`: asks for access; the ledger's decision is final and recorded.
struct RequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Ask for access; decided by every node and recorded. 提出请求，由全体节点裁决并上链。",
        discussion: "Exit code 0 for permit, 1 for deny, 2 for escalate.")

    @OptionGroup var asking: AskingOptions
    @OptionGroup var session: SessionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let session = try await Session.open(session, output.language)
            let view = try await session.commit(
                session.transaction(try await asking.request(session)))
            guard let decision = view.receipt?.decision else {
                throw ClientFault.unreadable("decision")
            }
            let entry = view.entry ?? 0
            let paper = try await DecisionPaper(entry: view.entry, session)
            let text = paper?.text(output.language) ?? ""
            try output.show(
                view, zh: "\(text)\n条目：\(entry)，请求：\(view.id)",
                en: "\(text)\nentry: \(entry), request: \(view.id)")
            throw ExitCode(Self.exitCode(decision.outcome))
        }
    }

    /// 0 permit, 1 deny, 2 escalate.
    static func exitCode(_ outcome: String) -> Int32 {
        switch outcome {
        case "permit": 0
        case "escalate": 2
        default: 1
        }
    }
}

/// `tally review`: what would be decided now; nothing is recorded and nothing follows from it.
struct ReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "See what would be decided; nothing is recorded. 试审：查看将如何裁决，不上链。",
        discussion: """
            Exit code 0 for permit, 1 for deny, 2 for escalate. It needs a recorded standing with \
            the patient; without one ask with tally request, which is recorded. \
            须与患者有登记的关系；没有的请用 tally request 在链上申请。
            """)

    @OptionGroup var asking: AskingOptions
    @OptionGroup var session: SessionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let session = try await Session.open(session, output.language)
            let view = try await session.client.review(
                try await asking.request(session).canonicalBytes)
            guard let bytes = Base64.decode(view.bytes),
                let decision = try? Decision(canonical: bytes)
            else { throw ClientFault.unreadable("decision") }
            let text = try await DecisionPaper(decision, session).text(output.language)
            try output.show(
                view, zh: "\(text)\n截至高度 \(view.asOf)（仅供参考，未上链）",
                en: "\(text)\nas of height \(view.asOf), not recorded")
            throw ExitCode(RequestCommand.exitCode(view.decision.outcome))
        }
    }
}
