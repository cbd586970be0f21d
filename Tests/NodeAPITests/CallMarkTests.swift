import Foundation
import LedgerTypes
import NodeFiles
import NodeRuntime
import Sealing
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite struct `Mark of answered calls` {
    private let opened = BlockTime(1_000_000_000)

    private func withFolder(_ body: (NodeFolder) throws -> Void) throws {
        let root =
            FileManager.default.temporaryDirectory.path
            + "/tally-mark-" + Hex.encode(RandomBytes.generate(count: 8))
        let folder = NodeFolder(root)
        try folder.create()
        defer { try? FileManager.default.removeItem(atPath: root) }
        try body(folder)
    }

    private func later(_ milliseconds: UInt64) -> BlockTime {
        BlockTime(opened.value + milliseconds)
    }

    @Test func `costs nothing where no clock is ahead`() throws {
        try withFolder { folder in
            let mark = CallMark(folder, opened: opened)
            #expect(mark.answered == opened)
            #expect(mark.covers(later(50), now: later(50)))
            #expect(!FileManager.default.fileExists(atPath: folder.answeredCalls))
            #expect(CallMark(folder, opened: later(60)).answered == later(60))
        }
    }

    @Test func `covers a call ahead of the clock before it is answered`() throws {
        try withFolder { folder in
            let mark = CallMark(folder, opened: opened)
            let ahead = later(90_000)
            #expect(!mark.covers(ahead, now: later(10)))
            try mark.cover(ahead)
            #expect(mark.covers(ahead, now: later(10)))
            // What was answered in this run may go on; a later one begins above it.
            #expect(mark.answered == opened)
            let again = CallMark(folder, opened: later(20))
            #expect(again.answered >= ahead)
            #expect(again.answered <= later(90_000 + 1_000))
            // Once the time has come, the start is the later of the two.
            #expect(CallMark(folder, opened: later(200_000)).answered == later(200_000))
        }
    }

    @Test func `writes once for the calls of a second`() throws {
        try withFolder { folder in
            let mark = CallMark(folder, opened: opened)
            try mark.cover(later(5_000))
            #expect(mark.covers(later(5_900), now: opened))
            #expect(!mark.covers(later(6_100), now: opened))
        }
    }

    @Test func `that is damaged, or of a restored folder, keeps callers out for the tolerance`()
        throws
    {
        let latest = try #require(opened.adding(Limits.clockTolerance))
        for text in ["", "\n", "12x\n", "-1\n"] {
            try withFolder { folder in
                try AtomicFile.write(Array(text.utf8), to: folder.answeredCalls)
                #expect(CallMark(folder, opened: opened).answered == latest)
            }
        }
        try withFolder { folder in
            try AtomicFile.write([], to: folder.votes + "/restored")
            #expect(CallMark(folder, opened: opened).answered == latest)
        }
        try withFolder { folder in
            try AtomicFile.write(Array("\(UInt64.max)\n".utf8), to: folder.answeredCalls)
            #expect(CallMark(folder, opened: opened).answered <= later(121_000))
        }
    }
}
