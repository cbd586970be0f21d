import CanonicalCoding
import Sealing

/// What the content digest of a data set covers: the documents, each by its SHA-256.
///
/// The ledger holds a salted commitment of it. The holder's gateway keeps what opens that, and
/// releases under a permit for the data set exactly these documents.
/// Source: docs/internals/decisions/0020-what-a-digest-covers-is-what-leaves.md.
package struct ContentManifest: Hashable, Sendable, CanonicalCodable {
    /// Ascending, each once.
    package let documents: [Digest]

    /// The name of the disclosed field.
    package static let fieldName = "content"
    /// As many files as a data set of named patients may have.
    private static let most = 100_000

    package init(_ documents: [[UInt8]], suite: CryptoSuite) {
        self.documents = Set(documents.map { suite.hash($0) }).sorted()
    }

    package func covers(_ document: [UInt8], suite: CryptoSuite) -> Bool {
        documents.contains(suite.hash(document))
    }

    package func encode(into writer: inout CanonicalWriter) { writer.array(documents) }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        documents = try reader.array(upTo: Self.most)
        for (left, right) in zip(documents, documents.dropFirst()) where left >= right {
            throw .invalidValue(at: reader.offset, field: "documents")
        }
    }
}
