import ArgumentParser
import CharterLanguage
import CharterTooling

extension CharterCommand {
    /// `tally charter test`: what every seat will compute before the ballot opens.
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run a charter's tests and assertions: the gate. 运行测试与断言，即上线检查。",
            discussion: """
                Every seat computes the same before the committee may vote: tests pass, each rule \
                is live in a test, nine tenths of the single conditions come out both ways, every \
                assertion holds. Warnings and holes are for the voters to weigh. Exit code 0 where \
                the gate passes, else 1.
                """)

        struct Answer: Encodable {
            struct Line: Encodable {
                let title: String
                let verdict: String
                let detail: [String]
            }
            let tests: [Line]
            let assertions: [Line]
            let gate: GateText
            let passes: Bool
        }

        @OptionGroup var sources: SourceOptions

        @Option(help: "Regions that one assertion may visit.")
        var nodeBudget = GateReport.defaultNodeBudget

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                _ = try Given.number(nodeBudget, in: 1...10_000_000, "--node-budget")
                let (charter, compilation, _) = try sources.checked(output.language)
                let report = GateReport(
                    charter, suite: .ed25519SHA256, nodeBudget: nodeBudget)
                let answer = Answer(
                    tests: Self.tests(charter, compilation),
                    assertions: assertions(charter, compilation), gate: GateText(report),
                    passes: report.passes)
                try output.show(
                    answer, zh: Self.text(answer, .zh), en: Self.text(answer, .en))
                if !report.passes { throw ExitCode(Failure.Kind.refused.rawValue) }
            }
        }

        private static func tests(
            _ charter: CheckedCharter, _ compilation: CharterCompilation
        ) -> [Answer.Line] {
            CharterTests.run(charter, titles: compilation.titles).map { result in
                let text = RulingText(
                    [charter], titles: [charter.charter.id: compilation.titles],
                    compilation.language)
                return Answer.Line(
                    title: result.title, verdict: result.passed ? "passed" : "failed",
                    detail: result.passed ? [] : [text.text(result.found)])
            }
        }

        private func assertions(
            _ charter: CheckedCharter, _ compilation: CharterCompilation
        ) -> [Answer.Line] {
            Assertions.decide(
                charter, nodeBudget: nodeBudget, titles: compilation.titles
            ).map { result in
                switch result.verdict {
                case .holds:
                    Answer.Line(title: result.title, verdict: "holds", detail: [])
                case .refuted(let facts):
                    Answer.Line(
                        title: result.title, verdict: "refuted",
                        detail: FactText.lines(facts, compilation.language))
                case .inconclusive:
                    Answer.Line(
                        title: result.title, verdict: "inconclusive", detail: ["\(result.nodes)"])
                }
            }
        }

        private static func text(_ answer: Answer, _ language: DisplayLanguage) -> String {
            let words = [
                "passed": language.say("通过", "passed"), "failed": language.say("失败，实得", "FAILED"),
                "holds": language.say("成立", "holds"),
                "refuted": language.say("不成立，反例", "REFUTED, for"),
                "inconclusive": language.say("预算用尽，未能判定", "INCONCLUSIVE"),
            ]
            var lines = (answer.tests + answer.assertions).map { line in
                let head = "\(words[line.verdict] ?? line.verdict)  \(line.title)"
                let detail = line.detail.flatMap { $0.split(separator: "\n") }
                return ([head] + detail.map { "    " + $0 }).joined(separator: "\n")
            }
            let failed = (answer.tests + answer.assertions).count {
                !["passed", "holds"].contains($0.verdict)
            }
            lines.append(
                language.say(
                    "测试 \(answer.tests.count)，断言 \(answer.assertions.count)，未通过 \(failed)",
                    "\(answer.tests.count) tests, \(answer.assertions.count) assertions, \(failed) not passed"
                ))
            lines += answer.gate.lines(language)
            lines.append(
                answer.passes
                    ? language.say("上线检查通过", "the gate passes")
                    : language.say("上线检查未通过", "the gate does NOT pass"))
            return lines.joined(separator: "\n")
        }
    }
}
