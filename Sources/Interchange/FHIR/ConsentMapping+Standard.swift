extension ConsentMapping {
    static let reasons = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
    static let acts = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
    static let participations = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
    static let actionSystem = "http://terminology.hl7.org/CodeSystem/consentaction"
    static let confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
    static let scopes = "http://terminology.hl7.org/CodeSystem/consentscope"
    static let kinds = "http://terminology.hl7.org/CodeSystem/consentcategorycodes"
    static let loinc = "http://loinc.org"
    static let resources = "http://hl7.org/fhir/resource-types"
    /// The resource types of R5.
    private static let resources5 = "http://hl7.org/fhir/fhir-types"
    /// Our own fields, for documents made for the consortium.
    static let ownField = "urn:tally:field"

    /// Laws as the consortium writes them.
    static let ownLaw = "urn:tally:law"

    static let categories = ["ATTR", "STAT", "APPL", "PAY", "RES", "PUB"]

    /// One row of the standard mapping, as the reference prints it.
    package struct Row: Hashable, Sendable {
        package let system: String
        package let code: String
        package let meaning: CodeMeaning
    }

    /// The codes of HL7 that have a counterpart, LOINC for the fields of diabetes care, and the
    /// consortium's own system.
    ///
    /// Source: HL7 v3 ActReason, ActCode and Confidentiality, FHIR R4 consentaction, consentscope and
    /// consentcategorycodes.
    package static let standard = ConsentMapping(
        meanings: Dictionary(
            rows.map { (key($0.system, $0.code), $0.meaning) }, uniquingKeysWith: { $1 }),
        descriptive: Set(descriptiveCodes.map { key($0.0, $0.1) }))

    /// All rows, in the order of the reference.
    package static let rows: [Row] =
        purposeRows + actionRows + levelRows + kindRows + resourceRows + fieldRows + loincRows

    /// Systems that are written in several ways, by the one that is used here.
    static func canonical(_ system: String) -> String { aliases[system] ?? system }

    private static let aliases: [String: String] = [
        "urn:oid:2.16.840.1.113883.5.8": reasons, "http://hl7.org/fhir/v3/ActReason": reasons,
        "urn:oid:2.16.840.1.113883.5.4": acts, "http://hl7.org/fhir/v3/ActCode": acts,
        "urn:oid:2.16.840.1.113883.5.90": participations,
        "http://hl7.org/fhir/v3/ParticipationType": participations,
        "urn:oid:2.16.840.1.113883.5.25": confidentiality,
        "http://hl7.org/fhir/v3/Confidentiality": confidentiality,
        "http://hl7.org/fhir/consentaction": actionSystem,
        "urn:oid:2.16.840.1.113883.6.1": loinc, resources5: resources,
    ]

    /// Codes of documents from which nothing follows for the provisions.
    package static let descriptiveCodes: [(String, String)] = [
        (loinc, "57016-8"), (loinc, "57017-6"), (loinc, "59284-0"), (loinc, "64292-6"),
        (acts, "INFA"), (acts, "INFAO"), (acts, "IDSCL"), (acts, "ICOL"), (acts, "IRDSCL"),
        (acts, "OPTIN"), (acts, "OPTINR"), (acts, "OPTOUT"), (acts, "OPTOUTE"),
        (acts, "EMRGONLY"), (scopes, "patient-privacy"), (scopes, "adr"), (kinds, "emrgonly"),
    ]

    private static func row(
        _ system: String, _ code: String, _ permitted: Meaning, _ refused: Meaning? = nil
    ) -> Row {
        Row(
            system: system, code: code,
            meaning: CodeMeaning(permitted: permitted, refused: refused ?? permitted))
    }

    private static let purposeRows: [Row] = purposeCodes.map {
        row(reasons, $0.0, Meaning(purposes: $0.1), Meaning(purposes: $0.2))
    }

    private static let actionRows: [Row] = [
        row(actionSystem, "access", Meaning(actions: ["read"])),
        row(
            actionSystem, "use", Meaning(actions: ["read", "statistics", "train"]),
            Meaning(actions: ["infer", "read", "statistics", "train"])),
        row(actionSystem, "disclose", Meaning(actions: ["export"])),
        row(actionSystem, "collect", Meaning(actions: ["collect"])),
        row(actionSystem, "correct", Meaning(actions: ["correct"])),
    ]

    private static let levelRows: [Row] = [
        ("U", 1), ("L", 1), ("M", 2), ("N", 3), ("R", 4), ("V", 5),
    ].map { row(confidentiality, $0.0, Meaning(level: $0.1)) }

    /// A consent to treatment is none to the use of data; one to de-identified data reaches level 2.
    private static let kindRows: [Row] = [
        row(scopes, "research", Meaning(purposes: ["research"])),
        row(scopes, "treatment", .none, Meaning(purposes: ["care", "refer", "rescue"])),
        row(kinds, "research", Meaning(purposes: ["research"])),
        row(acts, "RESEARCH", Meaning(purposes: ["research"])),
        row(
            kinds, "rsdid", Meaning(purposes: ["research"], level: 2),
            Meaning(purposes: ["research"])),
        row(
            acts, "RSDID", Meaning(purposes: ["research"], level: 2),
            Meaning(purposes: ["research"])),
    ]

    /// A type of resource is permitted only as far as its fields are known, and refused as a whole.
    private static let resourceRows: [Row] =
        [
            row(
                resources, "Observation",
                Meaning(
                    categories: ["STAT"],
                    fields: [
                        "blood_pressure", "bmi", "glucose", "hba1c", "height", "lab_result",
                        "weight",
                    ]), Meaning(categories: ["STAT"])),
            row(resources, "Condition", Meaning(categories: ["STAT"], fields: ["diagnosis"])),
            row(
                resources, "AllergyIntolerance", Meaning(categories: ["STAT"], fields: ["allergy"])),
            row(
                resources, "FamilyMemberHistory",
                Meaning(categories: ["STAT"], fields: ["family_history"])),
            row(resources, "DiagnosticReport", .none, Meaning(categories: ["APPL", "STAT"])),
            row(resources, "DocumentReference", .none, Meaning(categories: ["APPL", "STAT"])),
            row(resources, "Patient", .none, Meaning(categories: ["ATTR"])),
            row(resources, "Coverage", .none, Meaning(categories: ["PAY"])),
            row(resources, "Claim", .none, Meaning(categories: ["PAY"])),
        ]
        + [
            "MedicationRequest", "MedicationStatement", "MedicationAdministration",
            "MedicationDispense",
        ].map {
            // Each is a part of the field.
            row(resources, $0, .none, Meaning(categories: ["APPL"], fields: ["medication"]))
        }
        + [("Procedure", "surgery"), ("ImagingStudy", "imaging")].map {
            row(resources, $0.0, Meaning(categories: ["APPL"], fields: [$0.1]))
        }

    private static let fieldRows: [Row] = fieldCategories.map {
        row(ownField, $0.0, Meaning(categories: [$0.1], fields: [$0.0]))
    }

    private static let loincRows: [Row] = loincFields.map {
        let field = Meaning(categories: ["STAT"], fields: [$0.1])
        return row(loinc, $0.0, wholeFields.contains($0.0) ? field : .none, field)
    }
}
