/// A text that a person wrote, or passed through their editor: decoded, without its byte-order
/// mark, and cut into lines in one way.
///
/// A line ends with LF, CR LF or CR, whatever system it was written on. Other characters that some
/// editors show as a new line are refused: what a reader takes for two lines must never be one.
package struct WrittenPage: Hashable, Sendable {
    /// The whole text, line ends as written.
    package let text: String
    /// Without their ends; a line end at the very end of the text begins no further line.
    package let lines: [String]

    /// Largest page where a format sets no bound of its own: what people write by hand is smaller.
    package static let mostBytes = 8 << 20

    /// Reads well-formed UTF-8 with at most one byte-order mark; nothing is replaced or skipped.
    package init(
        _ bytes: [UInt8], mostBytes: Int = Self.mostBytes
    ) throws(WrittenTextFault) {
        text = try Self.decode(bytes, mostBytes: mostBytes)
        let bytes = Array(text.utf8)
        lines = LineEnds.lines(of: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
        for (index, line) in lines.enumerated() {
            if line.unicodeScalars.contains(where: Self.looksLikeLineEnd) {
                throw .hiddenLineEnd(line: index + 1)
            }
        }
    }

    /// The text of bytes as people's editors write them, for readers that have a grammar of their
    /// own for lines.
    package static func decode(
        _ bytes: [UInt8], mostBytes: Int = Self.mostBytes
    ) throws(WrittenTextFault) -> String {
        guard bytes.count <= mostBytes else {
            throw .tooLarge(bytes: bytes.count, most: mostBytes)
        }
        let rest = bytes[byteOrderMark(bytes)...]
        if TextEncoding.isUTF16(bytes) { throw .utf16 }
        guard let text = String(validating: rest, as: UTF8.self) else {
            throw TextEncoding.isGBK(rest)
                ? .gbk
                : .notUTF8(line: LineEnds.line(of: TextEncoding.firstFault(bytes), in: bytes))
        }
        if let zero = bytes.firstIndex(of: 0) {
            throw .notText(line: LineEnds.line(of: zero, in: bytes))
        }
        return text
    }

    /// How many bytes the byte-order mark at the beginning takes: three or none.
    package static func byteOrderMark(_ bytes: [UInt8]) -> Int {
        bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    }

    /// Vertical tab, form feed, next line, and the separators of lines and paragraphs.
    private static func looksLikeLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        [0x0b, 0x0c, 0x85, 0x2028, 0x2029].contains(scalar.value)
    }
}

/// Where lines begin and end, in bytes. Source: the line ends of POSIX, of Windows and of old Macs.
package enum LineEnds {
    /// The stretches of the lines without their ends, in order. An empty text has none.
    package static func lines(of bytes: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            guard byte == 0x0a || byte == 0x0d else {
                at += 1
                continue
            }
            lines.append(start..<at)
            let isPair = byte == 0x0d && at + 1 < bytes.count && bytes[at + 1] == 0x0a
            at += isPair ? 2 : 1
            start = at
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        return lines
    }

    /// How many line ends stand in a stretch; CR LF is one.
    package static func count(in bytes: some Sequence<UInt8>) -> Int {
        var count = 0
        var last: UInt8 = 0
        for byte in bytes {
            if byte == 0x0d || byte == 0x0a && last != 0x0d { count += 1 }
            last = byte
        }
        return count
    }

    /// The number of the line that holds an offset, from 1.
    package static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        count(in: bytes.prefix(offset)) + 1
    }

    /// The line that holds an offset, and its number from 1. `offset` is at most `bytes.count`.
    package static func stretch(
        around offset: Int, in bytes: [UInt8]
    ) -> (number: Int, range: Range<Int>) {
        func isEnd(_ byte: UInt8) -> Bool { byte == 0x0a || byte == 0x0d }
        let start = bytes[..<offset].lastIndex(where: isEnd).map { $0 + 1 } ?? 0
        let end = bytes[offset...].firstIndex(where: isEnd) ?? bytes.count
        return (line(of: start, in: bytes), start..<end)
    }
}
