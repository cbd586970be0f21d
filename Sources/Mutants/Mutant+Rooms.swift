/// The mutants of each room, by the marks in `Mutant`.
extension Mutant {
    /// Those of the rules, and of the checks in LedgerTypes on which they rest.
    package static let ofConsensus = cases(from: .missingLock, before: .seatChangeAtOnce)
    package static let ofReplica = cases(from: .seatChangeAtOnce, before: .executedHeaderUnread)
    package static let ofExecution = cases(from: .executedHeaderUnread, before: .registerNotAsked)
    package static let ofSeatFiles = cases(from: .registerNotAsked, before: .registerForgets)
    package static let ofBlockStore = cases(from: .registerForgets, before: .stageUnwritten)
    /// Those of the outbox and of the duties over it.
    package static let ofDuties = cases(from: .stageUnwritten, before: .sendBeforePersist)

    /// The first of one mark up to the first of the next.
    private static func cases(from first: Mutant, before end: Mutant) -> [Mutant] {
        Array(allCases.drop { $0 != first }.prefix { $0 != end })
    }
}
