import CanonicalCoding
import LedgerTypes
import Sealing

/// One file of blocks as the store knows it.
struct Segment: Sendable {
    let number: UInt64
    let firstHeight: Height
    let file: FramedFile
    /// Where the frames of its blocks begin.
    var offsets: [Int]
    /// Length of the file: where the next frame begins.
    var size: Int
    var isSealed: Bool

    static let folder = "blocks"
    static let kind = "tally/segment/v1"

    static func path(_ number: UInt64) -> String {
        let digits = String(number)
        let zeroes = String(repeating: "0", count: max(0, 6 - digits.utf8.count))
        return "\(folder)/segment-\(zeroes)\(digits).blocks"
    }

    static func sealPath(_ number: UInt64) -> String {
        String(path(number).dropLast("blocks".utf8.count)) + "seal"
    }

    /// The number in a name such as `segment-000001.blocks`.
    static func number(ofName name: String) -> UInt64? {
        guard name.hasPrefix("segment-"), name.hasSuffix(".blocks") else { return nil }
        let digits = name.dropFirst("segment-".utf8.count).dropLast(".blocks".utf8.count)
        guard let number = UInt64(digits), path(number) == "\(folder)/\(name)" else { return nil }
        return number
    }

    var path: String { Self.path(number) }

    /// The height after the last one.
    var end: Height { Height(firstHeight.value + UInt64(offsets.count)) }

    /// Place in the file of the frame of a height that it holds.
    func frame(of height: Height) -> Range<Int> {
        let index = Int(height.value - firstHeight.value)
        let upper = index + 1 < offsets.count ? offsets[index + 1] : size
        return offsets[index]..<upper
    }
}

/// What a segment says of itself in its first frame.
struct SegmentDescription: Hashable, CanonicalCodable {
    let chain: ChainID
    let number: UInt64
    let firstHeight: Height

    init(chain: ChainID, number: UInt64, firstHeight: Height) {
        self.chain = chain
        self.number = number
        self.firstHeight = firstHeight
    }

    func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        chain.encode(into: &writer)
        writer.unsigned(number)
        firstHeight.encode(into: &writer)
    }

    init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        chain = try ChainID(from: &reader)
        number = try reader.unsigned()
        firstHeight = try Height(from: &reader)
        reader.endArray()
    }
}

/// The seal of a full segment, in a file beside it: its length, its digest and where its blocks
/// begin, so that opening need not read it.
struct SegmentSeal: Hashable, CanonicalCodable {
    static let kind = "tally/seal/v1"

    let number: UInt64
    let firstHeight: Height
    let size: Int
    let digest: Digest
    let offsets: [Int]

    init(number: UInt64, firstHeight: Height, size: Int, digest: Digest, offsets: [Int]) {
        self.number = number
        self.firstHeight = firstHeight
        self.size = size
        self.digest = digest
        self.offsets = offsets
    }

    func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        writer.unsigned(number)
        firstHeight.encode(into: &writer)
        writer.unsigned(UInt64(size))
        digest.encode(into: &writer)
        writer.array(offsets.map { UInt64($0) })
    }

    init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        number = try reader.unsigned()
        firstHeight = try Height(from: &reader)
        let size = try reader.integer(field: "size")
        self.size = size
        digest = try Digest(from: &reader)
        let places: [UInt64] = try reader.array()
        for (place, next) in zip(places, places.dropFirst()) where place >= next {
            throw .invalidValue(at: reader.offset, field: "offsets")
        }
        guard !places.isEmpty, places.allSatisfy({ $0 < UInt64(size) }) else {
            throw .invalidValue(at: reader.offset, field: "offsets")
        }
        offsets = places.map { Int($0) }
        reader.endArray()
    }

    /// The bytes of the seal's file.
    var image: [UInt8] {
        var file = FramedFile(kind: Self.kind)
        return file.image(description: canonicalBytes)
    }

    static func read(_ bytes: [UInt8], path: String) throws(StoreFault) -> SegmentSeal {
        let (file, description) = try FramedFile.open(bytes, kind: kind, path: path)
        guard file.bodyStart == bytes.count, let seal = try? SegmentSeal(canonical: description)
        else { throw .damagedFile(path: path, offset: 0) }
        return seal
    }
}

/// The header at the front of a stored block, read without the rest.
func headerInFront(of record: [UInt8]) throws(CodingFault) -> Header {
    var reader = CanonicalReader(record)
    for _ in 0..<3 { try reader.beginArray(count: 2) }
    return try Header(from: &reader)
}
