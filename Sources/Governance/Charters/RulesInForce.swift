import CanonicalCoding
import LedgerTypes
import Sealing

/// A charter that decides at this time, by the digest under which its bytes are kept.
package struct ActiveCharter: Hashable, Sendable, CanonicalCodable {
    package let id: String
    package let version: UInt64
    package let digest: Digest
    /// Digest of its vocabulary.
    package let vocabulary: Digest

    package init(id: String, version: UInt64, digest: Digest, vocabulary: Digest) {
        self.id = id
        self.version = version
        self.digest = digest
        self.vocabulary = vocabulary
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        writer.text(id)
        writer.unsigned(version)
        digest.encode(into: &writer)
        vocabulary.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        id = try reader.text()
        version = try reader.unsigned()
        digest = try Digest(from: &reader)
        vocabulary = try Digest(from: &reader)
        reader.endArray()
    }
}

/// A vocabulary that charters may use.
package struct ActiveVocabulary: Hashable, Sendable, CanonicalCodable {
    package let id: String
    package let digest: Digest

    package init(id: String, digest: Digest) {
        self.id = id
        self.digest = digest
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.text(id)
        digest.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        id = try reader.text()
        digest = try Digest(from: &reader)
        reader.endArray()
    }
}

/// The vocabularies and charters in force: what the header's rules digest commits to.
package struct RulesInForce: Hashable, Sendable, CanonicalCodable {
    /// Ascending by the bytes of the id; each id once.
    package private(set) var vocabularies: [ActiveVocabulary]
    /// Ascending by the bytes of the id; each id once.
    package private(set) var charters: [ActiveCharter]

    package init(vocabularies: [ActiveVocabulary] = [], charters: [ActiveCharter] = []) {
        self.vocabularies = vocabularies.sorted { Self.ascending($0.id, $1.id) }
        self.charters = charters.sorted { Self.ascending($0.id, $1.id) }
    }

    private static func ascending(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// Puts a charter in force, in place of another version of the same id.
    package mutating func activate(_ charter: ActiveCharter) {
        self = RulesInForce(
            vocabularies: vocabularies,
            charters: charters.filter { $0.id != charter.id } + [charter])
    }

    package mutating func activate(_ vocabulary: ActiveVocabulary) {
        self = RulesInForce(
            vocabularies: vocabularies.filter { $0.id != vocabulary.id } + [vocabulary],
            charters: charters)
    }

    /// Takes a charter out of force.
    package mutating func deactivate(charter id: String) {
        charters.removeAll { $0.id == id }
    }

    package func charter(named id: String) -> ActiveCharter? { charters.first { $0.id == id } }
    package func vocabulary(named id: String) -> ActiveVocabulary? {
        vocabularies.first { $0.id == id }
    }

    private static let domain = DigestDomain("tally/rules/v1")

    package func digest(suite: CryptoSuite) -> Digest { suite.digest(Self.domain, of: self) }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.array(vocabularies)
        writer.array(charters)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        vocabularies = try reader.array()
        charters = try reader.array()
        reader.endArray()
    }
}

extension Tables {
    /// What is in force now.
    package static let rules = Table<Only, RulesInForce>("rules")
    /// Canonical bytes of every charter that was ever proposed or in force.
    package static let charterTexts = Table<Digest, ByteString>("charter-text")
    /// Canonical bytes of every vocabulary that was ever proposed or in force.
    package static let vocabularyTexts = Table<Digest, ByteString>("vocabulary-text")
}

extension StateReader {
    /// The rules in force.
    package var rulesInForce: RulesInForce {
        mutating get { get(Tables.rules) ?? RulesInForce() }
    }
}
