import CanonicalCoding
import CharterLanguage
import TestSupport

/// The example charters of the repository, compiled.
package enum TestRules {
    package struct Missing: Error {}

    package static func vocabulary(_ name: String) throws -> Vocabulary {
        let (vocabulary, _) = VocabularyCompiler.compile(source: try source("vocabularies/\(name)"))
        guard let vocabulary else { throw Missing() }
        return vocabulary
    }

    package static func charter(_ name: String, _ vocabulary: Vocabulary) throws -> Charter {
        let compiled = CharterCompiler.compile(
            source: try source("charters/\(name)"), vocabulary: vocabulary)
        guard let charter = compiled.charter else { throw Missing() }
        return charter.charter
    }

    private static func source(_ path: String) throws -> [UInt8] {
        try Fixture.bytes("../../genesis/\(path)")
    }

    /// A consortium under the base charter and the diabetes charter.
    package static func consortium() throws -> TestConsortium {
        let vocabularies = try ["base_v1.vocabulary", "diabetes_v1.vocabulary"].map(vocabulary)
        let charters = [
            try charter("base.zh.charter", vocabularies[0]),
            try charter("diabetes_consortium.zh.charter", vocabularies[1]),
        ]
        return try TestConsortium(
            vocabularies: vocabularies.map { ByteString($0.canonicalBytes) },
            charters: charters.map { ByteString($0.canonicalBytes) })
    }
}
