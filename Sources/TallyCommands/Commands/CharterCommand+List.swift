import ArgumentParser
import TallyClient

extension CharterCommand {
    /// `tally charter list`: what is in force, and what is on its way.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List charters in force and proposals on their way. 列出生效章程与待决提案。")

        struct Answer: Encodable {
            let inForce: [CharterView]
            let proposals: [ProposalView]
        }

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let client = try await Session.open(session, output.language).client
                let answer = Answer(
                    inForce: try await client.charters(),
                    proposals: try await client.proposals())
                try output.show(
                    answer, zh: Self.text(answer, .zh), en: Self.text(answer, .en))
            }
        }

        private static func text(_ answer: Answer, _ language: DisplayLanguage) -> String {
            var lines = answer.inForce.map {
                language.say("生效  ", "in force  ") + "\($0.id)@\($0.version)  \($0.digest)"
            }
            lines += answer.proposals.map { item in
                let reports = language.say("\(item.reports) 份检查报告", "\(item.reports) gate reports")
                let about = item.caseID.map { language.say("  案卷 ", "  case ") + $0 } ?? ""
                return language.say("提案  ", "proposal  ")
                    + "\(item.name)@\(item.version)  \(item.state)  \(reports)\(about)"
            }
            return lines.isEmpty
                ? language.say("没有章程", "there is no charter") : lines.joined(separator: "\n")
        }
    }
}
