import Foundation
import TestSupport
import Testing
import Versioning

@testable import TallyCommands

@Suite struct `The tool's help` {
    @Test func `finds the commands`() {
        #expect(Tool.commands.count > 70)
    }

    @Test(arguments: Tool.commands.map(\.path))
    func `exits with 0 and says what a command does in both languages`(path: [String]) async {
        let answer = await Tool.run(path + ["--help"])
        #expect(answer.code == 0 && answer.errors.isEmpty)
        let first = answer.output.components(separatedBy: "\n\n").first ?? ""
        #expect(first.hasPrefix("OVERVIEW: ") && first.isChinese, "\(path): \(first)")
        #expect(first.contains { $0.isASCII && $0.isLetter })
    }

    @Test(arguments: Tool.commands.map(\.path))
    func `refuses an option that is not there with 64, in the reader's language`(
        path: [String]
    ) async {
        for language in ["zh", "en"] {
            let answer = await Tool.run(path + ["--lang", language, "--no-such-option"])
            #expect(answer.code == 64, "\(path)")
            #expect(answer.output.isEmpty, "\(path)")
            #expect(answer.errors.contains("Usage: tally \(path.joined(separator: " "))"))
            #expect(answer.errors.hasPrefix("tally：") == (language == "zh"), "\(path)")
        }
    }

    @Test func `names the tool's version`() async {
        let answer = await Tool.run(["--version"])
        #expect(answer.code == 0 && answer.output == "tally \(TallyVersion.text)\n")
    }

    @Test func `lists every exit code that a failure has, as the manual does`() async throws {
        // The help is broken into lines of the terminal's width.
        let help = await Tool.run(["--help"]).output.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        let page = try String(
            contentsOf: Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("docs/operating/node.md"), encoding: .utf8)
        for kind in Failure.Kind.allCases {
            #expect(help.contains("\(kind.rawValue) "), "\(kind)")
            #expect(page.contains("\n| \(kind.rawValue) | "), "\(kind) is not in node.md")
        }
    }
}
