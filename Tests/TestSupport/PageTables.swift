import Foundation
import Testing

/// Tables of a page that are made from the code, each between `<!-- NAME -->` and `<!-- end of NAME -->`.
package enum PageTables {
    /// Whether the page has the tables as the code says them; with `TALLY_WRITE_REFERENCE` set they
    /// are written into it.
    ///
    /// - Parameter page: by its path from the fixtures.
    package static func hold(_ tables: [(String, String)], in page: String) throws -> Bool {
        let text = try Fixture.text(page)
        var expected = text
        for (name, table) in tables {
            let from = try #require(expected.range(of: "<!-- \(name) -->\n"), "\(name)")
            let to = try #require(expected.range(of: "<!-- end of \(name) -->"), "\(name)")
            expected.replaceSubrange(from.upperBound..<to.lowerBound, with: table)
        }
        guard ProcessInfo.processInfo.environment["TALLY_WRITE_REFERENCE"] != nil else {
            return text == expected
        }
        let file = Fixture.root.appendingPathComponent(page)
        try expected.write(to: file, atomically: true, encoding: .utf8)
        return true
    }
}
