import CanonicalCoding
import LedgerTypes
import Sealing
import Testing

@testable import Evidence

/// Mutations 81 and 136: two files about one chain.
@Suite struct `Two evidence files` {
    private func report(_ story: Story) throws -> EvidenceReport {
        story.verify(try story.export())
    }

    @Test func `of one chain agree, also from different heights`() throws {
        let story = try Story()
        var later = story
        later.chain.record(.label, heads: [Story.subject])
        later.chain.close()
        let comparison = EvidenceComparison(try report(story), try report(later))
        // The later file holds the earlier one's last block as that of an entry.
        #expect(comparison == .consistent(blocks: 5, entries: 7))
    }
    @Test func `mutations 81 and 136: with two blocks of one height prove a fork`() throws {
        var (left, right) = (try Story(), try Story())
        left.chain.record(.label, heads: [Story.subject])
        left.chain.close()
        right.chain.record(.label, heads: [Story.other])
        right.chain.signing = [0, 2, 3]
        right.chain.close()
        let (one, two) = (try report(left), try report(right))
        #expect(one.verdict == .totalPassed && two.verdict == .totalPassed)
        let comparison = EvidenceComparison(one, two)
        guard case .fork(let fork) = comparison else {
            Issue.record("no fork: \(comparison)")
            return
        }
        #expect(fork.height == Height(6))
        #expect(fork.seats == [0, 2, 3].map { SeatIndex($0) })
        #expect(fork.left != fork.right)
    }
    @Test func `that share no block contradict each other by an entry`() throws {
        var (left, right) = (try Story(), try Story())
        left.order.includesBlocks = false
        right.order.includesBlocks = false
        left.chain.record(.label, heads: [Story.subject])
        left.chain.close()
        right.chain.record(.withdrawConsent, heads: [Story.subject])
        right.chain.close()
        right.chain.record(.label, heads: [Story.other])
        right.chain.close()
        let (one, two) = (try report(left), try report(right))
        #expect(one.verdict == .totalPassed && two.verdict == .totalPassed)
        let comparison = EvidenceComparison(one, two)
        #expect(comparison == .contradiction(EntryIndex(10)))
        #expect(comparison.isFork)
        #expect(comparison.text(.english).contains("entry 10 differs"))
    }
    @Test func `of different chains, or of which one fails, are not compared`() throws {
        let story = try Story()
        let other = Story(chain: try TestChain(salt: 5))
        #expect(EvidenceComparison(try report(story), try report(other)) == .differentChains)
        var bytes = try story.export()
        bytes[100] ^= 1
        #expect(EvidenceComparison(try report(story), story.verify(bytes)) == .notBothHold)
    }
}
