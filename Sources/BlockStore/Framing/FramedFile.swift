import CanonicalCoding
import LedgerTypes
import Mutants
import Sealing

/// The form that all files of the store share: a line that names the kind and version, a salt, and
/// frames, of which the first describes the file.
///
/// A frame is marker, length, checksum and payload. The checksum is keyed with the salt and binds
/// the frame's offset, so that neither a moved frame nor bytes that somebody hides in a payload
/// are ever taken for one.
struct FramedFile: Sendable {
    static let marker: [UInt8] = [0xc5, 0x54, 0x4c, 0x59]
    static let frameOverhead = 16
    static let saltByteCount = 16

    /// Such as `tally/segment/v1`.
    let kind: String
    private let salt: [UInt8]
    private let key: SecretBytes
    /// Offset behind the first frame.
    private(set) var bodyStart = 0

    /// A new file's form, with a salt that nobody could know before.
    init(kind: String) {
        self.init(kind: kind, salt: RandomBytes.generate(count: Self.saltByteCount))
    }

    private init(kind: String, salt: [UInt8]) {
        self.kind = kind
        self.salt = salt
        key = SecretBytes(salt)
    }

    private var line: [UInt8] { Array(kind.utf8) + [0x0a] }

    /// The bytes of a new file: line, salt, description and records.
    mutating func image(description: [UInt8], records: [[UInt8]] = []) -> [UInt8] {
        var bytes = line + salt
        bytes += frame(description, at: bytes.count)
        bodyStart = bytes.count
        for record in records { bytes += frame(record, at: bytes.count) }
        return bytes
    }

    /// Reads the beginning of a file; returns its form and its description.
    static func open(
        _ bytes: [UInt8], kind: String, path: String
    ) throws(StoreFault) -> (file: FramedFile, description: [UInt8]) {
        let line = Array(kind.utf8) + [0x0a]
        guard bytes.starts(with: line) else { throw .wrongFormat(path: path) }
        let start = line.count + saltByteCount
        guard bytes.count >= start else { throw .damagedFile(path: path, offset: line.count) }
        var file = FramedFile(kind: kind, salt: Array(bytes[line.count..<start]))
        guard let payload = file.payload(in: bytes, at: start) else {
            throw .damagedFile(path: path, offset: start)
        }
        file.bodyStart = payload.upperBound
        return (file, Array(bytes[payload]))
    }

    /// A payload with its frame, for one place in the file.
    func frame(_ payload: [UInt8], at offset: Int) -> [UInt8] {
        let length = Self.bigEndian(UInt64(payload.count), bytes: 4)
        var frame: [UInt8] = []
        frame.reserveCapacity(Self.frameOverhead + payload.count)
        frame += Self.marker
        frame += length
        frame += checksum(length: length, payload: payload[...], offset: offset)
        frame += payload
        return frame
    }

    /// The place of the payload of the frame at an offset, or nil if there is no valid frame.
    func payload(in bytes: [UInt8], at offset: Int, base: Int = 0) -> Range<Int>? {
        let start = offset + Self.frameOverhead
        guard start <= bytes.count, bytes[offset..<(offset + 4)].elementsEqual(Self.marker)
        else { return nil }
        let length = Array(bytes[(offset + 4)..<(offset + 8)])
        let count = length.reduce(0) { $0 << 8 | Int($1) }
        guard count <= bytes.count - start else { return nil }
        let payload = start..<(start + count)
        let expected = checksum(length: length, payload: bytes[payload], offset: base + offset)
        let holds =
            bytes[(offset + 8)..<start].elementsEqual(expected) || Mutant.frameChecksumUnread.isOn
        return holds ? payload : nil
    }

    private func checksum(
        length: [UInt8], payload: ArraySlice<UInt8>, offset: Int
    ) -> [UInt8] {
        KeyedHash.blake2b(
            Self.bigEndian(UInt64(offset), bytes: 8) + length + payload, key: key, count: 8)
    }

    private static func bigEndian(_ value: UInt64, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> UInt64((bytes - 1 - $0) * 8)) }
    }
}

/// What lies in a file behind its description.
struct FrameScan {
    enum End: Hashable {
        case whole
        /// No valid frame from here on: what a power cut leaves of a last write.
        case torn(at: Int)
        /// Not a frame, though valid frames follow: damage.
        case damaged(at: Int)
    }

    var payloads: [Range<Int>] = []
    var end = End.whole
}

extension FramedFile {
    /// Walks through all frames of a file. Complexity: O(n).
    func scan(_ bytes: [UInt8]) -> FrameScan {
        var scan = FrameScan()
        var offset = bodyStart
        while offset < bytes.count {
            guard let payload = payload(in: bytes, at: offset) else {
                scan.end =
                    hasFrame(in: bytes, after: offset) ? .damaged(at: offset) : .torn(at: offset)
                return scan
            }
            scan.payloads.append(payload)
            offset = payload.upperBound
        }
        return scan
    }

    private func hasFrame(in bytes: [UInt8], after offset: Int) -> Bool {
        if Mutant.damageTakenForTorn.isOn { return false }
        var next = offset + 1
        while next + Self.frameOverhead <= bytes.count {
            if bytes[next] == Self.marker[0], payload(in: bytes, at: next) != nil { return true }
            next += 1
        }
        return false
    }
}
