import BlockStore
import Foundation
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Duties

@Suite struct `Gateway's files` {
    @Test func `a folder of records that is away is named, and not called empty`() throws {
        let root = FileManager.default.temporaryDirectory.path + "/tally-shelf-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: root) }
        let shelf = RecordShelf(
            try FileStorage(root: root), of: MemberID(unchecked: "a"), key: SecretBytes([1, 2, 3]),
            suite: .ed25519SHA256)
        #expect(throws: StorageFault.absent("records")) { try shelf.localIDs() }
        try FileManager.default.createDirectory(
            atPath: root + "/records", withIntermediateDirectories: false)
        #expect(try shelf.localIDs().isEmpty)
    }
}
