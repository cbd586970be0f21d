/// The systems of codes whose codes may leave in place of a text.
package enum CodeSystem: String, Hashable, Sendable, CaseIterable {
    /// WHO, clinical modification and national editions: one hierarchy of categories.
    case icd10 = "ICD-10"
    case icd9 = "ICD-9-CM"
    case icd11 = "ICD-11"
    /// Operations: ICD-9-CM volume 3 and its Chinese editions.
    case procedures = "ICD-9-CM-3"
    case snomed = "SNOMED-CT"
    case loinc = "LOINC"
    case atc = "ATC"
    case rxnorm = "RxNorm"

    /// The system that an address or OID names, however it is written: scheme, case, blanks,
    /// trailing slash, version and `urn:oid:` make no difference. Nil for one that is not known.
    package init?(named written: String) {
        let name = Self.normalised(written)
        if let known = Self.names[name] {
            self = known
            return
        }
        if let prefix = Self.prefixes.first(where: { name.hasPrefix($0.0) }) {
            self = prefix.1
            return
        }
        guard let part = Self.parts.first(where: { name.contains($0.0) }) else { return nil }
        self = part.1
    }

    private static func normalised(_ written: String) -> String {
        var scalars = ScalarFolding.folded(written).filter { $0 > 0x20 }
        if let version = scalars.firstIndex(of: 0x7c) { scalars = Array(scalars[..<version]) }
        while scalars.last == 0x2f || scalars.last == 0x23 { scalars.removeLast() }
        var name = Scan.string(scalars)
        for scheme in ["https://", "http://", "urn:oid:", "oid:", "www."]
        where name.hasPrefix(scheme) {
            name = String(name.dropFirst(scheme.count))
        }
        return name
    }

    private static let names: [String: CodeSystem] = [
        "hl7.org/fhir/sid/icd-9-cm": .icd9, "2.16.840.1.113883.6.103": .icd9,
        "2.16.840.1.113883.6.104": .procedures, "2.16.156.10011.2.3.3.12": .procedures,
        "hl7.org/fhir/sid/icd-9-cm-3": .procedures,
        "hl7.org/fhir/sid/icd-9-cm/procedure": .procedures,
        "2.16.840.1.113883.6.3": .icd10, "2.16.840.1.113883.6.90": .icd10,
        "2.16.156.10011.2.3.3.11": .icd10, "snomed.info/sct": .snomed,
        "2.16.840.1.113883.6.96": .snomed, "loinc.org": .loinc, "2.16.840.1.113883.6.1": .loinc,
        "whocc.no/atc": .atc, "2.16.840.1.113883.6.73": .atc,
        "nlm.nih.gov/research/umls/rxnorm": .rxnorm, "2.16.840.1.113883.6.88": .rxnorm,
    ]

    /// National editions and releases lie below these.
    private static let prefixes: [(String, CodeSystem)] = [
        ("2.16.156.10011.2.3.3.11.", .icd10), ("2.16.156.10011.2.3.3.12.", .procedures),
        ("snomed.info/sct/", .snomed), ("id.who.int/icd/release/10", .icd10),
        ("id.who.int/icd/release/11", .icd11), ("id.who.int/icd/entity", .icd11),
    ]

    private static let parts: [(String, CodeSystem)] = [
        ("icd-10-pcs", .procedures), ("icd10pcs", .procedures), ("icd-9-cm-3", .procedures),
        ("icd-10", .icd10), ("icd10", .icd10), ("14396", .icd10), ("icd-11", .icd11),
        ("icd11", .icd11), ("icd-9", .icd9), ("icd9", .icd9), ("snomed", .snomed),
        ("codesystem/bfarm/atc", .atc), ("whocc", .atc), ("rxnorm", .rxnorm),
    ]

    /// Whether a code could be one of this system; what cannot is no code, whoever calls it so.
    package func admits(_ code: String) -> Bool {
        let bytes = Array(code.utf8)
        switch self {
        case .icd10: return CodeGrammar.isICD10(bytes)
        case .icd9: return CodeGrammar.isNumbered(bytes, heads: 3...3)
        case .procedures: return CodeGrammar.isNumbered(bytes, heads: 2...2)
        case .icd11: return CodeGrammar.isICD11(bytes)
        case .snomed: return CodeGrammar.isSNOMED(bytes)
        case .loinc: return CodeGrammar.isLOINC(bytes)
        case .atc: return CodeGrammar.isATC(bytes)
        case .rxnorm:
            return (1...7).contains(bytes.count) && bytes.allSatisfy(CodeGrammar.isDigit)
                && bytes[0] != 0x30
        }
    }
}
