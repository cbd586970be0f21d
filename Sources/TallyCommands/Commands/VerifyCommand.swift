import ArgumentParser
import TallyEvidence

/// `tally verify`: what `tally-verify` does, for those who have this program at hand.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check an evidence file offline. 离线核验证据包。",
        discussion: """
            Exit code 0 passed, 1 failed, 2 undecided. The chain digest must come from a source of \
            your own, never from the file.
            """)

    @Argument(help: "The evidence file.")
    var file: String

    @Option(help: "The chain's digest, 64 hexadecimal digits.")
    var genesis: String

    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let demands: CourtDemands
            do throws(CourtDemandsFault) {
                demands = try CourtDemands(genesis: genesis)
            } catch {
                throw Failure(
                    .usage, code: "genesis-malformed", zh: "--genesis：\(error.chinese)",
                    en: "--genesis: \(error.english)")
            }
            let verification = Verification(of: try Files.read(file), under: demands)
            let summary = [
                "verdict": verification.verdict.name,
                "code": verification.code.map(String.init) ?? "0",
            ]
            try output.show(
                summary, zh: verification.text(in: .chinese), en: verification.text(in: .english))
            guard verification.verdict == .passed else {
                throw ExitCode(verification.verdict.rawValue)
            }
        }
    }
}
