import WrittenText

/// Whether a resource says that something is so: what was ordered not to be done, is only proposed
/// or drafted, was refuted or entered in error is not given as given, nor as diagnosed.
///
/// Source: FHIR R4, the value sets of status, intent and verification of each resource.
enum Assertion {
    private static let statuses: Set<String> = [
        "entered-in-error", "cancelled", "registered", "not-done", "draft", "unknown", "planned",
        "preparation", "not-taken", "nullified", "proposed", "rejected", "abandoned",
        "health-unknown",
    ]
    private static let intents: Set<String> = ["proposal", "plan", "option"]
    private static let verifications: Set<String> = ["refuted", "entered-in-error"]

    static func isStated(_ resource: FHIRResource) -> Bool {
        let tree = resource.tree
        if let status = tree["status"]?.text, statuses.contains(status.plain) { return false }
        if let intent = tree["intent"]?.text, intents.contains(intent.plain) { return false }
        if case .flag(true)? = tree["doNotPerform"] { return false }
        // What changes the meaning of all the rest, in words that are not known here.
        if let modifier = tree["modifierExtension"], !modifier.elements.isEmpty { return false }
        return !says(tree["verificationStatus"], verifications)
    }

    private static func says(_ concept: JSONValue?, _ words: Set<String>) -> Bool {
        guard let concept else { return false }
        let codes = (concept["coding"]?.elements ?? []).compactMap { $0["code"]?.text }
        return (codes + [concept["text"]?.text, concept.text].compactMap { $0 })
            .contains { words.contains($0.plain) }
    }
}

extension String {
    /// A code in lower case without blanks around it.
    fileprivate var plain: String {
        Scan.string(Scan.withoutBlanks(ScalarFolding.folded(self)))
    }
}
