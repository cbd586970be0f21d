import Foundation
import Testing

/// A read whose fault is thrown away with `try?`: what could not be read is then taken for nothing.
struct SilentRead {
    let line: Int

    /// Reads of disks and of what stands on them; decoding what was read is none.
    private static let reads =
        #"\btry\?.*(?:AtomicFile\.|FileCopy\.|FileManager\.default\.(?:contents|attributes|dest)"#
        + #"|(?:String|Data)\(contentsOf|readToEnd|\bentry\(at|\bblock\(at|\.stored\(|freeBytes|RecoveryFiles\."#
        + #"|readConfiguration|readGenesis|\.(?:status|standing)\(of|waiting\(|files\.(?:list|size|read|hasFolder)|\btry\b)"#
    private static let fallBack = #"\(try\?.*\)\s*(?:\?\?|\.flatMap)"#

    /// Those of a file that say with no comment why nothing is lost; the comment stands in the
    /// line, or directly above the statement.
    static func all(in lines: [String]) -> [SilentRead] {
        lines.indices.filter { at in
            // Swift's own search of a text is slow in a test's build.
            guard lines[at].range(of: "try?", options: .literal) != nil else { return false }
            let next = lines.dropFirst(at + 1).first?.drop { $0 == " " } ?? ""
            let whole = lines[at] + (next.hasPrefix("??") || next.hasPrefix(".flat") ? next : "")
            guard
                whole.range(of: fallBack, options: .regularExpression) != nil
                    || lines[at].range(of: reads, options: .regularExpression) != nil
            else { return false }
            return !saysWhy(at, lines)
        }.map { SilentRead(line: $0 + 1) }
    }

    private static func saysWhy(_ at: Int, _ lines: [String]) -> Bool {
        if lines[at].contains("// ") { return true }
        var start = at
        while start > 0, goesOn(lines[start - 1]) { start -= 1 }
        return start > 0 && lines[start - 1].drop { $0 == " " }.hasPrefix("// ")
    }

    /// Whether a line is no end of a statement.
    private static func goesOn(_ line: String) -> Bool {
        let text = line.drop { $0 == " " }
        guard !text.hasPrefix("//") else { return false }
        return [",", "(", "=", "guard", "if"].contains { line.hasSuffix($0) }
    }
}

@Suite struct `Reads that fail` {
    /// Rooms of the core that read a member's files: what they cannot read is not empty there either.
    private static let reading: Set<String> = ["Outbox", "Duties", "SeatFiles"]

    @Test func `are told above the core, or the code says why not`() {
        var rooms: Set<String> = []
        // A simulation's disk is a value, and its faults are made by the simulation itself.
        for file in sources(below: "Sources")
        where !coreRooms.subtracting(Self.reading).contains(file.room) && file.room != "Simulation"
        {
            rooms.insert(file.room)
            for read in SilentRead.all(in: file.lines) {
                Issue.record(
                    "\(file):\(read.line): a fault of the disk reads as nothing; tell it, or say why"
                )
            }
        }
        #expect(rooms.isSuperset(of: ["NodeRuntime", "NodeAPI", "Interchange", "tally"]))
    }

    @Test func `are seen`() {
        let sample = """
            let a = (try? AtomicFile.read(path)) ?? []
            let b = (try? await standing(of: id))
                ?? .unknown
            guard let c = first(),
                let d = try? node.entry(at: c)
            else { return nil }
            // Nil is told as "not known".
            guard let e = first(),
                let f = try? node.entry(at: e)
            else { return nil }
            let g = try? Decision(canonical: bytes)
            try? FileManager.default.removeItem(atPath: path)
            let h = (try? order(folder)).flatMap { $0 }
            // Above another statement.
            let i = 1
            let j = try? FileManager.default.contentsOfDirectory(atPath: path)
            """.components(separatedBy: "\n")
        #expect(SilentRead.all(in: sample).map(\.line) == [1, 2, 5, 13, 16])
    }
}
