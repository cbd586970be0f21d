import WrittenText

/// What the security labels of a resource say of its level.
///
/// Source: HL7 v3-Confidentiality (R, V) and the sensitivity and refrain policies of v3-ActCode.
enum SecurityLabels {
    private static let confidentiality: Set<String> = ["R", "V"]
    private static let policies: Set<String> = [
        "ETH", "ETHUD", "OPIOIDUD", "SUD", "SUDU", "GDIS", "HIV", "MST", "PREGNANT", "SCA",
        "SDV", "SEX", "SPI", "BH", "COGN", "DVD", "EMOTDIS", "MH", "PSY", "PSYTHPN", "STD", "TBOO",
        "TABOO", "VIO", "SICKLE", "NODSCLCD", "NODSCLCDS", "NOAUTH", "NORDSCLCD", "NORDSCLCDS",
        "NORDSLCD", "NOREUSE",
    ]

    /// Whether any label of a resource makes it level 5: never an ordinary value of its field.
    static func restrict(_ resource: JSONValue) -> Bool {
        (resource.at("meta", "security")?.elements ?? []).contains { label in
            if let words = label["display"]?.text,
                SensitivityTerminology.category(ofText: words) != nil
            {
                return true
            }
            guard let code = label["code"]?.text else { return false }
            let isOtherSystem = label["system"]?.text?.hasSuffix("v3-Confidentiality") == false
            return policies.contains(code) || confidentiality.contains(code) && !isOtherSystem
        }
    }
}
