extension ConsentMapping {
    /// Purposes of v3 ActReason: the code, what a permission of it gives, what a refusal of it takes.
    ///
    /// A refusal reaches what stands below: TREAT covers COC and ETREAT, and ETREAT covers BTG. A
    /// permission of a code that is narrower than every purpose of ours has no counterpart.
    static let purposeCodes: [(String, [String], [String])] = [
        ("TREAT", ["care"], ["care", "refer", "rescue"]),
        ("COC", ["refer"], ["refer"]),
        ("ETREAT", ["rescue"], ["rescue"]),
        ("BTG", ["rescue"], ["rescue"]),
        ("ERTREAT", ["rescue"], ["rescue"]),
        ("CAREMGT", [], ["care", "refer"]),
        ("CLINTRL", [], ["care", "research"]),
        ("POPHLTH", [], ["public_health"]),
        ("HRESCH", ["research"], ["research"]),
        ("CLINTRCH", [], ["research"]),
        ("BIORCH", [], ["research"]), ("DSRCH", [], ["research"]), ("POARCH", [], ["research"]),
        ("TRANSRCH", [], ["research"]), ("CLINTRCHNPC", [], ["research"]),
        ("CLINTRCHPC", [], ["research"]), ("PRECLINTRCH", [], ["research"]),
        ("TRAIN", ["teach"], ["teach"]),
        ("HPAYMT", ["claims"], ["claims", "insurance"]),
        ("CLMATTCH", ["claims"], ["claims"]),
        ("COVERAGE", ["insurance"], ["claims", "insurance"]),
        ("COVAUTH", [], ["claims", "insurance"]), ("ELIGDTRM", [], ["insurance"]),
        ("ELIGVER", [], ["insurance"]), ("ENROLLM", [], ["insurance"]),
        ("REMITADV", [], ["claims"]),
        ("PUBHLTH", ["public_health"], ["public_health"]),
        ("DISASTER", [], ["public_health"]), ("THREAT", [], ["public_health"]),
        ("PATRQT", ["self"], ["self"]),
        ("FAMRQT", [], ["self"]), ("PWATRNY", [], ["self"]),
        ("HLEGAL", ["judicial"], ["judicial"]),
        ("HQUALIMP", ["quality"], ["quality"]),
        ("HMARKT", ["marketing"], ["marketing"]),
        ("SYSDEV", ["training"], ["training"]),
        (
            "HOPERAT", [],
            ["care", "judicial", "operate", "quality", "refer", "regulate", "teach", "training"]
        ),
    ]

    static let fieldCategories: [(String, String)] = [
        ("glucose", "STAT"), ("hba1c", "STAT"), ("weight", "STAT"), ("height", "STAT"),
        ("bmi", "STAT"), ("blood_pressure", "STAT"), ("lab_result", "STAT"),
        ("diagnosis", "STAT"), ("allergy", "STAT"), ("family_history", "STAT"),
        ("medication", "APPL"), ("surgery", "APPL"), ("imaging", "APPL"), ("notes", "APPL"),
        ("name", "ATTR"), ("patient_name", "ATTR"), ("birth_date", "ATTR"), ("gender", "ATTR"),
        ("home_address", "ATTR"), ("phone", "ATTR"), ("national_id", "ATTR"),
        ("insurance_number", "PAY"), ("fees", "PAY"),
    ]

    /// Fields of which a code of LOINC is the whole: the others gather several specimens, units or
    /// conditions, and each of their codes names one.
    static let wholeFields: Set<String> = [
        "4548-4", "29463-7", "8302-2", "39156-5", "85354-9",
    ]

    static let loincFields: [(String, String)] = [
        ("4548-4", "hba1c"), ("17856-6", "hba1c"), ("15074-8", "glucose"), ("2339-0", "glucose"),
        ("1558-6", "glucose"), ("2345-7", "glucose"), ("14749-6", "glucose"),
        ("14771-0", "glucose"), ("41653-7", "glucose"), ("29463-7", "weight"),
        ("8302-2", "height"), ("39156-5", "bmi"), ("85354-9", "blood_pressure"),
    ]

    /// The categories that a field may stand in: its own where it is known, else those that the
    /// mapping names with it, else all.
    static func places(of field: String, among named: [String]) -> [String] {
        if let own = fieldCategories.first(where: { $0.0 == field })?.1 { return [own] }
        return (named.isEmpty ? categories : named).sorted()
    }
}
