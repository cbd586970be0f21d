import DataProtection

/// What an officer is shown of one patient in a release that was tried: field by field what leaves, what
/// is done to it, and what holds it back. A value that was held back is in none of it.
package struct ReleaseTrial: Sendable {
    /// What becomes of a field.
    package enum Fate: String, Sendable {
        /// Its values go if nothing else holds the payload back.
        case leaves
        /// The gate found something in its values: nothing of the payload goes.
        case held
        /// What it has is masked away.
        case masked
        /// It has no value that may leave for the purpose.
        case withheld
        /// Level 5: it goes to nobody but the person who attends the patient, sealed.
        case sealedOnly = "sealed-only"
        /// The record has nothing of it.
        case absent
    }

    package struct Field: Sendable {
        package let label: CatalogueEntry
        package let fate: Fate
        /// What is done to its values; nil where they go as they are, and where there are none.
        package let mask: MaskingMethod?
        /// What would leave, masked; empty unless the fate is to leave.
        package let values: [SelectedValue]
        package let withheld: [WithheldValues]
        /// What the gate found in it.
        package let findings: [GateFinding]
    }

    /// One of each field that was asked for, in the order of the identifiers' bytes.
    package let fields: [Field]
    /// What the gate found outside of all fields of this patient.
    package let elsewhere: [GateFinding]
    /// The level of what would leave, 1 to 5.
    package let level: UInt64

    /// - Parameter index: which record of the judgement, from 0.
    package init(
        _ judgement: ReleaseJudgement, at index: Int, catalogue: FieldCatalogue = .standard
    ) {
        let record = judgement.records[index]
        let root = "$[\(index)]"
        var own: [GateFinding] = []
        if case .held(let findings) = judgement.verdict {
            own = findings.filter { Self.lies($0.path, in: root) || $0.path == "$" }
        }
        var fields: [Field] = []
        var placed: Set<GateFinding> = []
        for name in record.selected.asked.sorted(by: Self.precedes) {
            let label = catalogue.label(of: name)
            let position = record.clear.fields.firstIndex { $0.field == name }
            let findings = own.filter { finding in
                position.map { Self.lies(finding.path, in: "\(root).fields[\($0)]") } ?? false
            }
            placed.formUnion(findings)
            let fate = Self.fate(of: name, label, record, isHeld: !findings.isEmpty)
            let demanded = record.masks.filter { $0.field == name }.map(\.demand.method).max()
            fields.append(
                Field(
                    label: label, fate: fate,
                    mask: record.selected[name] == nil ? nil : demanded,
                    values: fate == .leaves ? record.clear[name]?.values ?? [] : [],
                    withheld: record.selected.withheld.filter { $0.field == name },
                    findings: findings))
        }
        self.fields = fields
        elsewhere = own.filter { !placed.contains($0) }
        level = record.level
    }

    private static func fate(
        of name: String, _ label: CatalogueEntry, _ record: MadeRecord, isHeld: Bool
    ) -> Fate {
        if record.clear[name] != nil { return isHeld ? .held : .leaves }
        guard record.selected[name] == nil else {
            return label.level >= .five ? .sealedOnly : .masked
        }
        return record.selected.withheld.contains { $0.field == name } ? .withheld : .absent
    }

    /// Whether a path is a place or lies below it.
    private static func lies(_ path: String, in place: String) -> Bool {
        path.hasPrefix(place)
            && (path.count == place.count
                || ".[#".contains(path.dropFirst(place.count).first ?? " "))
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
