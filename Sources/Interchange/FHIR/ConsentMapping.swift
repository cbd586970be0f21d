import WrittenText

/// What codes of other systems mean in the consortium's terms.
package struct ConsentMapping: Sendable {
    /// The meaning of one code; what it does not speak of stays open.
    package struct Meaning: Hashable, Sendable {
        package let purposes: [String]
        package let actions: [String]
        package let categories: [String]
        package let fields: [String]
        package let level: UInt64?

        package init(
            purposes: [String] = [], actions: [String] = [], categories: [String] = [],
            fields: [String] = [], level: UInt64? = nil
        ) {
            self.purposes = purposes
            self.actions = actions
            self.categories = categories
            self.fields = fields
            self.level = level
        }

        package static let none = Meaning()
    }

    /// What a code means in a permission and in a refusal: a refusal reaches what stands below the
    /// code in its own system, a permission only what is not wider than the code.
    package struct CodeMeaning: Hashable, Sendable {
        package let permitted: Meaning
        package let refused: Meaning

        package init(permitted: Meaning, refused: Meaning) {
            self.permitted = permitted
            self.refused = refused
        }

        package init(_ both: Meaning) { self.init(permitted: both, refused: both) }

        package func side(permits: Bool) -> Meaning { permits ? permitted : refused }
    }

    private var meanings: [String: CodeMeaning]
    private var members: [String: String]
    /// Codes that only describe the document.
    private var descriptive: Set<String>

    init(
        meanings: [String: CodeMeaning], members: [String: String] = [:],
        descriptive: Set<String> = []
    ) {
        self.meanings = meanings
        self.members = members
        self.descriptive = descriptive
    }

    static func key(_ system: String, _ code: String) -> String { system + "|" + code }

    /// What a code means in a permission or a refusal; nil where nothing follows from it.
    func meaning(_ coding: FHIRCoding, permits: Bool) -> Meaning? {
        let key = Self.key(Self.canonical(coding.system), coding.code)
        guard let found = meanings[key] ?? meanings[coding.value] else { return nil }
        let meaning = found.side(permits: permits)
        return meaning == .none ? nil : meaning
    }

    /// Whether the mapping has the code at all, or knows that it only describes.
    func knows(_ coding: FHIRCoding) -> Bool {
        let key = Self.key(Self.canonical(coding.system), coding.code)
        return meanings[key] != nil || meanings[coding.value] != nil
            || descriptive.contains(key) || descriptive.contains(coding.value)
    }

    /// The member that a reference or an identifier means.
    func member(_ name: String) -> String? { members[name] }

    /// The format of a mapping file: docs/reference/fhir-consent.md.
    private struct File: Decodable {
        struct Code: Decodable {
            let system: String
            let code: String
            let purposes: [String]?
            let actions: [String]?
            let categories: [String]?
            let fields: [String]?
            let level: UInt64?
            let descriptive: Bool?
        }

        struct Member: Decodable {
            let name: String
            let member: String
        }

        let format: String
        let codes: [Code]
        let members: [Member]?
    }

    /// This mapping with the codes of a file added; the file wins where both know a code.
    package func adding(file bytes: [UInt8]) throws(ConsentImportFault) -> ConsentMapping {
        let file: File
        do throws(WrittenJSONFault) {
            file = try WrittenJSON.decode(from: bytes)
        } catch {
            throw .mappingMalformed(error)
        }
        guard file.format == "tally/fhir-mapping/v1" else {
            throw .mappingMalformed(.wrongValue(path: "format"))
        }
        var result = self
        for (index, code) in file.codes.enumerated() {
            guard (code.categories ?? []).allSatisfy(Self.categories.contains),
                (1...5).contains(code.level ?? 1)
            else { throw .mappingMalformed(.wrongValue(path: "codes[\(index)]")) }
            let key = Self.key(Self.canonical(code.system), code.code)
            if code.descriptive == true {
                result.descriptive.insert(key)
                continue
            }
            result.meanings[key] = CodeMeaning(
                Meaning(
                    purposes: code.purposes ?? [], actions: code.actions ?? [],
                    categories: code.categories ?? [], fields: code.fields ?? [],
                    level: code.level))
        }
        for member in file.members ?? [] { result.members[member.name] = member.member }
        return result
    }
}

extension ConsentMapping.Meaning {
    /// The data that the code means; nil where it says nothing of data.
    var content: ContentLimit? {
        guard fields.isEmpty else {
            return ContentLimit(
                fields.map { .field($0, in: ConsentMapping.places(of: $0, among: categories)) })
        }
        return categories.isEmpty ? nil : ContentLimit(categories.map(DataPart.category))
    }
}
