import Foundation
import Testing

@Suite struct `Manual pages` {
    @Test func `are there`() {
        #expect(Manual.pages.count > 10)
        #expect(Manual.pages.allSatisfy { $0.lines.count > 1 })
    }

    @Test func `link only to files that exist`() {
        for page in Manual.pages {
            let folder = Manual.checkout.appendingPathComponent(page.path)
                .deletingLastPathComponent()
            for (line, target) in page.links {
                if target.contains("://") || target.hasPrefix("#") { continue }
                let path = target.split(separator: "#").first.map(String.init) ?? target
                let place = folder.appendingPathComponent(path).standardizedFileURL.path
                if !FileManager.default.fileExists(atPath: place) {
                    Issue.record("\(page):\(line) links to `\(target)`, which is not there")
                }
            }
        }
    }

    @Test func `number each decision once, in its name and its title`() {
        var numbers: Set<String> = []
        for page in Manual.pages where page.path.hasPrefix("docs/internals/decisions/") {
            let number = page.path.split(separator: "/").last.map { String($0.prefix(4)) } ?? ""
            #expect(numbers.insert(number).inserted, "\(page) has a number that another has")
            let title = Int(number).map { "# \($0). " } ?? "#"
            #expect(page.lines[0].hasPrefix(title), "\(page) has another number in its title")
        }
        #expect(numbers.count > 10)
    }

    @Test func `reads the tree of commands`() {
        #expect(CommandTree.names["charter"]?.contains("propose-vocabulary") == true)
        #expect(CommandTree.names["charter"]?.contains("check") == true)
        #expect(CommandTree.names["run"] == [])
        #expect(CommandTree.names.count > 15)
    }

    @Test func `name only commands that exist`() {
        // A quoted `tally` is a name of a room, not a call.
        let call = #"(?<![\w"=-])tally ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?"#
        var calls = 0
        for page in Manual.pages {
            for (line, text) in page.codeParts {
                for match in Manual.matches(call, in: text) {
                    calls += 1
                    guard let below = CommandTree.names[match[1]] else {
                        Issue.record("\(page):\(line) names `tally \(match[1])`: no such command")
                        continue
                    }
                    if !below.isEmpty, !match[2].isEmpty, !below.contains(match[2]) {
                        Issue.record(
                            "\(page):\(line): `tally \(match[1])` has no subcommand `\(match[2])`")
                    }
                }
            }
        }
        #expect(calls > 40)
    }
}
