import WrittenText

/// A FHIR CodeableConcept, read for what it means.
struct CodedConcept {
    /// A coding with its system as far as it is known.
    struct Coding {
        let system: CodeSystem?
        let hasSystem: Bool
        let code: String
        let display: String?
    }

    let text: String?
    let codings: [Coding]

    init(_ concept: JSONValue) {
        text = concept["text"]?.text
        codings = (concept["coding"]?.elements ?? []).compactMap { coding in
            let system = coding["system"]?.text
            let display = coding["display"]?.text
            guard let code = coding["code"]?.text ?? (display == nil ? nil : "") else { return nil }
            return Coding(
                system: system.flatMap { CodeSystem(named: $0) }, hasSystem: system != nil,
                code: Scan.string(Scan.scalars(code).filter { $0 > 0x20 }), display: display)
        }
    }

    /// Its own words, else the first display, else the first code.
    var name: String? {
        text ?? codings.lazy.compactMap(\.display).first
            ?? codings.lazy.map(\.code).first { !$0.isEmpty }
    }

    /// The first code of a known system that is one.
    var written: WrittenCode? {
        codings.lazy.compactMap { coding in
            coding.system.flatMap { WrittenCode(system: $0, code: coding.code) }
        }.first
    }

    /// The first code of a system.
    func code(in system: CodeSystem) -> String? {
        codings.first { $0.system == system && !$0.code.isEmpty }?.code
    }

    private var words: [String] {
        ([text] + codings.map(\.display)).compactMap { $0 }.filter { !$0.isEmpty }
    }

    /// What it is about, by every code and every word of it.
    ///
    /// - Parameter isDrug: whether names of drugs tell their disease too.
    func sensitivity(isDrug: Bool = false) -> Sensitivity {
        for coding in codings {
            if let system = coding.system,
                let category = SensitiveCodes.category(coding.code, in: system)
            {
                return .sensitive(category)
            }
            if coding.system == nil,
                let category = SensitivityTerminology.category(ofText: coding.code)
            {
                return .sensitive(category)
            }
        }
        for word in words {
            if let category = SensitivityTerminology.category(ofText: word) {
                return .sensitive(category)
            }
            if isDrug, !isOrdered, let category = DrugNames.category(word) {
                return .sensitive(category)
            }
        }
        let isTold = isOrdered || codings.isEmpty || words.contains { OrdinaryTerms.contains($0) }
        return isTold || isNamed ? .ordinary : .unknown
    }

    /// Whether a code of a hierarchy tells what it is about.
    private var isOrdered: Bool {
        codings.contains { coding in
            guard let system = coding.system else { return false }
            return SensitiveCodes.isOrdered(system) && system.admits(coding.code)
        }
    }

    /// Whether a code of another known system is in the own tables, or has words beside it.
    private var isNamed: Bool {
        codings.contains { coding in
            guard let system = coding.system, system.admits(coding.code) else { return false }
            return !words.isEmpty || OrdinaryTerms.term(of: coding.code, in: system) != nil
                || system == .loinc && ObservationCodes.fields[coding.code] != nil
        }
    }
}
