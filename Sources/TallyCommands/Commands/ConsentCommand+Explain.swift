import ArgumentParser
import Governance
import TallyClient
import WrittenText

extension ConsentCommand {
    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether a consent has effect, and why not. 说明一项同意是否有效力。",
            discussion: "Exit code 0 where it has effect, 1 where it has none.")

        @Argument(help: "The consent's id.")
        var consent: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let id = try Given.record(consent, "CONSENT")
                let session = try await Session.open(session, output.language)
                let view = try await session.client.consent(id)
                try output.show(
                    view, zh: ConsentText.text(view, .zh), en: ConsentText.text(view, .en))
                throw ExitCode(view.hasEffect ? 0 : 1)
            }
        }
    }
}

extension Session {
    /// What the patient's people should know of a consent that they just recorded: what takes effect
    /// away from it. Nil where nothing does.
    ///
    /// The consent is on the chain already: where the node does not show it now, `tally consent explain`
    /// says the same later.
    func remark(onConsent id: String) async -> TextView? {
        guard let view = try? await client.consent(id), !view.hindrances.isEmpty else { return nil }
        return view.explanation
    }
}

/// A consent in words.
enum ConsentText {
    static func text(_ view: ConsentView, _ language: DisplayLanguage) -> String {
        let scope = view.scope
        var lines = [language.say(view.explanation.zh, view.explanation.en)]
        func line(_ zh: String, _ en: String, _ values: [String]) {
            guard !values.isEmpty else { return }
            let title = language.say(zh, en)
            let gap = String(repeating: " ", count: max(1, 12 - title.terminalWidth))
            lines.append(title + gap + values.joined(separator: ", "))
        }
        let relation = GrantorRelation.allCases.map(\.words).first { $0.id == view.relation }
        line("患者", "patient", view.subject.map { [$0] } ?? [])
        line("数据集", "asset", view.asset.map { [$0] } ?? [])
        line(
            "作出人", "given by",
            [relation.map { language.say($0.chinese, $0.id) } ?? view.relation])
        line("目的", "purposes", scope.purposes)
        line("类别", "categories", scope.categories)
        line("最高级别", "level", ["≤ \(scope.maximumLevel)"])
        line("接收方", "audiences", scope.audiences)
        line("字段", "fields", scope.fields)
        line("行为", "actions", scope.actions)
        if scope.data.from != nil || scope.data.until != nil {
            line("数据时间", "data of", [span(scope.data.from, scope.data.until)])
        }
        line("期限", "holds", [span(scope.notBefore, scope.notAfter)])
        line("取代", "supersedes", view.supersedes.map { [$0] } ?? [])
        return lines.joined(separator: "\n")
    }

    private static func span(_ from: UInt64?, _ until: UInt64?) -> String {
        let ends = [from, until].map { $0.map(TimeText.shanghai) ?? "" }
        return ends.joined(separator: " – ")
    }
}
