/// What one key of one member sends, while others work.
package struct Flood: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Digests, sealed by the member's gateway.
        case anchors
        /// Emergencies, declared by one physician about one patient.
        case overrides
        /// Requests that go to the committee, asked by one physician.
        case escalations
        /// Charters, proposed by one compliance officer.
        case charters
    }

    package let kind: Kind
    /// How many, all at once.
    package let count: Int
    /// The member's node, by its number.
    package let node: Int
    /// When it comes, in virtual milliseconds.
    package let time: UInt64

    package init(_ kind: Kind, count: Int, node: Int = 3, at time: UInt64 = 1_000) {
        self.kind = kind
        self.count = count
        self.node = node
        self.time = time
    }
}

/// How long others' transactions waited for their blocks, each at the node where it was handed in.
package struct CommitWaits: Hashable, Sendable {
    /// Virtual milliseconds, ascending.
    package let waits: [UInt64]
    /// How many were in no block at the end.
    package let unanswered: Int
}

extension Scenario {
    /// Members that hand in a transaction each 40 ms for some seconds, and one whose key floods.
    ///
    /// Executing takes time here: what `TransactionCost` says of it, on the slowest machine meant.
    package static func flood(_ flood: Flood, seed: UInt64 = 1) -> Scenario {
        var scenario = Scenario(seed: seed)
        scenario.flood = flood
        scenario.load = Load(transactions: 100, from: 1_000, every: 40)
        scenario.healsAt = 5_500
        return scenario
    }
}
