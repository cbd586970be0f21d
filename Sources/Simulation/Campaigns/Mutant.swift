import Consensus
import Replica

/// A broken variant of the rules, of the replica or of the node around it.
public struct Mutant: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case rounds(ProtocolVariant)
        case replica(ReplicaVariant)
        case node(NodeVariant)
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    public var name: String {
        switch kind {
        case .rounds(let variant): variant.rawValue
        case .replica(let variant): variant.rawValue
        case .node(let variant): variant.rawValue
        }
    }

    /// The mutant of that name, if there is one.
    public init?(name: String) {
        guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    public static let all: [Mutant] =
        ProtocolVariant.allCases.filter { $0 != .correct }.map { Mutant(.rounds($0)) }
        + ReplicaVariant.allCases.filter { $0 != .correct }.map { Mutant(.replica($0)) }
        + NodeVariant.allCases.filter { $0 != .correct }.map { Mutant(.node($0)) }

    /// What the enumerations of the rules alone run.
    package var rounds: ProtocolVariant {
        if case .rounds(let variant) = kind { variant } else { .correct }
    }
}

extension Scenario {
    /// The same scenario with broken nodes.
    public func with(_ mutant: Mutant) -> Scenario {
        var scenario = self
        switch mutant.kind {
        case .rounds(let variant): scenario.rounds = variant
        case .replica(let variant): scenario.replica = variant
        case .node(let variant): scenario.node = variant
        }
        return scenario
    }
}
