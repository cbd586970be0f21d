/// Which field an observation belongs to, by its LOINC code.
///
/// Source: LOINC (loinc.org), property and system of each code.
enum ObservationCodes {
    static let fields: [String: String] = [
        "4548-4": "hba1c", "17856-6": "hba1c", "59261-8": "hba1c",
        "15074-8": "glucose", "2339-0": "glucose", "1558-6": "glucose", "2345-7": "glucose",
        "14749-6": "glucose", "14771-0": "glucose", "41653-7": "glucose", "1521-4": "glucose",
        "29463-7": "weight", "3141-9": "weight", "8302-2": "height", "39156-5": "bmi",
        "85354-9": "blood_pressure", "55284-4": "blood_pressure", "8867-4": "heart_rate",
        "8310-5": "body_temperature", "59408-5": "oxygen_saturation",
        "2708-6": "oxygen_saturation", "2093-3": "cholesterol", "2085-9": "cholesterol",
        "13457-7": "cholesterol", "18262-6": "cholesterol", "2571-8": "cholesterol",
        "14647-2": "cholesterol", "2160-0": "creatinine", "14682-9": "creatinine",
    ]

    static let systolic = "8480-6"
    static let diastolic = "8462-4"

    /// Fields whose values are read beside the name of what was examined.
    static let named: Set<String> = ["cholesterol", "lab_result", "sensitive_result"]

    /// The field of an ordinary observation; nil where no code is from LOINC or the code has no
    /// field, and it is no laboratory's.
    static func field(of concept: CodedConcept, isLaboratory: Bool) -> String? {
        for coding in concept.codings where coding.system == .loinc {
            if let field = fields[coding.code] { return field }
        }
        return isLaboratory ? "lab_result" : nil
    }
}
