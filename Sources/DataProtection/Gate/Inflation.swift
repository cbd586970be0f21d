/// Takes DEFLATE off a few bytes, so that what a program packs in one line is read as text.
///
/// Source: RFC 1951; RFC 1950 and RFC 1952 for the wrappers.
struct Inflation {
    /// No text that hides in a value is longer; what grows beyond is no finding of text.
    private static let maximumOutput = 4_096

    private let bytes: [UInt8]
    private var place: Int
    private var held: UInt32 = 0
    private var heldCount: UInt32 = 0
    private var output: [UInt8] = []

    private struct NotDeflated: Error {}

    private init(_ bytes: [UInt8], from place: Int) {
        self.bytes = bytes
        self.place = place
    }

    /// What the bytes unpack to, raw or in a zlib or gzip wrapper; nil where they are none of it.
    static func unpacked(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= 6 else { return nil }
        var starts = [0]
        if bytes[0] & 15 == 8, (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0 { starts = [2] }
        if isGzip(bytes) { starts = [10] }
        for start in starts where start < bytes.count {
            var inflation = Inflation(bytes, from: start)
            if (try? inflation.run()) != nil, !inflation.output.isEmpty { return inflation.output }
        }
        return nil
    }

    /// Whether bytes begin as a packed file does, readable or not.
    static func isWrapped(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 8 else { return false }
        return isGzip(bytes) || bytes.starts(with: [0x50, 0x4b, 3, 4])
            || bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) || bytes.starts(with: Array("BZh".utf8))
            || bytes.starts(with: [0xfd, 0x37, 0x7a, 0x58])
            || bytes[0] == 0x78
                && [0x01, 0x5e, 0x9c, 0xda].contains(bytes[1])
    }

    private static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b, 8]) }

    private mutating func bits(_ count: UInt32) throws -> UInt32 {
        while heldCount < count {
            guard place < bytes.count else { throw NotDeflated() }
            held |= UInt32(bytes[place]) << heldCount
            place += 1
            heldCount += 8
        }
        let value = held & ((1 << count) - 1)
        held >>= count
        heldCount -= count
        return value
    }

    private mutating func run() throws {
        var isLast = false
        while !isLast {
            isLast = try bits(1) == 1
            switch try bits(2) {
            case 0: try stored()
            case 1: try compressed(Code(Self.fixedLengths), Code(Array(repeating: 5, count: 30)))
            case 2:
                let (lengths, distances) = try dynamicCodes()
                try compressed(lengths, distances)
            default: throw NotDeflated()
            }
        }
    }

    private mutating func stored() throws {
        held = 0
        heldCount = 0
        guard place + 4 <= bytes.count else { throw NotDeflated() }
        let length = Int(bytes[place]) | Int(bytes[place + 1]) << 8
        let check = Int(bytes[place + 2]) | Int(bytes[place + 3]) << 8
        guard length == ~check & 0xffff, place + 4 + length <= bytes.count else {
            throw NotDeflated()
        }
        output += bytes[(place + 4)..<(place + 4 + length)]
        place += 4 + length
        guard output.count <= Self.maximumOutput else { throw NotDeflated() }
    }

    private static let fixedLengths: [UInt8] =
        Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
        + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8)
    private static let lengthBase = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115,
        131, 163, 195, 227, 258,
    ]
    private static let lengthExtra: [UInt32] = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBase = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025,
        1_537, 2_049, 3_073, 4_097, 6_145, 8_193, 12_289, 16_385, 24_577,
    ]

    private mutating func compressed(_ lengths: Code, _ distances: Code) throws {
        while true {
            let symbol = try self.symbol(lengths)
            if symbol == 256 { return }
            if symbol < 256 {
                output.append(UInt8(symbol))
            } else {
                guard symbol - 257 < Self.lengthBase.count else { throw NotDeflated() }
                let extra = Self.lengthExtra[symbol - 257]
                let length = Self.lengthBase[symbol - 257] + Int(try bits(extra))
                let code = try self.symbol(distances)
                guard code < Self.distanceBase.count else { throw NotDeflated() }
                let more = code < 4 ? 0 : UInt32(code / 2 - 1)
                let distance = Self.distanceBase[code] + Int(try bits(more))
                guard distance <= output.count else { throw NotDeflated() }
                for _ in 0..<length { output.append(output[output.count - distance]) }
            }
            guard output.count <= Self.maximumOutput else { throw NotDeflated() }
        }
    }

    /// Counts of codes by length, and symbols in the order of their codes.
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int] = []

        init(_ lengths: some Collection<UInt8>) {
            for length in lengths { counts[Int(length)] += 1 }
            counts[0] = 0
            for length in 1..<16 where counts[length] > 0 {
                for (symbol, own) in lengths.enumerated() where own == length {
                    symbols.append(symbol)
                }
            }
        }
    }

    private mutating func symbol(_ code: Code) throws -> Int {
        var (value, first, index) = (0, 0, 0)
        for length in 1..<16 {
            value |= Int(try bits(1))
            let count = code.counts[length]
            if value - count < first {
                guard index + value - first < code.symbols.count else { throw NotDeflated() }
                return code.symbols[index + value - first]
            }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        throw NotDeflated()
    }

    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private mutating func dynamicCodes() throws -> (Code, Code) {
        let lengthCount = Int(try bits(5)) + 257
        let distanceCount = Int(try bits(5)) + 1
        let codeCount = Int(try bits(4)) + 4
        var lengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<codeCount { lengths[Self.order[index]] = UInt8(try bits(3)) }
        let code = Code(lengths)
        var all: [UInt8] = []
        while all.count < lengthCount + distanceCount {
            let symbol = try self.symbol(code)
            switch symbol {
            case 16:
                guard let last = all.last else { throw NotDeflated() }
                all += Array(repeating: last, count: 3 + Int(try bits(2)))
            case 17: all += Array(repeating: 0, count: 3 + Int(try bits(3)))
            case 18: all += Array(repeating: 0, count: 11 + Int(try bits(7)))
            default: all.append(UInt8(symbol))
            }
        }
        guard all.count == lengthCount + distanceCount else { throw NotDeflated() }
        return (Code(all[..<lengthCount]), Code(all[lengthCount...]))
    }
}
