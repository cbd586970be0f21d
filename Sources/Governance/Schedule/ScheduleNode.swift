import CanonicalCoding
import LedgerTypes

/// A set of bytes in 256 bits.
struct ByteSet: Hashable, Sendable, CanonicalCodable {
    private var bits = [UInt8](repeating: 0, count: 32)

    init() {}

    var isEmpty: Bool { first == nil }

    /// The smallest byte in the set.
    var first: UInt8? {
        guard let place = bits.firstIndex(where: { $0 != 0 }) else { return nil }
        return UInt8(place * 8 + bits[place].trailingZeroBitCount)
    }

    mutating func insert(_ byte: UInt8) { bits[Int(byte / 8)] |= 1 << (byte % 8) }

    mutating func remove(_ byte: UInt8) { bits[Int(byte / 8)] &= ~(1 << (byte % 8)) }

    func encode(into writer: inout CanonicalWriter) { writer.byteString(bits) }

    init(from reader: inout CanonicalReader) throws(CodingFault) {
        bits = try reader.byteString(count: 32, field: "byte set")
    }
}

/// Where a part of the schedule lies: the first bytes of the order keys of all items in it.
struct SchedulePrefix: TableKey {
    let keyBytes: [UInt8]

    static let all = SchedulePrefix(keyBytes: [])

    /// Which byte of an order key tells the parts below this one apart.
    var depth: Int { keyBytes.count }

    func child(_ byte: UInt8) -> SchedulePrefix { SchedulePrefix(keyBytes: keyBytes + [byte]) }
}

/// A part of the schedule: a few items, or the bytes by which more of them are told apart.
enum ScheduleNode: Hashable, Sendable, CanonicalCodable {
    /// Ascending, at least one, at most `Schedule.itemsPerNode`.
    case items([DueItem])
    case branches(ByteSet)

    func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        switch self {
        case .items(let items):
            writer.unsigned(1)
            writer.array(items)
        case .branches(let bytes):
            writer.unsigned(2)
            bytes.encode(into: &writer)
        }
    }

    init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        switch try reader.unsigned() {
        case 1: self = .items(try reader.array(upTo: Schedule.itemsPerNode))
        case 2: self = .branches(try ByteSet(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "schedule node")
        }
        reader.endArray()
    }
}
