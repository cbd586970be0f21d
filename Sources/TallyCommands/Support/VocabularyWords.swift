import CharterLanguage
import Governance
import Interchange
import TallyClient
import WrittenText

/// The words that requests may use: what the vocabularies in force name, by id or in Chinese.
///
/// A word that no vocabulary knows is refused here, before it is signed: on the chain it would be
/// an entry about nothing, or a closed field that stays open.
struct VocabularyWords {
    /// What a word stands for; the attribute whose type lists the words.
    enum Place: String, CaseIterable {
        case action = "request.action"
        case purpose = "request.purpose"
        case field = "request.fields"
        case form = "request.output"
    }

    private let names: [Place: [BilingualName]]

    init(_ vocabularies: [Vocabulary]) {
        names = Dictionary(
            uniqueKeysWithValues: Place.allCases.map { place in
                (place, vocabularies.flatMap { Self.names(place, in: $0) })
            })
    }

    private static func names(_ place: Place, in vocabulary: Vocabulary) -> [BilingualName] {
        switch vocabulary.attributes.first(where: { $0.name.id == place.rawValue })?.type {
        case .enumeration(let type), .set(let type):
            vocabulary.types.first { $0.name.id == type }?.members ?? []
        default: []
        }
    }

    /// The id of a word; where no vocabulary in force has words of this place, the word itself.
    ///
    /// - Throws: `Failure` of usage with the nearest word, or with the ids that one Chinese name
    ///   has in several vocabularies.
    func id(_ word: String, _ place: Place, _ option: String) throws -> String {
        let known = names[place] ?? []
        if known.isEmpty || known.contains(where: { $0.id == word }) { return word }
        let meant = Set(known.filter { $0.chinese == word }.map(\.id)).sorted()
        if meant.count == 1 { return meant[0] }
        guard meant.isEmpty else {
            let ids = meant.joined(separator: ", ")
            throw Failure(
                .usage, code: "word-ambiguous",
                zh: "\(option)：“\(word)”在现行词表中有多个编号，请写其一：\(ids)",
                en: "\(option): `\(word)` has several ids in the vocabularies, use one: \(ids)")
        }
        let nearest = NearestName.best(for: word, among: known.flatMap { [$0.id, $0.chinese] })
        throw Failure(
            .usage, code: "word-unknown",
            zh: "\(option)：现行词表中没有“\(word)”；"
                + (nearest.map { "是否指 \($0)？" } ?? "可用：\(Self.list(known, .zh))"),
            en: "\(option): no vocabulary in force has `\(word)`; "
                + (nearest.map { "is `\($0)` meant?" } ?? "there are: \(Self.list(known, .en))"))
    }

    /// The ids of words separated by commas.
    func ids(_ words: String, _ place: Place, _ option: String) throws -> [String] {
        try Given.names(words).map { try id($0, place, option) }
    }

    /// The words that a consent can name.
    var recorded: RecordedWords {
        func all(_ place: Place) -> [String] { Set(names[place, default: []].map(\.id)).sorted() }
        let (purposes, actions, fields) = (all(.purpose), all(.action), all(.field))
        return RecordedWords(
            purposes: purposes.isEmpty ? RecordedWords.base.purposes : purposes,
            actions: actions.isEmpty ? RecordedWords.base.actions : actions,
            fields: fields.isEmpty ? nil : Set(fields))
    }

    private static func list(_ names: [BilingualName], _ language: DisplayLanguage) -> String {
        var seen: Set<String> = []
        return names.filter { seen.insert($0.id).inserted }.map {
            language == .zh ? "\($0.chinese)（\($0.id)）" : $0.id
        }.joined(separator: language == .zh ? "、" : ", ")
    }
}

extension Session {
    /// The words of all vocabularies in force, read from the node's state with proofs.
    func words() async throws -> VocabularyWords {
        var vocabularies: [Vocabulary] = []
        for active in try await read(Tables.rules, Only())?.vocabularies ?? [] {
            guard let text = try await read(Tables.vocabularyTexts, active.digest),
                let vocabulary = try? Vocabulary(canonical: text.bytes)
            else { throw ClientFault.unreadable("vocabulary") }
            vocabularies.append(vocabulary)
        }
        return VocabularyWords(vocabularies)
    }
}
