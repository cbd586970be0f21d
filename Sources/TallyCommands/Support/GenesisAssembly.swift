import CanonicalCoding
import CharterLanguage
import Foundation
import Governance
import Interchange
import LedgerTypes

/// Reads the files of a founding and puts the genesis together.
enum GenesisAssembly {
    /// Builds and checks the genesis: what a node would refuse is refused here.
    static func build(
        consortium path: String, cards: [MemberCard], licences: [FoundingLicences],
        language: DisplayLanguage
    ) throws -> Genesis {
        let source = try Files.described(path, ConsortiumSource.init(json:))
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var indexes: [String: Vocabulary] = [:]
        var vocabularies: [ByteString] = []
        for name in source.vocabularies {
            let vocabulary = try CharterSources.vocabulary(at: folder + "/" + name, language)
            indexes[vocabulary.id] = vocabulary
            vocabularies.append(ByteString(vocabulary.canonicalBytes))
        }
        let charters = try source.charters.map { name in
            try CharterSources.charter(
                at: folder + "/" + name, vocabularies: indexes, language)
        }
        let genesis = try GenesisBuilder(source: source, cards: cards).build(
            vocabularies: vocabularies,
            charters: charters.map { ByteString($0.charter.canonicalBytes) }, licences: licences)
        do {
            _ = try genesis.initialState()
        } catch {
            throw Failure(
                .badInput, code: "genesis-\(error.code)", zh: "创世文件不成立：\(error.chinese)",
                en: "the genesis founds no chain: \(error.english)")
        }
        return genesis
    }

    /// Reads a genesis file and checks that it founds a chain.
    static func read(_ path: String) throws -> (genesis: Genesis, state: LedgerState) {
        do {
            let genesis = try Genesis(canonical: try Files.read(path))
            return (genesis, try genesis.initialState())
        } catch let failure as Failure {
            throw failure
        } catch {
            let words = Failure(error)
            throw Failure(
                .badInput, code: "genesis-unreadable", zh: "\(path) 不是有效的创世文件：\(words.zh)",
                en: "\(path) is no valid genesis: \(words.en)")
        }
    }
}
