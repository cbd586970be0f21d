/// Which encoding bytes are in that are not UTF-8: only to tell people, never to read them.
enum TextEncoding {
    /// A byte-order mark of UTF-16, or zeros at every second place, as Western text has them.
    static func isUTF16(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) { return true }
        let head = bytes.prefix(64)
        guard head.count >= 4 else { return false }
        let zeros = head.indices.filter { head[$0] == 0 }
        return zeros.count * 3 >= head.count
            && (zeros.allSatisfy { $0 % 2 == 0 } || zeros.allSatisfy { $0 % 2 == 1 })
    }

    /// Whether bytes that are not UTF-8 are a whole text of GBK or GB 18030.
    ///
    /// A damaged UTF-8 text can be valid GBK by accident: where more Han characters than faults
    /// come out as UTF-8, it is a damaged text. Source: GB 18030-2022, 5.
    static func isGBK(_ bytes: ArraySlice<UInt8>) -> Bool {
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let lead = bytes[at]
            if lead < 0x80 {
                at += 1
                continue
            }
            guard (0x81...0xfe).contains(lead), at + 1 < bytes.endIndex else { return false }
            let second = bytes[at + 1]
            if (0x30...0x39).contains(second) {
                guard at + 3 < bytes.endIndex, (0x81...0xfe).contains(bytes[at + 2]),
                    (0x30...0x39).contains(bytes[at + 3])
                else { return false }
                at += 4
            } else {
                guard (0x40...0xfe).contains(second), second != 0x7f else { return false }
                at += 2
            }
        }
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        let faults = scalars.count { $0 == "\u{fffd}" }
        return scalars.count { (0x4e00...0x9fff).contains($0.value) } < faults
    }

    /// The place of the first byte that no UTF-8 text has there.
    static func firstFault(_ bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var input = bytes.makeIterator()
        var place = 0
        while true {
            switch decoder.decode(&input) {
            case .scalarValue(let scalar): place += UTF8.width(scalar)
            case .emptyInput, .error: return place
            }
        }
    }
}
