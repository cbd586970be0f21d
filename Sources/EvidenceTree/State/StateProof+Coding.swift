import CanonicalCoding
import Sealing

extension StateProof: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        end.encode(into: &writer)
        writer.byteString(bitmap)
        writer.array(siblings)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        end = try End(from: &reader)
        bitmap = try reader.byteString()
        guard bitmap.count <= Limits.maximumSiblings / 8, bitmap.last != 0 else {
            throw .invalidValue(at: reader.offset, field: "bitmap")
        }
        siblings = try reader.array(upTo: Limits.maximumSiblings)
        reader.endArray()
    }
}

extension StateProof.End: CanonicalCodable {
    /// An array of none, one or two digests: empty, the value's, the neighbour's key and value.
    package func encode(into writer: inout CanonicalWriter) {
        switch self {
        case .empty: writer.array([Digest]())
        case .value(let digest): writer.array([digest])
        case .neighbour(let keyDigest, let valueDigest): writer.array([keyDigest, valueDigest])
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let digests: [Digest] = try reader.array(upTo: 2)
        switch digests.count {
        case 0: self = .empty
        case 1: self = .value(digest: digests[0])
        default: self = .neighbour(keyDigest: digests[0], valueDigest: digests[1])
        }
    }
}
