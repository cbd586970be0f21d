import Foundation
import TestSupport
import Testing

/// The version stands in one place of the code, and in the newest heading of the page of changes.
@Suite struct `Version` {
    private static let number = #"\d+\.\d+\.\d+"#

    private static var text: String? {
        let file = sources(below: "Sources/Versioning").first
        return Manual.matches("text = \"(\(number))\"", in: file?.text ?? "").first?[1]
    }

    private static var headings: [String] {
        let page = Manual.pages.first { $0.path == "docs/CHANGELOG.md" }
        return (page?.lines ?? []).filter { $0.hasPrefix("## ") }
    }

    @Test func `is the newest heading of the page of changes`() throws {
        let version = try #require(Self.text)
        #expect(Self.headings.first?.hasPrefix("## \(version) ") == true, "\(Self.headings)")
    }

    @Test func `goes down the page of changes, each once`() {
        let versions = Self.headings.compactMap { heading in
            Manual.matches("^## (\(Self.number)) ", in: heading).first?[1]
        }
        #expect(versions.count == Self.headings.count && !versions.isEmpty)
        let parts = versions.map { $0.split(separator: ".").compactMap { Int($0) } }
        for (newer, older) in zip(parts, parts.dropFirst()) {
            #expect(older.lexicographicallyPrecedes(newer), "\(older) stands below \(newer)")
        }
    }

    @Test func `stands nowhere else in the sources`() throws {
        let version = try #require(Self.text)
        let places = sources(below: "Sources").filter { file in
            file.lines.contains { $0.contains("\"\(version)\"") }
        }
        #expect(places.map(\.path) == ["Sources/Versioning/TallyVersion.swift"])
    }

    @Test(
        .enabled(if: ToolRun.areBuilt),
        arguments: ["tally", "tally-verify", "tally-sim", "tally-bench"])
    func `is what every tool prints`(tool: String) throws {
        let version = try #require(Self.text)
        let run = try ToolRun(tool, ["--version"], in: "/tmp")
        #expect(run.code == 0 && run.complaint.isEmpty, "\(run.complaint)")
        // ArgumentParser prints the text as it is; the name tells which program was meant.
        #expect(run.output == "\(tool) \(version)\n")
    }
}
