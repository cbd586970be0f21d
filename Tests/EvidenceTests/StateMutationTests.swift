import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing
import Testing

@testable import Evidence

/// Mutations of proofs of the state, and of what a file could leave out.
@Suite struct `Mutated state proofs` {
    private func head(
        _ code: CheckCode = .headProofs, location: SourceLocation = #_sourceLocation,
        _ change: (inout HeadSection, Story) throws -> Void
    ) throws {
        let bench = try Bench()
        try bench.refuses(code, location: location) { file in
            let place = file.content.heads.firstIndex { $0.head == Story.subject }!
            try change(&file.content.heads[place], bench.story)
        }
    }

    private func proof(
        _ old: StateProof, end: StateProof.End? = nil, bitmap: [UInt8]? = nil,
        siblings: [Digest]? = nil
    ) -> StateProof {
        StateProof(
            end: end ?? old.end, bitmap: bitmap ?? old.bitmap, siblings: siblings ?? old.siblings)
    }

    @Test func `mutation 137: a wrong neighbour`() throws {
        try head {
            $0.record = nil
            $0.proof = proof(
                $0.proof, end: .neighbour(keyDigest: suite.hash([1]), valueDigest: suite.hash([2])))
            _ = $1
        }
    }
    @Test func `mutation 138: another subject's record`() throws {
        try head { section, story in
            section.proof = story.chain.state.prove(Story.other.stateKey)
            section.record = EvidenceExporter.record(of: Story.other, in: story.chain.state)
        }
    }
    @Test func `mutation 138: another subject's head in the list`() throws {
        try head(.headList) { section, story in
            section = HeadSection(
                head: Story.other,
                record: EvidenceExporter.record(of: Story.other, in: story.chain.state),
                proof: story.chain.state.prove(Story.other.stateKey))
        }
    }
    @Test func `mutation 139: a leaf as an inner node`() throws {
        try head { section, _ in
            section.proof = proof(
                section.proof, siblings: [suite.hash([3])] + section.proof.siblings)
        }
    }
    @Test func `mutation 141: an empty node forged`() throws {
        try head { section, _ in
            section.record = nil
            section.proof = proof(section.proof, end: .empty)
        }
    }
    @Test func `mutation 142: a sibling too many`() throws {
        try head { section, _ in
            section.proof = proof(section.proof, siblings: section.proof.siblings + [.zero])
        }
    }
    @Test func `mutation 143: a sibling too few`() throws {
        try head { section, _ in
            section.proof = proof(section.proof, siblings: section.proof.siblings.dropLast())
        }
    }
    @Test func `mutation 144: absence of a key that is there`() throws {
        try head { section, _ in
            section.record = nil
        }
    }
    @Test func `mutation 145: a proof to an older state`() throws {
        try head { section, story in
            let older = story.chain.state.setting(Story.other.stateKey, to: nil)
            section.proof = older.prove(section.head.stateKey)
        }
    }
    @Test func `mutation 147: an asset's head left out`() throws {
        try Bench().refuses(.headList) { file in
            file.content.heads.removeAll { $0.head == Story.asset }
        }
    }
    @Test func `mutation 147: the index of assets said to be empty`() throws {
        try Bench().refuses(.assetIndex) { file in
            file.content.assetIndex.value = nil
            file.content.heads.removeAll { $0.head == Story.asset }
        }
    }
    @Test func `mutation 148: the index of another subject`() throws {
        let bench = try Bench()
        try bench.refuses(.assetIndex) { file in
            file.content.assetIndex = StateFact(
                StandInSchema().assetIndexKey(Story.other), in: bench.story.chain.state)
        }
    }
    @Test func `mutation 148: another asset in the place of the subject's`() throws {
        let bench = try Bench()
        try bench.refuses(.headList) { file in
            let place = file.content.heads.firstIndex { $0.head == Story.asset }!
            file.content.heads[place] = HeadSection(
                head: Story.otherAsset,
                record: EvidenceExporter.record(of: Story.otherAsset, in: bench.story.chain.state),
                proof: bench.story.chain.state.prove(Story.otherAsset.stateKey))
            file.content.heads.sort { $0.head < $1.head }
        }
    }

    @Test func `mutation 134: another text of a rule`() throws {
        try Bench().refuses(.factProofs) { $0.content.facts[0].value = Array("规则 v0".utf8) }
    }
    @Test func `mutation 134: a decision under a rule that was replaced`() throws {
        var story = try Story()
        story.chain.set(Array("charter/emergency".utf8), Array("规则 v2".utf8))
        story.chain.close()
        #expect(story.verify(story.sealed(try story.file)).code == .decisionsFollow)
    }
    @Test func `a decision whose rule is missing`() throws {
        let bench = try Bench()
        try bench.refuses(.rulesPresent) { $0.content.facts = [bench.story.member] }
    }

    @Test func `the block of an entry left out`() throws {
        try Bench().refuses(.blockList) { $0.content.blocks.removeFirst() }
    }
    @Test func `the block of an entry under too few votes`() throws {
        try Bench().refuses(.blockCertificates) { file in
            let old = file.content.blocks[0].block.certificate
            file.content.blocks[0].block.certificate = CommitCertificate(
                height: old.height, round: old.round, block: old.block,
                signatures: Array(old.signatures.prefix(2)))
        }
    }
    @Test func `the block of an entry on another chain`() throws {
        try Bench().refuses(.blockChain) {
            $0.content.blocks[0].block.header.chain = ChainID(.zero)
        }
    }
    @Test func `mutation 82: one bit of the growth of the tree`() throws {
        try Bench().refuses(.blockGrowth) { file in
            let old = file.content.blocks[0].growth
            file.content.blocks[0].growth = ConsistencyProof(
                from: old.from, to: old.to, path: [old.path[0].turned] + old.path.dropFirst())
        }
    }
    @Test func `mutation 83: an empty path between trees of different sizes`() throws {
        try Bench().refuses(.blockGrowth) { file in
            let old = file.content.blocks[0].growth
            file.content.blocks[0].growth = ConsistencyProof(from: old.from, to: old.to, path: [])
        }
    }
    @Test(arguments: [(0, 10), (10, 2)] as [(UInt64, UInt64)])
    func `mutations 84 and 85: sizes of zero, sizes swapped`(sizes: (UInt64, UInt64)) throws {
        try Bench().refuses(.blockGrowth) { file in
            let old = file.content.blocks[0].growth
            file.content.blocks[0].growth = ConsistencyProof(
                from: sizes.0, to: sizes.1, path: old.path)
        }
    }
    @Test func `an entry with another time than its block`() throws {
        var chain = try TestChain()
        chain.record(.label, heads: [Story.subject])
        chain.close { $0.time = BlockTime($0.time.value + 1) }
        chain.close()
        var story = Story(chain: chain, isTold: true)
        story.order = ExportOrder(
            subject: Story.subject, exporter: MemberID(unchecked: "anhe"), includesBlocks: true)
        let file = EvidenceFile(content: try story.content())
        #expect(story.verify(story.sealed(file)).code == .blockTimes)
    }
}
