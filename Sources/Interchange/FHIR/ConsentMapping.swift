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
    }

    private var meanings: [String: Meaning]
    private var members: [String: String]
    /// Codes that only describe the document.
    private var descriptive: Set<String>

    init(
        meanings: [String: Meaning], members: [String: String] = [:], descriptive: Set<String> = []
    ) {
        self.meanings = meanings
        self.members = members
        self.descriptive = descriptive
    }

    static func key(_ system: String, _ code: String) -> String { system + "|" + code }

    func meaning(_ system: String, _ code: String) -> Meaning? {
        meanings[Self.key(system, code)]
    }

    func isDescriptive(_ system: String, _ code: String) -> Bool {
        descriptive.contains(Self.key(system, code))
    }

    /// The member that a reference, an identifier or a name means.
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
        let categories = ["ATTR", "STAT", "APPL", "PAY", "RES", "PUB"]
        for (index, code) in file.codes.enumerated() {
            guard (code.categories ?? []).allSatisfy(categories.contains),
                (1...5).contains(code.level ?? 1)
            else { throw .mappingMalformed(.wrongValue(path: "codes[\(index)]")) }
            let key = Self.key(code.system, code.code)
            if code.descriptive == true {
                result.descriptive.insert(key)
                continue
            }
            result.meanings[key] = Meaning(
                purposes: code.purposes ?? [], actions: code.actions ?? [],
                categories: code.categories ?? [], fields: code.fields ?? [], level: code.level)
        }
        for member in file.members ?? [] { result.members[member.name] = member.member }
        return result
    }
}
