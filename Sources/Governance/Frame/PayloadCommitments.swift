import CanonicalCoding
import Sealing

/// The commitments of a payload, without knowing its body.
enum PayloadCommitments {
    /// Commitments stand last, in an array of digests; an admitted payload is well formed.
    static func of(_ payload: [UInt8]) -> [Digest] {
        var reader = CanonicalReader(payload)
        do {
            try reader.beginArray(count: 2)
            try reader.skip()
            return try reader.array(upTo: GovernanceLimits.commitments)
        } catch {
            return []
        }
    }
}

extension CanonicalReader {
    /// Passes over one item of any type.
    mutating func skip() throws(CodingFault) {
        switch try peekType() {
        case .unsigned: _ = try unsigned()
        case .bytes: _ = try byteString()
        case .text: _ = try text()
        case .array:
            for _ in 0..<(try beginArray()) { try skip() }
            endArray()
        }
    }
}
