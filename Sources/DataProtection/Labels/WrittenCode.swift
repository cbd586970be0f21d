/// A code as it leaves in place of a text: the system's short name, the code, and a name from the
/// own table where it has one. Names in the record's documents are never repeated.
package struct WrittenCode: Hashable, Sendable {
    package let system: CodeSystem
    package let code: String

    /// Nil for what cannot be a code of the system.
    package init?(system: CodeSystem, code: String) {
        guard system.admits(code) else { return nil }
        self.system = system
        self.code = code
    }

    /// `ICD-10 E11.9 (2型糖尿病 · type 2 diabetes mellitus)`
    package var text: String {
        let written = "\(system.rawValue) \(code)"
        guard let term = OrdinaryTerms.term(of: code, in: system) else { return written }
        return "\(written) (\(term.chinese) · \(term.english))"
    }

    /// Takes exactly what `text` writes; nil for anything else.
    package init?(reading text: String) {
        let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, let system = CodeSystem(rawValue: String(parts[0])),
            let code = WrittenCode(system: system, code: String(parts[1])),
            parts.count == 2 || code.text == text
        else { return nil }
        self = code
    }
}
