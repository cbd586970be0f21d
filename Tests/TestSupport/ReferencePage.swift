import Foundation

/// The pages of docs/reference, whose test vectors are tests: `name = hex` in blocks of `vectors`.
package enum ReferencePage {
    /// The vectors of one block of a page, counted from 0, in their order.
    package static func vectors(_ page: String, block: Int) throws -> [(name: String, hex: String)]
    {
        let file = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/reference/\(page).md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let blocks = text.components(separatedBy: "```vectors\n").dropFirst()
            .map { $0.components(separatedBy: "```")[0] }
        return blocks[block].split(separator: "\n").map { line in
            let parts = line.components(separatedBy: " = ")
            return (name: parts[0], hex: parts[1])
        }
    }
}
