import LedgerTypes
import Sealing

/// What came of a run.
public struct RunReport: Sendable {
    public let scenario: Scenario
    public let violations: [Violation]
    /// The digest of everything that happened, in order: two runs of one scenario have the same.
    public let auditorHash: Digest
    /// Last committed height of each node.
    public let heights: [UInt64]
    /// The round in which each height was first committed.
    public let decidedRounds: [UInt64]
    /// Virtual time of the first commit of each height.
    public let decidedAt: [UInt64]
    /// When the run ended, in virtual milliseconds.
    public let duration: UInt64
    public let events: Int
    /// Messages that nodes handed to the network, one for each receiver.
    public let messages: [MessageCount]
    /// Effects that each node did: what a crash can come between.
    public let effects: [Int]
    /// What nodes noted and whom they reported, a line each, with its time.
    public let notes: [String]
    /// Seats that could not vote at the end though they are honest, and why.
    public let unavailable: [Int: String]
    /// Set where so many seats could not vote that nothing can be asked of the rest.
    public let gap: LivenessGap?
    /// How often the seats changed in the run.
    public let seatChanges: Int
    /// How often the chain went on with fewer seats after its quorum was lost.
    public let recoveries: Int
    /// What came of work with the outside.
    public let duties: DutyTally
    /// Seats that signed contradictions, as the auditor sees it.
    public let culprits: [Int]
    /// Empty unless it was asked for.
    public let transcript: [String]

    public var isCorrect: Bool { violations.isEmpty }
    public var isLivenessJudged: Bool { gap == nil }
}

/// How often a kind of message was sent, one for each receiver.
public struct MessageCount: Hashable, Sendable {
    public let kind: MessageKinds
    public let count: Int
}
