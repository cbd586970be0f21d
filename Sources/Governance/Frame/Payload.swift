import CanonicalCoding
import Sealing

/// A payload: the body of a kind and the commitments to fields that stay with the holder.
package struct Payload<Body: CanonicalCodable & Sendable>: CanonicalCodable, Sendable {
    package let body: Body
    package let commitments: [Digest]

    package init(_ body: Body, commitments: [Digest] = []) {
        self.body = body
        self.commitments = commitments
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        body.encode(into: &writer)
        writer.array(commitments)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        body = try Body(from: &reader)
        commitments = try reader.array(upTo: GovernanceLimits.commitments)
        reader.endArray()
    }
}
