import SystemCalls
import TestSupport
import Testing

@testable import BlockStore

@Suite struct `Something that is no file` {
    /// Opening a pipe waits for whoever opens its other end: for ever.
    @Test func `is named, and not waited for`() throws {
        let place = try TemporaryFolder()
        let storage = try FileStorage(root: place.path)
        #expect(mkfifo(place.path + "/pipe", 0o600) == 0)
        let fault = StorageFault.notAFile("pipe")
        #expect(throws: fault) { try storage.size(of: "pipe") }
        #expect(throws: fault) { try storage.read("pipe", from: 0, count: 1) }
        #expect(throws: fault) { try storage.write([1], to: "pipe", at: 0) }
        #expect(throws: fault) { try storage.sync("pipe") }
        #expect(!fault.isLoss)
    }
}
