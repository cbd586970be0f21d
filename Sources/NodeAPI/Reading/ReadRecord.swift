import Foundation

/// One read of what is recorded of patients, given or refused.
struct Read: Hashable, Sendable {
    /// The node's clock, milliseconds since 1970.
    let time: UInt64
    /// Who read, as the chain knows the key: `staff hospital-a/dr-li`, `patient 3f…`.
    let who: String
    /// The key that signed the call.
    let key: String
    /// The call, with the names in it left out.
    let call: String
    /// Pseudonyms that the content names, ascending.
    let patients: [String]
    /// By what relation; `own` for what the reader signed, nil where it was refused.
    let standing: String?

    /// The same read but for its time.
    var identity: Self {
        Self(time: 0, who: who, key: key, call: call, patients: patients, standing: standing)
    }

    /// Its lines, each with the names that one holds; at least one.
    var lines: [ReadRecord] {
        let size = Limits.patientsPerLine
        let starts = Array(stride(from: 0, to: max(1, patients.count), by: size))
        return starts.map { start in
            let names = Array(patients.dropFirst(start).prefix(size))
            return ReadRecord(
                time: time, who: who, key: key, call: call, patients: names,
                more: patients.count - start - names.count, standing: standing,
                isGiven: standing != nil)
        }
    }
}

/// A line of the log of reads. The count of repeats stands at its end, with room for it to grow.
struct ReadRecord: Codable, Sendable {
    let time: UInt64
    let who: String
    let key: String
    let call: String
    /// Ascending; at most 64.
    let patients: [String]
    /// How many more it names, in the lines behind it.
    let more: Int
    /// Absent where it was refused.
    let standing: String?
    let isGiven: Bool

    /// Digits that a count may have.
    private static let digits = 10

    /// The bytes of the line, and where in them the count begins.
    func bytes() throws -> (line: [UInt8], count: Int) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var line = Array(try encoder.encode(self).dropLast())
        line += Array(#","times":"#.utf8)
        let place = line.count
        line += Self.count(1) + Array("}\n".utf8)
        return (line, place)
    }

    /// A count in the room that it has; blanks behind it.
    static func count(_ times: Int) -> [UInt8] {
        let digits = String(times).utf8.prefix(Self.digits)
        return Array(digits) + Array(repeating: 0x20, count: Self.digits - digits.count)
    }
}
