import LedgerTypes
import TestSupport
import Testing

@testable import Governance

@Suite struct `Reference of transactions` {
    @Test func `names every kind of the core and every attribute that is resolved`() throws {
        let page = try Fixture.text("../../docs/reference/transactions.md")
        for action in ActionTable.coreActions {
            #expect(page.contains("\(action.kind.rawValue) \(action.kind.name)"))
        }
        for resolver in AttributeResolver.table {
            #expect(page.contains("`\(resolver.name)`"), "\(resolver.name)")
        }
    }
}
