import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing
import Testing

@testable import Evidence

/// Mutations of entries, their proofs and their completeness.
@Suite struct `Mutated entries` {
    private func proof(
        _ code: CheckCode, location: SourceLocation = #_sourceLocation,
        _ change: (inout ProvenEntry) throws -> Void
    ) throws {
        try Bench().refuses(code, location: location) { try change(&$0.content.entries[2]) }
    }

    @Test func `mutation 17: one bit of a body`() throws {
        try proof(.entryProofs) {
            try $0.rewrite { entry in
                entry.with(receipt: entry.receipt.with(outcome: .refused))
            }
        }
    }
    @Test func `mutation 17: one bit of a commitment`() throws {
        try Bench().refuses(.entryProofs) { file in
            try file.content.entries[1].rewrite { entry in
                var payload = entry.transaction.transaction.payload
                payload[payload.count - 1] ^= 1
                return entry.with(payload: payload)
            }
        }
    }
    @Test func `mutation 18: an entry twice`() throws {
        try Bench().refuses(.contentOrder) {
            $0.content.entries.insert($0.content.entries[1], at: 1)
        }
    }
    @Test(arguments: [1, -1]) func `mutation 19: the index next to it`(step: Int) throws {
        try proof(.entryProofs) {
            let index = UInt64(Int($0.proof.index) + step * ($0.proof.index == 3 ? 1 : 1))
            $0.proof = InclusionProof(index: index, size: $0.proof.size, path: $0.proof.path)
        }
    }
    @Test(arguments: [10, 11, UInt64.max])
    func `mutations 20 and 21: an index beyond the entries`(index: UInt64) throws {
        try Bench().refuses(.entryIndexes) {
            let place = $0.content.entries.count - 1
            let old = $0.content.entries[place].proof
            $0.content.entries[place].proof = InclusionProof(
                index: index, size: old.size, path: old.path)
        }
    }
    @Test func `mutation 22: a path cut short`() throws {
        try proof(.entryProofs) { $0.path { $0.removeLast() } }
    }
    @Test func `mutation 23: a path made longer`() throws {
        try proof(.entryProofs) { $0.path { $0.append(.zero) } }
    }
    @Test func `mutation 24: an empty path`() throws {
        try proof(.entryProofs) { $0.path { $0 = [] } }
    }
    @Test func `mutation 25: a path reversed`() throws {
        try proof(.entryProofs) { $0.path { $0.reverse() } }
    }
    @Test func `mutation 26: neighbours swapped`() throws {
        try proof(.entryProofs) { $0.path { $0.swapAt(0, 1) } }
    }
    @Test(arguments: [31, 33]) func `mutation 27: a hash of another length`(count: Int) throws {
        let bench = try Bench()
        let path = try bench.story.content().entries[2].proof.path
        try bench.refusesBytes(.contentForm) { bytes in
            let place = bytes.place(of: [0x58, 0x20] + path[0].bytes)!
            bytes[place + 1] = UInt8(count)
            if count == 33 {
                bytes.insert(0, at: place + 2)
            } else {
                bytes.remove(at: place + 2)
            }
        }
    }
    @Test func `mutation 28: an entry without bytes`() throws {
        try proof(.entryForm) { $0.bytes = [] }
    }
    @Test func `mutation 29: an inner node as a leaf`() throws {
        try proof(.entryForm) { entry in
            let leaf = TreeHasher(suite: suite).leaf(entry.bytes)
            entry.bytes = [0x01] + leaf.bytes + entry.proof.path[0].bytes
            entry.path { $0.removeFirst() }
        }
    }
    @Test func `mutation 31: another size with the same root`() throws {
        try proof(.entryIndexes) {
            $0.proof = InclusionProof(index: $0.proof.index, size: 9, path: $0.proof.path)
        }
    }
    @Test func `mutation 34: entries in another order`() throws {
        try Bench().refuses(.contentOrder) { $0.content.entries.swapAt(1, 2) }
    }
    @Test func `mutation 35: the last leaf once more`() throws {
        try Bench().refuses(.entryIndexes) { file in
            var copy = file.content.entries[file.content.entries.count - 1]
            copy.proof = InclusionProof(
                index: copy.proof.index + 1, size: copy.proof.size, path: copy.proof.path)
            file.content.entries.append(copy)
        }
    }

    @Test func `mutation 129: the withdrawal left out`() throws {
        try Bench().refuses(.headSequences) { file in
            file.content.entries.removeAll { $0.index == EntryIndex(7) }
        }
    }
    @Test func `mutation 129: the last entry left out, and the head's record with it`() throws {
        try Bench().refuses(.headProofs) { file in
            file.content.entries.removeLast()
            file.exhibits = []
            let place = file.content.heads.firstIndex { $0.head == Story.subject }!
            file.content.heads[place].record = HeadRecord(sequence: 5, last: EntryIndex(7))
        }
    }
    @Test func `mutation 129: the head said to have no entries`() throws {
        try Bench().refuses(.headProofs) { file in
            let place = file.content.heads.firstIndex { $0.head == Story.asset }!
            file.content.heads[place].record = nil
        }
    }
    @Test func `mutation 146: a gap in the numbers`() throws {
        var chain = try TestChain()
        let head = Story.subject
        chain.record(.registerSubject, heads: [head])
        chain.set(
            head.stateKey, HeadRecord(sequence: 2, last: EntryIndex(0)).canonicalBytes)
        chain.record(.label, heads: [head])
        chain.close()
        try expect(.headSequences, chain)
    }
    @Test func `a link that passes over an entry`() throws {
        var chain = try TestChain()
        let head = Story.subject
        for _ in 0..<2 { chain.record(.label, heads: [head]) }
        chain.set(head.stateKey, HeadRecord(sequence: 2, last: EntryIndex(0)).canonicalBytes)
        chain.record(.label, heads: [head])
        chain.close()
        try expect(.headLinks, chain, entries: [0, 1, 2])
    }
    @Test func `a head that names another last entry`() throws {
        var chain = try TestChain()
        let head = Story.subject
        chain.record(.label, heads: [head])
        chain.set(head.stateKey, HeadRecord(sequence: 1, last: EntryIndex(5)).canonicalBytes)
        chain.close()
        try expect(.headLast, chain, entries: [0])
    }
    @Test func `an entry that concerns nobody in the file`() throws {
        try Bench().refuses(.strayEntries) { file in
            let bench = try Bench()
            let source = bench.story.chain
            let stray = ProvenEntry(
                bytes: source.entries[2].canonicalBytes,
                proof: source.tree.inclusionProof(index: 2, size: 10)!)
            file.content.entries.insert(stray, at: 2)
        }
    }
    @Test func `mutation 33: an entry of another chain in the tree`() throws {
        var chain = try TestChain()
        let other = try TestChain(salt: 9)
        chain.record(.label, heads: [Story.subject])
        let entry = chain.entries[0].with(chain: other.chain)
        chain.entries = [entry]
        chain.tree = EntryTree(
            hasher: TreeHasher(suite: suite),
            leafHashes: [TreeHasher(suite: suite).leaf(entry.canonicalBytes)])
        chain.close()
        try expect(.entryChain, chain)
    }
    @Test(arguments: [Height(2), Height(1)])
    func `mutation 32: an entry later than its block`(height: Height) throws {
        var chain = try TestChain()
        chain.record(.label, heads: [Story.subject])
        let receipt = chain.entries[0].receipt
        let entry = chain.entries[0].with(
            receipt: receipt.with(height: height, time: BlockTime(receipt.time.value + 1)))
        chain.entries = [entry]
        chain.tree = EntryTree(
            hasher: TreeHasher(suite: suite),
            leafHashes: [TreeHasher(suite: suite).leaf(entry.canonicalBytes)])
        chain.close()
        try expect(.entryTimes, chain)
    }

    /// A chain whose seats themselves wrote something that does not fit together.
    private func expect(
        _ code: CheckCode, _ chain: TestChain, entries: [UInt64]? = nil,
        location: SourceLocation = #_sourceLocation
    ) throws {
        var story = Story(chain: chain, isTold: true)
        story.order = ExportOrder(subject: Story.subject, exporter: MemberID(unchecked: "anhe"))
        guard let entries else {
            let file = EvidenceFile(content: try story.content())
            #expect(story.verify(story.sealed(file)).code == code, sourceLocation: location)
            return
        }
        var bare = story
        bare.order.subject = HeadID(.subject, suite.hash([1, 2, 3]))
        var content = try bare.content()
        content.subject = Story.subject
        content.assetIndex = StateFact(
            StandInSchema().assetIndexKey(Story.subject), in: chain.state)
        content.heads = [
            HeadSection(
                head: Story.subject,
                record: EvidenceExporter.record(of: Story.subject, in: chain.state),
                proof: chain.state.prove(Story.subject.stateKey))
        ]
        content.entries = entries.map {
            ProvenEntry(
                bytes: chain.entries[Int($0)].canonicalBytes,
                proof: chain.tree.inclusionProof(index: $0, size: chain.tree.count)!)
        }
        let report = story.verify(story.sealed(EvidenceFile(content: content)))
        #expect(report.code == code, sourceLocation: location)
    }
}
