import WrittenText

/// Gathers values of wanted fields only, each of its field's form, and counts what is withheld.
struct FieldCollector {
    let wanted: Set<String>
    let use: ReleaseUse
    /// Whether the resource that is being read is labelled as level 5, whatever its codes say.
    var isRestricted = false
    private let catalogue: FieldCatalogue
    private(set) var values: [String: [SelectedValue]] = [:]
    private var reasons: [String: [WithheldReason: Int]] = [:]

    init(wanted: Set<String>, use: ReleaseUse, catalogue: FieldCatalogue) {
        self.wanted = wanted
        self.use = use
        self.catalogue = catalogue
    }

    /// What was withheld, by field and number of the reason.
    var withheld: [WithheldValues] {
        reasons.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.flatMap { field in
            WithheldReason.allCases.compactMap { reason in
                reasons[field]?[reason].map {
                    WithheldValues(field: field, reason: reason, count: $0)
                }
            }
        }
    }

    /// Whether a value is of the field's form.
    func admits(_ text: String, in field: String) -> Bool {
        catalogue.label(of: field).form.admits(text, for: use)
    }

    mutating func withhold(_ field: String, _ reason: WithheldReason) {
        guard wanted.contains(field) else { return }
        reasons[field, default: [:]][reason, default: 0] += 1
    }

    /// Takes a value that is what people wrote, or typed already.
    mutating func add(_ field: String, _ text: String?, time: RecordedTime? = nil) {
        guard wanted.contains(field), let text, !text.isEmpty else { return }
        let form = catalogue.label(of: field).form
        guard admits(text, in: field) else {
            let isText = form.isOpen && !use.allowsText
            return withhold(field, isText ? .freeText : .notOfForm)
        }
        var time = time
        if let written = time?.start, !FHIRDate.isValid(written) {
            withhold(field, .timeNotOfForm)
            time = nil
        }
        let value = SelectedValue(text, time: time?.start, end: time?.end ?? .same)
        guard values[field]?.contains(value) != true else { return }
        values[field, default: []].append(value)
    }

    /// Takes a coded concept: its words where text may leave, else its code. One about a special
    /// disease goes to the field for those, and is withheld where that is not asked for.
    mutating func add(
        _ field: String, _ concept: CodedConcept, words: String?, isDrug: Bool = false,
        time: RecordedTime? = nil
    ) {
        var target = field
        var reason = WithheldReason.sensitive
        switch sensitivity(concept, words, isDrug) {
        case .sensitive: target = "sensitive_diagnosis"
        case .unknown where !use.isCare:
            target = "sensitive_diagnosis"
            reason = .unknownMeaning
        case .ordinary, .unknown: break
        }
        if isRestricted { (target, reason) = ("sensitive_diagnosis", .sensitive) }
        guard target == field else {
            return move(from: field, to: target, because: reason) {
                $0.put(target, concept, words, time)
            }
        }
        put(field, concept, words, time)
    }

    private func sensitivity(
        _ concept: CodedConcept, _ words: String?, _ isDrug: Bool
    ) -> Sensitivity {
        if let words, let category = SensitivityTerminology.category(ofText: words) {
            return .sensitive(category)
        }
        return concept.sensitivity(isDrug: isDrug && !use.isCare)
    }

    private mutating func put(
        _ field: String, _ concept: CodedConcept, _ words: String?, _ time: RecordedTime?
    ) {
        guard !use.allowsText else { return add(field, words, time: time) }
        guard let code = concept.written else {
            return withhold(field, concept.codings.isEmpty ? .freeText : .noKnownCode)
        }
        add(field, code.text, time: time)
    }

    /// Puts a value into another field than was meant; where that one is not asked for, the first
    /// is told of it.
    mutating func move(
        from field: String, to target: String, because reason: WithheldReason,
        _ put: (inout FieldCollector) -> Void
    ) {
        guard wanted.contains(target) else { return withhold(field, reason) }
        guard wanted.contains(field) || target == "sensitive_result" || field == "diagnosis" else {
            return
        }
        put(&self)
    }
}
