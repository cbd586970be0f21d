import Foundation
import Testing

@testable import Simulation

/// TALLY_WHOLE=1 goes through every scenario; without it a spread of each family is run.
@Suite struct `Enumerated scenarios` {
    private static let isWhole = ProcessInfo.processInfo.environment["TALLY_WHOLE"] != nil

    @Test(
        arguments: [
            ("first-round", 256), ("first-round-seven", 64), ("hidden-locks", 512),
            ("two-valid-rounds", 192), ("forged-decisions", 168), ("lone-jumps", 168),
            ("shown-to-some", 128), ("late-healing", 10), ("repeated-proposals", 192),
            ("repeated-proposals-seven", 48), ("new-proposals", 96), ("whole-nodes", 48),
            ("lone-locks", 78), ("ahead-of-all", 98), ("own-turns", 48), ("forged-logs", 96),
            ("own-key-elsewhere", 78), ("after-recovery", 72), ("broken-promises", 72),
            ("wrong-bodies", 72), ("named-blocks", 54), ("full-rooms", 3), ("lost-disks", 24),
            ("false-blocks", 120), ("shown-evidence", 81), ("recovery-orders", 80),
            ("own-blocks", 60),
            ("old-disks", 9), ("late-nodes", 7), ("lost-contents", 16), ("false-clocks", 4),
            ("pool-shares", 256),
            ("seat-files", 300), ("block-files", 300),
        ])
    func `show nothing that must not happen`(name: String, atMost: Int) throws {
        let family = try #require(RoundFamily.all.first { $0.name == name })
        for number in family.spread(Self.isWhole ? family.count : atMost) {
            let outcome = family.outcome(number)
            #expect(outcome.violations == [], "\(name) \(number)")
        }
    }

    @Test func `are each met once by a spread`() {
        for family in RoundFamily.all {
            #expect(Set(family.spread(family.count)).count == family.count)
            let some = family.spread(64)
            #expect(Set(some).count == some.count)
            #expect(some.allSatisfy { $0 < family.count })
        }
    }

    @Test func `run the same way twice`() {
        let family = HiddenLocks.family
        let first = family.outcome(3_117, isTold: true)
        #expect(first.transcript.count > 20)
        #expect(first.transcript == family.outcome(3_117, isTold: true).transcript)
    }

    // One seat heard the faulty seat's votes of round 0, went on alone without having voted there,
    // and the two others had a quorum of nothing.
    @Test func `a seat that went on alone strands nobody`() {
        #expect(HiddenLocks.family.outcome(3_117).violations == [])
    }

    // The same polka with signatures of nobody, twice within a second: two seats locked on what a
    // third had decided followed it, and decided another block with the faulty seat's help.
    @Test func `a polka that was not checked moves no lock`() {
        let outcome = RepeatedProposals.four.outcome(10_953)
        #expect(outcome.violations == [])
    }

    @Test func `of a repeated block cover every past and form`() {
        #expect(Set(RoundPast.four).count == RoundPast.four.count)
        #expect(Set(RepeatedProposal.all).count == RepeatedProposal.all.count)
        let pasts = RoundPast.four
        for story in RoundPast.Story.allCases {
            #expect(pasts.contains { $0.story == story }, "\(story)")
        }
        for form in RepeatedProposal.Form.allCases {
            for sending in [RepeatedProposal.Sending.once, .twiceWithinASecond] {
                #expect(
                    RepeatedProposal.all.contains { $0.form == form && $0.sending == sending },
                    "\(form) \(sending)")
            }
        }
    }
}
