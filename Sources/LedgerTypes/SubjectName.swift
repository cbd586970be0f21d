import CanonicalCoding
import Sealing

/// What a pseudonym is made of: the holder, and the holder's own value for the patient.
///
/// The pseudonym is the digest of both, so that nobody but the holder can register it, and the same
/// value at two holders gives two pseudonyms.
/// Source: docs/internals/decisions/0031-a-new-key-signs-for-itself.md.
package struct SubjectName: Hashable, Sendable, CanonicalCodable {
    package let holder: MemberID
    /// An HMAC of the holder's number for the patient, under a key that stays with the holder.
    package let value: Digest

    private static let domain = DigestDomain("tally/pseudonym/v1")

    package init(holder: MemberID, value: Digest) {
        self.holder = holder
        self.value = value
    }

    package func pseudonym(suite: CryptoSuite) -> Pseudonym {
        Pseudonym(suite.digest(Self.domain, of: self))
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        holder.encode(into: &writer)
        value.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        holder = try MemberID(from: &reader)
        value = try Digest(from: &reader)
        reader.endArray()
    }
}
