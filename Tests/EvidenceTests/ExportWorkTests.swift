import EvidenceTree
import LedgerTypes
import Sealing
import Synchronization
import Testing

@testable import Evidence

/// A chain that counts what is read of it.
private final class CountedChain: TreeSource {
    let chain: TestChain
    private let count = Mutex(0)

    init(_ chain: TestChain) { self.chain = chain }

    var tree: EntryTree { chain.tree }
    var reads: Int { count.withLock { $0 } }

    func entry(at index: EntryIndex) -> Entry? {
        count.withLock { $0 += 1 }
        return chain.entry(at: index)
    }

    func block(at height: Height) -> CommittedHeader? {
        count.withLock { $0 += 1 }
        return chain.block(at: height)
    }
}

@Suite struct `Evidence export in steps` {
    /// A patient with many entries, ten in a block, and another's between.
    private static func longStory(entries: Int) throws -> Story {
        var chain = try TestChain()
        for number in 0..<entries {
            chain.record(.request, heads: [Story.subject], outcome: .deny)
            if number % 5 == 0 { chain.record(.request, heads: [Story.other]) }
            if number % 10 == 9 { chain.close() }
        }
        chain.close()
        return Story(chain: chain, isTold: true)
    }

    private static let order = ExportOrder(
        subject: Story.subject, exporter: MemberID(unchecked: "anhe"), includesBlocks: true)

    private static func begin(
        _ story: Story, _ order: ExportOrder, _ source: some EvidenceSource
    ) throws -> ExportWork {
        try EvidenceExporter(schema: StandInSchema()).begin(
            order, genesis: story.chain.genesis.canonicalBytes, steps: story.chain.steps,
            block: story.tip, state: story.chain.state, source: source)
    }

    @Test func `gives the bytes that it gave when it was made in one piece`() throws {
        let story = try Story()
        let whole = "baed843742b3d64181a6a39afd294c0a5f3304335984adc628c920083b13f4aa"
        #expect(suite.hash(try story.export()).description == whole)
        var order = Story.order
        order.includesReport = true
        let reported = "c3d19f3bd356bbfeff099a8bcabdc8394642a9108121aeaeee3fcead69a1786e"
        #expect(suite.hash(try story.export(order)).description == reported)
    }

    @Test func `reads a bounded number of blocks with each step, and goes on to the end`() throws {
        let story = try Self.longStory(entries: 1_000)
        let source = CountedChain(story.chain)
        var work = try Self.begin(story, Self.order, source)
        var seen = [work.progress]
        while !work.isGathered {
            let before = source.reads
            try work.step(source)
            #expect(source.reads - before <= Limits.readsPerStep)
            seen.append(work.progress)
        }
        #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 < $1 })
        #expect(Set(seen.map(\.stage)) == Set(ExportProgress.Stage.allCases))
        #expect(seen.allSatisfy { $0.done <= $0.total })
        #expect(seen.filter { $0.stage == .reading }.allSatisfy { $0.total == 1_000 })
        #expect(seen.count > 1_000 / Limits.readsPerStep)
        let bytes = try work.sealed(by: story.chain.gatewayKeys[0])
        #expect(story.verify(bytes).verdict == .totalPassed)
        // A step after the end does nothing.
        let reads = source.reads
        try work.step(source)
        #expect(source.reads == reads)
    }

    @Test func `is of the block at which it began, whatever comes meanwhile`() throws {
        let story = try Self.longStory(entries: 200)
        let whole = try story.export(Self.order)
        var grown = story.chain
        var work = try Self.begin(story, Self.order, grown)
        while !work.isGathered {
            try work.step(grown)
            grown.record(.request, heads: [Story.subject], outcome: .deny)
            grown.close()
        }
        #expect(try work.sealed(by: story.chain.gatewayKeys[0]) == whole)
    }

    @Test func `ends with the place that is missing, and not with a shorter file`() throws {
        let story = try Self.longStory(entries: 100)
        var gap = story.chain
        var work = try Self.begin(story, Self.order, gap)
        gap.entries.removeLast(20)
        #expect(throws: ExportFault.self) {
            while !work.isGathered { try work.step(gap) }
        }
    }
}
