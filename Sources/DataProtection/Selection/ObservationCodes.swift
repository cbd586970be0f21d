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

    /// Results of the special diseases: level 5 whatever else is asked.
    static let sensitive: Set<String> = [
        "75622-1", "56888-1", "7917-8", "7918-6", "29893-5", "20447-9", "25836-8", "5196-1",
        "5195-3", "22322-2", "13955-0", "16128-1", "11011-4", "20507-0", "22461-8", "24110-9",
        "5292-8", "30167-1", "59420-0", "82675-0", "21440-3",
    ]

    static let systolic = "8480-6"
    static let diastolic = "8462-4"

    /// The field of an observation; nil where no code is from LOINC or the code has no field.
    static func field(of codes: [String], isLaboratory: Bool) -> String? {
        if codes.contains(where: { sensitive.contains($0) }) { return "sensitive_result" }
        for code in codes {
            if let field = fields[code] { return field }
        }
        return isLaboratory ? "lab_result" : nil
    }
}
