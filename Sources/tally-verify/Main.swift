import Evidence
import Glibc

/// `tally-verify`: checks one evidence file offline; reads files, writes at most a report.
@main
enum Main {
    static func main() {
        let options: Options
        do {
            options = try Options(Array(CommandLine.arguments.dropFirst()))
        } catch {
            leave(.usage, "tally-verify: \(error.english) · \(error.chinese)\n\n\(Options.usage)")
        }
        guard !options.wantsHelp else {
            Output.write(Options.usage)
            exit(0)
        }
        do throws(UsageFault) {
            let policy = try options.policy()
            guard let bytes = InputFile.read(options.file) else {
                throw .unreadable(options.file)
            }
            let verifier = EvidenceVerifier(schema: GovernanceSchema())
            let report = verifier.verify(bytes, policy: policy)
            if let path = options.reportPath,
                !Output.write(ReportPage(report, language: options.language).html, to: path)
            {
                throw .unwritable(path)
            }
            Output.write(
                options.wantsJSON
                    ? ReportJSON(report).text
                    : ReportText(report, language: options.language).text)
            guard let other = options.otherFile else { exit(Int32(report.verdict.rawValue)) }
            guard let bytes = InputFile.read(other) else { throw .unreadable(other) }
            let second = verifier.verify(bytes, policy: policy)
            let comparison = EvidenceComparison(report, second)
            let code = second.code.map { " \($0.rawValue)" } ?? ""
            Output.complain("\(other): \(second.verdict.name)\(code)\n")
            Output.complain(comparison.text(options.language) + "\n")
            let verdicts = [report.verdict, second.verdict, comparison.verdict]
            exit(Int32(EvidenceVerdict.worst(verdicts).rawValue))
        } catch {
            leave(.usage, "tally-verify: \(error.english) · \(error.chinese)\n")
        }
    }

    /// Exit codes beside those of the verdicts. Source: sysexits(3).
    private enum Status: Int32 {
        case usage = 64
    }

    private static func leave(_ status: Status, _ message: String) -> Never {
        Output.complain(message)
        exit(status.rawValue)
    }
}
