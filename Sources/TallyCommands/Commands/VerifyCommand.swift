import ArgumentParser
import Evidence
import Foundation
import Sealing

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
            guard let digest = Digest(hex: genesis) else {
                throw Failure(
                    .usage, code: "genesis-malformed", zh: "--genesis 应为 64 位十六进制",
                    en: "--genesis has 64 hexadecimal digits")
            }
            let report = EvidenceVerifier(schema: GovernanceSchema()).verify(
                try Files.read(file), policy: CourtPolicy(genesis: digest))
            let summary = [
                "verdict": report.verdict.name, "code": report.code.map { "\($0.rawValue)" } ?? "0",
            ]
            try output.show(
                summary, zh: ReportText(report, language: .chinese).text,
                en: ReportText(report, language: .english).text)
            switch report.verdict {
            case .totalPassed: break
            case .totalFailed: throw ExitCode(1)
            case .indeterminate: throw ExitCode(2)
            }
        }
    }
}
