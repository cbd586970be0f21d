/// A FHIR Consent in the terms of the consortium: what the holder reviews before it is recorded.
package struct ImportedConsent: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        case draft, proposed, active, rejected, revoked
    }

    /// The first business identifier, else the id of the resource.
    package let identifier: String
    package let state: State
    /// Codes of `scope` and `category`, as `system|code`, in the order written.
    package let kinds: [String]
    /// The reference to the patient; the holder turns it into the subject's pseudonym.
    package let patient: String
    /// References of those who consented; empty where the document names none.
    package let grantors: [String]
    /// The institution that manages the consent: a member's id, or the name as written.
    package let holder: String?
    /// Milliseconds since 1970.
    package let signedAt: Int64?
    /// What the signed form is called where it is kept.
    package let document: String?
    /// Policies and rules that the document names.
    package let basis: [String]
    /// Whether the document says that a person's consent was verified.
    package let isVerified: Bool
    /// One for each provision that says something, outer ones first, in the order written.
    package let scopes: [ImportedScope]
    /// What the mapping does not know; never dropped without a line here.
    package let unmapped: [UnmappedElement]
}

/// What one provision permits or refuses.
package struct ImportedScope: Hashable, Sendable {
    /// Where the provision stands in the document.
    package let path: String
    package let permits: Bool
    /// Ids of the vocabulary, ascending; empty covers all (refusals only).
    package let purposes: [String]
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

    package init(
        path: String, permits: Bool, purposes: [String] = [], actions: [String] = [],
        categories: [String] = [], fields: [String] = [], maximumLevel: UInt64? = nil,
        audiences: [String] = [], notBefore: Int64? = nil, notAfter: Int64? = nil,
        dataFrom: Int64? = nil, dataTo: Int64? = nil, data: [String] = [], isWidened: Bool = false
    ) {
        self.path = path
        self.permits = permits
        self.purposes = purposes
        self.actions = actions
        self.categories = categories
        self.fields = fields
        self.maximumLevel = maximumLevel
        self.audiences = audiences
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.dataFrom = dataFrom
        self.dataTo = dataTo
        self.data = data
        self.isWidened = isWidened
    }
}

/// Something in the document that has no place in the consortium's terms.
package struct UnmappedElement: Hashable, Sendable {
    package enum Effect: String, Hashable, Sendable {
        /// Information beside the provisions: nothing follows from it.
        case noted
        /// The part is left out of a permission; the rest of it stands.
        case narrowed
        /// The permission cannot be told without it and is not imported.
        case permissionDropped
        /// The refusal is imported without this limit.
        case refusalWidened
    }

    package let path: String
    /// `system|code`, or what stands there instead.
    package let value: String
    package let display: String?
    package let effect: Effect

    package init(path: String, value: String, display: String? = nil, effect: Effect) {
        self.path = path
        self.value = value
        self.display = display
        self.effect = effect
    }

    package var english: String {
        let name = display.map { "`\(value)` (\($0))" } ?? "`\(value)`"
        return switch effect {
        case .noted: "\(name) at \(path) has no counterpart"
        case .narrowed: "\(name) at \(path) has no mapping and is left out of the permission"
        case .permissionDropped: "\(name) at \(path): the permission is not imported without it"
        case .refusalWidened: "\(name) at \(path) has no mapping: the refusal covers everything"
        }
    }

    package var chinese: String {
        let name = display.map { "`\(value)`（\($0)）" } ?? "`\(value)`"
        return switch effect {
        case .noted: "\(path) 处的 \(name) 没有对应项"
        case .narrowed: "\(path) 处的 \(name) 没有映射，不计入该许可"
        case .permissionDropped: "\(path) 处的 \(name)：缺少映射，该许可未导入"
        case .refusalWidened: "\(path) 处的 \(name) 没有映射，拒绝按全部处理"
        }
    }
}
