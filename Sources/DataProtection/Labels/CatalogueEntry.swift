import LedgerTypes

/// What the catalogue does with a field when a charter demands no more.
package enum Treatment: Hashable, Sendable {
    /// Leaves as it is, once everything that names the person is gone.
    case keep
    /// Becomes a keyed pseudonym of its holder.
    case pseudonym
    /// Becomes coarser.
    case generalise
    /// Is left out.
    case redact
    /// Leaves only sealed to one reader; in clear it is left out.
    case sealOnly
}

/// How a value becomes coarser; what has no way to is left out instead.
package enum Generalisation: Hashable, Sendable {
    case none
    /// A Chinese address up to its district or county.
    case district
    /// A Chinese address up to its city.
    case city
    /// A date to its year.
    case year
    /// An age to a band of ten years, 90 and above as one.
    case ageBand
    /// A telephone number to its first three and last four digits.
    case phoneMiddle
    /// A name to its surname.
    case surname
}

/// Whether a field may cross the domain without a grant of the patient.
package enum Egress: Hashable, Sendable {
    /// Freely.
    case open
    /// Inside a project or for a purpose that a permit names.
    case project
    /// Only in its coarser form.
    case generalised
    /// Not at all: the gate stops it.
    case never
}

/// What the catalogue says about one field.
package struct CatalogueEntry: Hashable, Sendable {
    package let field: String
    package let chinese: String
    package let category: DataCategory
    package let level: DataLevel
    package let treatment: Treatment
    package let generalisation: Generalisation
    package let egress: Egress
    /// Identifies together with others of its kind.
    package let isQuasiIdentifier: Bool
    /// What its values look like.
    package let form: ValueForm

    package init(
        _ field: String, _ chinese: String, _ category: DataCategory, _ level: DataLevel,
        _ treatment: Treatment, _ egress: Egress, _ form: ValueForm,
        generalisation: Generalisation = .none, isQuasiIdentifier: Bool = false
    ) {
        self.field = field
        self.chinese = chinese
        self.category = category
        self.level = level
        self.treatment = treatment
        self.generalisation = generalisation
        self.egress = egress
        self.form = form
        self.isQuasiIdentifier = isQuasiIdentifier
    }
}
