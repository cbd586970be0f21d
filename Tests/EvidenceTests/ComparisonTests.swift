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
        #expect(comparison.verdict == .totalPassed)
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
        #expect(comparison.verdict == .totalFailed)
        #expect(comparison.text(.english).contains("entry 10 differs"))
    }
    @Test func `whose seats changed in two blocks of one height prove a fork`() throws {
        var (left, right) = (try Story(), try Story())
        left.order.includesBlocks = false
        right.order.includesBlocks = false
        left.chain.record(.label, heads: [Story.other])
        right.chain.record(.withdrawConsent, heads: [Story.other])
        let fewer = try SeatSet(checking: Array(left.chain.seats.seats.prefix(3)))
        left.chain.signing = [0, 1, 2]
        right.chain.signing = [0, 1, 2]
        left.chain.close(next: fewer)
        right.chain.close(next: fewer)
        // The exports are of different heights: only the changes of the seats are in both files.
        left.chain.close()
        right.chain.close()
        right.chain.close()
        let (one, two) = (try report(left), try report(right))
        #expect(one.verdict == .totalPassed && two.verdict == .totalPassed)
        for comparison in [EvidenceComparison(one, two), EvidenceComparison(two, one)] {
            guard case .fork(let fork) = comparison else {
                Issue.record("no fork: \(comparison)")
                continue
            }
            #expect(fork.height == Height(6))
            #expect(fork.seats == [0, 1, 2].map { SeatIndex($0) })
        }
    }
    @Test func `that have nothing in common say nothing of each other`() throws {
        var (left, right) = (try Story(), try Story())
        left.order.includesBlocks = false
        right.order = ExportOrder(
            subject: Story.other, exporter: MemberID(unchecked: "anhe"), caseReference: "")
        right.chain.record(.label, heads: [Story.other])
        right.chain.close()
        let (one, two) = (try report(left), try report(right))
        #expect(one.verdict == .totalPassed && two.verdict == .totalPassed)
        let comparison = EvidenceComparison(one, two)
        #expect(comparison == .nothingInCommon)
        #expect(comparison.verdict == .indeterminate)
        #expect(comparison.text(.english).contains("INDETERMINATE"))
        #expect(!comparison.text(.english).contains("agree"))
    }
    @Test func `are as good as the worse of them and of what they say of each other`() throws {
        let story = try Story()
        let good = try report(story)
        var bytes = try story.export()
        bytes[100] ^= 1
        let failed = story.verify(bytes)
        var asked = story.policy
        asked.minimumHeight = Height(100)
        let short = story.verify(try story.export(), policy: asked)
        #expect(short.verdict == .indeterminate)
        let cases: [(EvidenceReport, EvidenceReport, EvidenceVerdict)] = [
            (good, good, .totalPassed), (good, failed, .totalFailed), (failed, good, .totalFailed),
            (good, short, .indeterminate), (short, good, .indeterminate),
            (short, failed, .totalFailed), (failed, short, .totalFailed),
        ]
        for (left, right, expected) in cases {
            let comparison = EvidenceComparison(left, right)
            #expect(
                EvidenceVerdict.worst([left.verdict, right.verdict, comparison.verdict])
                    == expected)
        }
        #expect(
            EvidenceVerdict.worst([.totalPassed, .totalFailed, .indeterminate]) == .totalFailed)
    }
    @Test func `of different chains, or of which one fails, are not compared`() throws {
        let story = try Story()
        let other = Story(chain: try TestChain(salt: 5))
        let apart = EvidenceComparison(try report(story), try report(other))
        #expect(apart == .differentChains && apart.verdict == .indeterminate)
        var bytes = try story.export()
        bytes[100] ^= 1
        #expect(EvidenceComparison(try report(story), story.verify(bytes)) == .notBothHold)
    }
}
