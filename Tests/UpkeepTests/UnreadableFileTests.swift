import Foundation
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Diagnosis
@testable import NodeFiles
@testable import Upkeep

/// A file that is there and cannot be read: a folder stands in its place, or its path is a link to
/// itself, which the system refuses to follow.
@Suite struct `A file that cannot be read` {
    private let root =
        FileManager.default.temporaryDirectory.path + "/tally-unreadable-"
        + Hex.encode(RandomBytes.generate(count: 8))
    private var folder: NodeFolder { NodeFolder(root) }

    init() throws { try folder.create() }

    private func loop(_ path: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
    }

    private func problem(_ body: () throws -> Void) -> NodeProblem? {
        do { try body() } catch { return error as? NodeProblem }
        return nil
    }

    @Test func `is not told as missing`() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let path = root + "/loop"
        try loop(path)
        for isSecret in [false, true] {
            do throws(FileFault) {
                _ = isSecret ? try AtomicFile.readSecret(path) : try AtomicFile.read(path)
                Issue.record("it was read")
            } catch {
                if case .notReadable = error { continue }
                Issue.record("\(error)")
            }
        }
        #expect(throws: FileFault.missing(path: root + "/none")) {
            try AtomicFile.read(root + "/none")
        }
    }

    @Test func `is no changed mark of a restoration`() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        try AtomicFile.createFolder(folder.restoredMark)
        let found = problem { _ = try RestoredMark(folder) }
        #expect(found?.code == 7096)
        #expect(found?.english.contains(folder.restoredMark) == true)
    }

    @Test func `is no genesis that another member should replace`() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        try loop(folder.genesis)
        #expect(problem { _ = try NodeOpening.readGenesis(folder) }?.code == 7096)
        try FileManager.default.removeItem(atPath: folder.genesis)
        try AtomicFile.write([1], to: folder.genesis)
        #expect(problem { _ = try NodeOpening.readGenesis(folder) }?.code == 7091)
    }

    @Test func `is no order of recovery that may be taken out`() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        #expect(try RecoveryFiles.order(folder) == nil)
        try loop(folder.recoveryOrder)
        #expect(problem { _ = try RecoveryFiles.order(folder) }?.code == 7096)
        try FileManager.default.removeItem(atPath: folder.recoveryOrder)
        try AtomicFile.write([1], to: folder.recoveryOrder)
        #expect(problem { _ = try RecoveryFiles.order(folder) } == .recoveryUnreadable)
    }
    @Test func `says of a genesis whether it is absent, no file or damaged`() throws {
        let folder = try TemporaryFolder()
        let node = NodeFolder(folder.path)
        func problem() -> NodeProblem? {
            do throws(NodeProblem) {
                _ = try NodeOpening.readGenesis(node)
                return nil
            } catch { return error }
        }
        #expect(problem()?.code == 7097)
        #expect(problem()?.english.contains("tally join") == true)
        try FileManager.default.createDirectory(
            atPath: node.genesis, withIntermediateDirectories: true)
        #expect(problem()?.code == 7096 && problem()?.english.contains("folder") == true)
        try FileManager.default.removeItem(atPath: node.genesis)
        try Data("no genesis".utf8).write(to: URL(fileURLWithPath: node.genesis))
        #expect(problem()?.code == 7091)
    }
}
