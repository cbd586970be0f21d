import Foundation
import TestSupport

/// README.md and the pages below docs/, by their paths below the checkout.
enum Manual {
    static let checkout = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()

    static let pages: [SourceFile] = {
        let folder = checkout.appendingPathComponent("docs").path
        let below = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        let paths = (below ?? []).filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }
        return (["README.md"] + paths.sorted()).map { path in
            let url = checkout.appendingPathComponent(path)
            let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
            return SourceFile(path: path, lines: text.components(separatedBy: "\n"))
        }
    }()

    /// All matches of a pattern's groups in a text.
    static func matches(_ pattern: String, in text: String) -> [[String]] {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
        let whole = NSRange(text.startIndex..., in: text)
        return expression.matches(in: text, range: whole).map { match in
            (0..<match.numberOfRanges).map { group in
                Range(match.range(at: group), in: text).map { String(text[$0]) } ?? ""
            }
        }
    }
}

extension SourceFile {
    /// Lines of fenced blocks and contents of code spans, with their line numbers.
    var codeParts: [(line: Int, text: String)] {
        var parts: [(line: Int, text: String)] = []
        var fence: String?
        for (index, line) in lines.enumerated() {
            let bare = line.trimmingCharacters(in: .whitespaces)
            if bare.hasPrefix("```") {
                fence = fence == nil ? String(bare.dropFirst(3)) : nil
            } else if let fence {
                if fence != "mermaid" { parts.append((index + 1, line)) }
            } else {
                for span in Manual.matches("`([^`]+)`", in: line) {
                    parts.append((index + 1, span[1]))
                }
            }
        }
        return parts
    }

    /// Targets of links outside of code, with their line numbers.
    var links: [(line: Int, target: String)] {
        var found: [(line: Int, target: String)] = []
        var isCode = false
        for (index, line) in lines.enumerated() {
            if line.trimmingCharacters(in: .whitespaces).hasPrefix("```") { isCode.toggle() }
            guard !isCode else { continue }
            let prose = line.replacingOccurrences(
                of: "`[^`]*`", with: "", options: .regularExpression)
            for match in Manual.matches(#"\]\(([^)\s]+)\)"#, in: prose) {
                found.append((index + 1, match[1]))
            }
        }
        return found
    }
}

/// The commands of `tally`, read from the sources: each with the names of its subcommands.
enum CommandTree {
    static let names: [String: Set<String>] = {
        var parents: [String: String] = [:]
        var children: [String: Set<String>] = [:]
        var nested: [String: String] = [:]
        // A command may lend its own to another: `GovernanceCommand.Sign.self`.
        var borrowed: [(by: String, type: String)] = []
        for file in sources(below: "Sources/TallyCommands") {
            var outer = ""
            for (index, line) in file.lines.enumerated() {
                if let found = Manual.matches(#"^(?:struct|extension) (\w+)"#, in: line).first {
                    outer = found[1]
                }
                for found in Manual.matches(#"(\w+Command\.\w+)\.self"#, in: line) {
                    borrowed.append((outer, found[1]))
                }
                let pattern = #"^( *)struct (\w+): AsyncParsableCommand"#
                guard let found = Manual.matches(pattern, in: line).first else { continue }
                let name = commandName(found[2], below: index, in: file)
                if found[1].isEmpty {
                    parents[outer] = name
                } else {
                    children[outer, default: []].insert(name)
                    nested["\(outer).\(found[2])"] = name
                }
            }
        }
        for loan in borrowed {
            if let name = nested[loan.type] { children[loan.by, default: []].insert(name) }
        }
        return Dictionary(
            uniqueKeysWithValues: parents.filter { $0.value != "tally" }.map {
                ($0.value, children[$0.key] ?? [])
            })
    }()

    /// The name in the configuration, else the type's name in lower case.
    private static func commandName(
        _ type: String, below index: Int, in file: SourceFile
    ) -> String {
        for line in file.lines[(index + 1)...] {
            if line.contains("AsyncParsableCommand") { break }
            if let found = Manual.matches(#"commandName: "([^"]+)""#, in: line).first {
                return found[1]
            }
            if line.contains("func run()") { break }
        }
        return type.lowercased()
    }
}
