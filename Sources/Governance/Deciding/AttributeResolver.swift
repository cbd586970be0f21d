import CharterLanguage
import LedgerTypes

/// Where an attribute comes from: one row of the table that joins vocabularies and state.
package struct AttributeResolver: Sendable {
    package let name: String
    package let source: AttributeSource
    let resolve: @Sendable (RequestScene) -> FactLiteral

    init(
        _ name: String, _ source: AttributeSource,
        _ resolve: @escaping @Sendable (RequestScene) -> FactLiteral
    ) {
        self.name = name
        self.source = source
        self.resolve = resolve
    }

    private static let byName: [String: AttributeResolver] = Dictionary(
        uniqueKeysWithValues: table.map { ($0.name, $0) })

    /// The value of an attribute from its declared source; nil where there is none.
    ///
    /// Only `request.*` may be the asker's word, and nothing else may come from the request.
    static func value(_ attribute: Attribute, _ scene: RequestScene) -> FactLiteral? {
        let name = attribute.name.id
        if let resolver = byName[name] {
            return resolver.source == attribute.source ? resolver.resolve(scene) : nil
        }
        guard attribute.source == .request else { return nil }
        return scene.request.claims.first { $0.attribute == name }?.value
    }

    /// Whether the ledger can resolve an attribute as a vocabulary declares it.
    package static func canResolve(_ attribute: Attribute) -> Bool {
        if let resolver = byName[attribute.name.id] { return resolver.source == attribute.source }
        return attribute.source == .request && attribute.name.id.hasPrefix("request.")
    }

    /// Ids of attributes that a charter reads and the ledger cannot resolve: it must not deploy.
    package static func unresolvable(in checked: CheckedCharter) -> [String] {
        checked.attributesRead.map { checked.vocabulary.attributes[$0] }
            .filter { !canResolve($0) }.map(\.name.id)
    }
}
