import Evidence
import SystemCalls
import Versioning

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
        guard !options.wantsVersion else {
            Output.write("tally-verify \(TallyVersion.text)\n")
            exit(0)
        }
        do throws(UsageFault) {
            let place = try ReportPlace(options)
            let policy = try options.policy()
            let bytes = try InputFile.read(options.file)
            let verifier = EvidenceVerifier(schema: GovernanceSchema())
            let report = verifier.verify(bytes, policy: policy)
            try place?.write(ReportPage(report, language: options.language).html)
            Output.write(
                options.wantsJSON
                    ? ReportJSON(report).text
                    : ReportText(report, language: options.language).text)
            guard let other = options.otherFile else { exit(Int32(report.verdict.rawValue)) }
            let second = verifier.verify(try InputFile.read(other), policy: policy)
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
