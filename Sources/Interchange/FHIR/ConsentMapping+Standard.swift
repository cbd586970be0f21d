extension ConsentMapping {
    private static let reasons = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
    private static let actions = "http://terminology.hl7.org/CodeSystem/consentaction"
    private static let confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
    private static let scopes = "http://terminology.hl7.org/CodeSystem/consentscope"
    private static let loinc = "http://loinc.org"
    private static let resources = "http://hl7.org/fhir/resource-types"
    /// Our own fields, members, purposes and actions, for documents made for the consortium.
    private static let ownField = "urn:tally:field"

    /// The codes of HL7 that have a counterpart, LOINC for the fields of diabetes care, and the
    /// consortium's own systems.
    ///
    /// Source: HL7 v3 ActReason and Confidentiality, FHIR R4 consentaction and consentscope.
    package static let standard: ConsentMapping = {
        var meanings: [String: Meaning] = [:]
        for (code, purposes) in purposeCodes {
            meanings[key(reasons, code)] = Meaning(purposes: purposes)
        }
        for (code, names) in actionCodes {
            meanings[key(actions, code)] = Meaning(actions: names)
        }
        for (code, level) in levelCodes {
            meanings[key(confidentiality, code)] = Meaning(level: level)
        }
        for (code, purposes) in scopeCodes {
            meanings[key(scopes, code)] = Meaning(purposes: purposes)
        }
        for (field, category) in fieldCategories {
            meanings[key(ownField, field)] = Meaning(categories: [category], fields: [field])
        }
        for (code, field) in loincFields {
            meanings[key(loinc, code)] = Meaning(categories: ["STAT"], fields: [field])
        }
        for (type, category, field) in resourceFields {
            meanings[key(resources, type)] = Meaning(
                categories: [category], fields: field.map { [$0] } ?? [])
        }
        return ConsentMapping(meanings: meanings, descriptive: descriptiveCodes)
    }()

    private static let descriptiveCodes: Set<String> = [
        key(loinc, "57016-8"), key(loinc, "59284-0"), key(loinc, "64292-6"),
        key("http://terminology.hl7.org/CodeSystem/v3-ActCode", "INFA"),
        key("http://terminology.hl7.org/CodeSystem/v3-ActCode", "INFAO"),
        key("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IDSCL"),
        key(scopes, "patient-privacy"), key(scopes, "adr"),
    ]

    private static let purposeCodes: [(String, [String])] = [
        ("TREAT", ["care"]), ("CAREMGT", ["care"]), ("COC", ["refer"]), ("ETREAT", ["rescue"]),
        ("BTG", ["rescue"]), ("HRESCH", ["research"]), ("CLINTRCH", ["research"]),
        ("BIORCH", ["research"]), ("TRAIN", ["teach"]), ("CLMATTCH", ["claims"]),
        ("COVERAGE", ["insurance"]), ("HPAYMT", ["claims"]), ("PUBHLTH", ["public_health"]),
        ("PATRQT", ["self"]), ("HLEGAL", ["judicial"]), ("HQUALIMP", ["quality"]),
        ("HSYSADMIN", ["operate"]), ("HMARKT", ["marketing"]), ("SYSDEV", ["training"]),
    ]

    private static let actionCodes: [(String, [String])] = [
        ("access", ["read"]), ("use", ["read", "train", "statistics"]), ("disclose", ["export"]),
        ("collect", ["collect"]), ("correct", ["correct"]),
    ]

    private static let levelCodes: [(String, UInt64)] = [
        ("U", 1), ("L", 1), ("M", 2), ("N", 3), ("R", 4), ("V", 5),
    ]

    private static let scopeCodes: [(String, [String])] = [
        ("research", ["research"]), ("treatment", ["care"]),
    ]

    private static let fieldCategories: [(String, String)] = [
        ("glucose", "STAT"), ("hba1c", "STAT"), ("weight", "STAT"), ("height", "STAT"),
        ("bmi", "STAT"), ("blood_pressure", "STAT"), ("lab_result", "STAT"),
        ("diagnosis", "STAT"), ("allergy", "STAT"), ("family_history", "STAT"),
        ("medication", "APPL"), ("surgery", "APPL"), ("imaging", "APPL"), ("notes", "APPL"),
        ("name", "ATTR"), ("patient_name", "ATTR"), ("birth_date", "ATTR"), ("gender", "ATTR"),
        ("home_address", "ATTR"), ("phone", "ATTR"), ("national_id", "ATTR"),
        ("insurance_number", "PAY"), ("fees", "PAY"),
    ]

    private static let loincFields: [(String, String)] = [
        ("4548-4", "hba1c"), ("17856-6", "hba1c"), ("15074-8", "glucose"), ("2339-0", "glucose"),
        ("1558-6", "glucose"), ("2345-7", "glucose"), ("14749-6", "glucose"),
        ("14771-0", "glucose"), ("41653-7", "glucose"), ("29463-7", "weight"),
        ("8302-2", "height"), ("39156-5", "bmi"), ("85354-9", "blood_pressure"),
    ]

    private static let resourceFields: [(String, String, String?)] = [
        ("MedicationRequest", "APPL", "medication"), ("MedicationStatement", "APPL", "medication"),
        ("Condition", "STAT", "diagnosis"), ("AllergyIntolerance", "STAT", "allergy"),
        ("Observation", "STAT", nil), ("Procedure", "APPL", "surgery"),
    ]
}
