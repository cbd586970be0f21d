/// What one provision permits or refuses.
package struct ImportedScope: Hashable, Sendable {
    /// Where the provision stands in the document.
    package let path: String
    package let permits: Bool
    /// Ids of the vocabulary, ascending; empty covers all (refusals only).
    package let purposes: [String]
    /// Purposes that a refusal of all does not reach, ascending.
    package var sparedPurposes: [String]
    /// Ascending; empty covers all.
    package let actions: [String]
    /// Short codes of the six categories, ascending; empty covers all.
    package let categories: [String]
    /// Ids of the vocabulary, ascending; empty covers all of the categories.
    package let fields: [String]
    /// Highest level that the provision covers; nil where it says nothing.
    package let maximumLevel: UInt64?
    /// Members, ascending; empty covers all.
    package let audiences: [String]
    /// Members, or references that are none, that may disclose, ascending; empty says nothing.
    package let disclosers: [String]
    /// Milliseconds since 1970; nil is open.
    package let notBefore: Int64?
    /// Exclusive.
    package let notAfter: Int64?
    /// Of which time data are covered; the end is exclusive.
    package let dataFrom: Int64?
    package let dataTo: Int64?
    /// References to single data that the provision is about.
    package let data: [String]
    /// A refusal that reaches further than written, because a part of it has no mapping.
    package let isWidened: Bool
    /// False where the document is a draft, was rejected or taken back: nothing can be recorded.
    package var isInForce: Bool

    package init(
        path: String, permits: Bool, purposes: [String] = [], sparedPurposes: [String] = [],
        actions: [String] = [], categories: [String] = [], fields: [String] = [],
        maximumLevel: UInt64? = nil, audiences: [String] = [], disclosers: [String] = [],
        notBefore: Int64? = nil, notAfter: Int64? = nil, dataFrom: Int64? = nil,
        dataTo: Int64? = nil, data: [String] = [], isWidened: Bool = false, isInForce: Bool = true
    ) {
        self.path = path
        self.permits = permits
        self.purposes = purposes
        self.sparedPurposes = sparedPurposes
        self.actions = actions
        self.categories = categories
        self.fields = fields
        self.maximumLevel = maximumLevel
        self.audiences = audiences
        self.disclosers = disclosers
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.dataFrom = dataFrom
        self.dataTo = dataTo
        self.data = data
        self.isWidened = isWidened
        self.isInForce = isInForce
    }

    /// Whether a refusal names a purpose, or means it with all.
    func names(_ purpose: String) -> Bool {
        purposes.isEmpty ? !sparedPurposes.contains(purpose) : purposes.contains(purpose)
    }

    /// The same refusal of what is left when some purposes are permitted inside; nil where nothing is.
    func sparing(_ permitted: Set<String>) -> ImportedScope? {
        guard !purposes.isEmpty else {
            var rest = self
            rest.sparedPurposes = permitted.union(sparedPurposes).sorted()
            return rest
        }
        let left = purposes.filter { !permitted.contains($0) }
        guard !left.isEmpty else { return nil }
        return ImportedScope(
            path: path, permits: permits, purposes: left, actions: actions,
            categories: categories, fields: fields, maximumLevel: maximumLevel,
            audiences: audiences, disclosers: disclosers, notBefore: notBefore,
            notAfter: notAfter, dataFrom: dataFrom, dataTo: dataTo, data: data,
            isWidened: isWidened, isInForce: isInForce)
    }
}
