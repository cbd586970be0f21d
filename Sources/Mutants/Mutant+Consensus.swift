extension Mutant {
    /// Those of the rules: what the tests of Consensus must catch.
    package static var ofConsensus: [Mutant] {
        Array(allCases.prefix { $0 != .seatChangeAtOnce })
    }
}
