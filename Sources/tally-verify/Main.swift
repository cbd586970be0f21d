import SystemCalls
import TallyEvidence
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
            let demands = try options.demands()
            let first = Verification(of: try InputFile.read(options.file), under: demands)
            try place?.write(first.page(in: options.language))
            Output.write(options.wantsJSON ? first.json : first.text(in: options.language))
            guard let other = options.otherFile else { exit(first.verdict.rawValue) }
            let second = Verification(of: try InputFile.read(other), under: demands)
            let comparison = Comparison(first, second)
            let code = second.code.map { " \($0)" } ?? ""
            Output.complain("\(other): \(second.verdict.name)\(code)\n")
            Output.complain(comparison.text(in: options.language) + "\n")
            let verdicts = [first.verdict, second.verdict, comparison.verdict]
            exit(Verification.Verdict.worst(verdicts).rawValue)
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
