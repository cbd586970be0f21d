import ArgumentParser
import Governance
import LedgerTypes
import TallyClient

/// `tally case`: what is before the committee.
struct CaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "List, show, open and vote on cases. 案卷：列出、查看、提请、表决。",
        subcommands: [List.self, Show.self, Open.self, Vote.self, Recuse.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the cases that take ballots. 列出待决案卷。")

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                let cases = try await session.client.cases()
                try output.show(
                    cases,
                    zh: cases.isEmpty ? "没有待决案卷" : cases.map(Self.line).joined(separator: "\n"),
                    en: cases.isEmpty
                        ? "no case is open" : cases.map(Self.line).joined(separator: "\n"))
            }
        }

        private static func line(_ item: CaseView) -> String {
            "\(item.id)  \(item.type)  \(item.state)  \(item.ballots.count)/\(item.panel.count)  "
                + TimeText.shanghai(item.due)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one case. 查看案卷。")

        @Argument(help: "The case's id.")
        var id: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let record = try Given.record(id, "CASE")
                let session = try await Session.open(session, output.language)
                let view = try await session.client.caseFile(record)
                let proposals = try await session.client.proposals()
                let about = proposals.first { $0.caseID == view.id }.map {
                    "\($0.name)@\($0.version)"
                }
                try output.show(
                    view, zh: Self.text(view, about, .zh), en: Self.text(view, about, .en))
            }
        }

        private static func text(
            _ view: CaseView, _ proposal: String?, _ language: DisplayLanguage
        ) -> String {
            let ballots = view.ballots.map { "\($0.person) \($0.choice)" }
            return [
                language.say("案卷  ", "case     ") + view.id,
                language.say("类型  ", "type     ") + view.type,
                language.say("事由  ", "about    ") + (proposal ?? view.reference ?? "–"),
                language.say("患者  ", "patient  ")
                    + ((view.subject.map { [$0] } ?? ["–"]) + view.otherNames)
                    .joined(separator: ", "),
                language.say("状态  ", "state    ") + view.state,
                language.say("期限  ", "due      ") + TimeText.shanghai(view.due),
                language.say("合议  ", "panel    ") + view.panel.joined(separator: ", "),
                language.say("回避  ", "parties  ") + view.parties.joined(separator: ", "),
                language.say("表决  ", "ballots  ") + ballots.joined(separator: ", "),
            ].joined(separator: "\n")
        }
    }

    struct Vote: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Vote on a case, in person. 本人表决。")

        @Argument(help: "The case's id.")
        var id: String

        @Argument(help: "approve, reject or abstain.")
        var choice: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let choices: [String: BallotChoice] = [
                    "approve": .approve, "reject": .reject, "abstain": .abstain,
                ]
                guard let ballot = choices[choice] else {
                    throw Failure(
                        .usage, code: "choice-unknown", zh: "表决应为 approve、reject 或 abstain",
                        en: "vote approve, reject or abstain")
                }
                let session = try await Session.open(session, output.language)
                let action = CastVote(caseID: try Given.record(id, "CASE"), choice: ballot)
                try await session.finish(
                    session.transaction(action), submitting, output, zh: "表决已上链",
                    en: "the ballot is recorded")
            }
        }
    }
}
