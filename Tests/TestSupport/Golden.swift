import Foundation

/// Texts that are kept as they were when somebody last read them.
///
/// `TALLY_RECORD=1` writes them anew; read the difference before keeping it.
package enum Golden {
    /// Where a text first differs from the fixture at a path; nil if it is the same.
    package static func difference(_ told: String, at path: String) throws -> String? {
        if ProcessInfo.processInfo.environment["TALLY_RECORD"] != nil {
            let file = Fixture.root.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try told.write(to: file, atomically: true, encoding: .utf8)
        }
        guard let known = try? Fixture.text(path) else { return "there is no Fixtures/\(path)" }
        return difference(told, known)
    }

    /// True if the fixture at a path has these bytes.
    package static func holds(_ bytes: [UInt8], at path: String) throws -> Bool {
        if ProcessInfo.processInfo.environment["TALLY_RECORD"] != nil {
            try Data(bytes).write(to: Fixture.root.appendingPathComponent(path))
        }
        return try Fixture.bytes(path) == bytes
    }

    /// The first line that differs says most.
    static func difference(_ told: String, _ known: String) -> String? {
        guard told != known else { return nil }
        let (new, old) = (lines(told), lines(known))
        for (number, pair) in zip(new, old).enumerated() where pair.0 != pair.1 {
            return "line \(number + 1): `\(pair.0)`, not `\(pair.1)`"
        }
        return "\(new.count) lines, not \(old.count)"
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
