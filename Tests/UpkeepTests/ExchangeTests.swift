import Foundation
import TestSupport
import Testing

@testable import Diagnosis
@testable import NodeFiles
@testable import Upkeep

@Suite struct `Two who exchange folders of blocks` {
    private let place: TemporaryFolder
    private var folder: NodeFolder { NodeFolder(place.path + "/node") }

    init() throws {
        place = try TemporaryFolder()
        try folder.create()
    }

    private func asides() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.root)
            .filter { $0.hasPrefix("blocks-damaged-") }
    }

    @Test func `do it once: a start waits for the repair that is about it`() throws {
        try AtomicFile.write([1], to: folder.blocks + "/old")
        try AtomicFile.createFolder(folder.root + "/blocks-rebuilt")
        try AtomicFile.write([2], to: folder.root + "/blocks-rebuilt/new")
        let rebuilt = RebuiltBlocks(folder)
        do {
            let lock = try rebuilt.lock()
            defer { withExtendedLifetime(lock) {} }
            #expect(throws: NodeProblem.folderInUse("rebuilding.lock")) { try rebuilt.finish() }
            #expect(try asides().isEmpty)
        }
        try rebuilt.finish()
        #expect(try AtomicFile.read(folder.blocks + "/new") == [2])
        #expect(try asides().count == 1)
        try rebuilt.finish()
        #expect(try asides().count == 1)
    }
}
