import Governance
import LedgerTypes
import Testing

@testable import NodeRuntime

extension TallyNode {
    /// The evidence file of a subject, waited for.
    func evidence(of head: HeadID) async throws -> [UInt8] {
        let asker = KeyOwner.gateway(member)
        let id = try beginExport(of: head, by: asker, caseReference: "1")
        await exports.awaitEnd(of: id, for: asker, timeout: .seconds(120))
        return try #require(
            exports.file(id, for: asker), "\(exports.standing(of: id, for: asker) as Any)")
    }
}
