import LedgerTypes
import Sealing

/// What came of a run.
package struct RunReport: Sendable {
    package let scenario: Scenario
    package let violations: [Violation]
    /// The digest of everything that happened, in order: two runs of one scenario have the same.
    package let auditorHash: Digest
    /// Last committed height of each node.
    package let heights: [UInt64]
    /// The round in which each height was first committed.
    package let decidedRounds: [UInt64]
    /// Virtual time of the first commit of each height.
    package let decidedAt: [UInt64]
    /// When the run ended, in virtual milliseconds.
    package let duration: UInt64
    package let events: Int
    /// Messages that nodes handed to the network, one for each receiver.
    package let messages: [MessageCount]
    /// Effects that each node did: what a crash can come between.
    package let effects: [Int]
    /// What nodes noted and whom they reported, a line each, with its time.
    package let notes: [String]
    /// Seats that could not vote at the end though they are honest, and why.
    package let unavailable: [Int: String]
    /// Set where so many seats could not vote that nothing can be asked of the rest.
    package let gap: LivenessGap?
    /// How often the seats changed in the run.
    package let seatChanges: Int
    /// How often the chain went on with fewer seats after its quorum was lost.
    package let recoveries: Int
    /// What came of work with the outside.
    package let duties: DutyTally
    /// How long others waited for their blocks, where one key floods.
    package let waits: CommitWaits
    /// Seats that signed contradictions, as the auditor sees it.
    package let culprits: [Int]
    /// Empty unless it was asked for.
    package let transcript: [String]

    package var isCorrect: Bool { violations.isEmpty }
    package var isLivenessJudged: Bool { gap == nil }
}

/// How often a kind of message was sent, one for each receiver.
package struct MessageCount: Hashable, Sendable {
    package let kind: MessageKinds
    package let count: Int
}
