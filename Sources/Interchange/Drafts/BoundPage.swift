import Foundation
import Sealing
import WrittenText

/// A page of text that people read, with the bytes it was made from at its end.
///
/// The text is never parsed: whoever takes a page makes it again from the bytes and compares, so
/// that nobody signs something else than they read. Source: docs/reference/governance-files.md.
struct BoundPage: Hashable, Sendable {
    /// The first line; names the format and its version.
    let format: String
    /// What people read, in both languages.
    let lines: [String]
    let bytes: [UInt8]

    private static let begin = "-----BEGIN TALLY BYTES-----"
    private static let end = "-----END TALLY BYTES-----"
    private static let lineLength = 76

    var text: String {
        let rows = Base64.lines(bytes, length: Self.lineLength)
        return ([format, ""] + lines + ["", Self.begin] + rows + [Self.end])
            .joined(separator: "\n") + "\n"
    }

    /// The bytes of a page of a format; line ends of other systems are taken as they come.
    static func bytes(of page: [UInt8], format: String) throws(DraftFault) -> [UInt8] {
        let rows = try rows(of: page)
        guard rows.first == format, let first = rows.firstIndex(of: begin),
            let last = rows.lastIndex(of: end), first < last
        else { throw .notAPage(format: format) }
        guard let bytes = Base64.decode(rows[(first + 1)..<last].joined()) else {
            throw .notAPage(format: format)
        }
        return bytes
    }

    /// Refuses a page whose text is not the one that its bytes give.
    func check(_ page: [UInt8]) throws(DraftFault) {
        guard try Self.rows(of: page) == Self.rows(of: Array(text.utf8)) else { throw .changedPage }
    }

    private static func rows(of page: [UInt8]) throws(DraftFault) -> [String] {
        do throws(WrittenTextFault) {
            return try WrittenPage(page).lines
        } catch {
            throw .notText(error)
        }
    }
}

/// A line of a page: what it is in both languages, and its value.
package struct PageLine: Hashable, Sendable {
    package let english: String
    package let chinese: String
    package let value: String

    init(_ english: String, _ chinese: String, _ value: some CustomStringConvertible) {
        self.english = english
        self.chinese = chinese
        self.value = value.description
    }

    var text: String { "\(english) · \(chinese): \(value)" }

    /// A time as people in China read it, with its offset.
    static func time(_ milliseconds: UInt64) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 8 * 3_600)
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss.SSS '+08:00'"
        return formatter.string(from: Date(timeIntervalSince1970: Double(milliseconds) / 1_000))
    }
}
