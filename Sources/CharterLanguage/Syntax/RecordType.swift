import CanonicalCoding

/// A kind of record with its fields and its states; the first state is the initial one.
package struct RecordType: Hashable, Sendable {
    package let id: String
    package let fields: [RecordField]
    /// Every edge of the state graph, in source order.
    package let edges: [StateEdge]

    package init(id: String, fields: [RecordField], edges: [StateEdge]) {
        self.id = id
        self.fields = fields
        self.edges = edges
    }

    /// Every state, each once, in the order of first mention; the first is the initial state.
    package var states: [String] {
        var states: [String] = []
        for edge in edges {
            for state in [edge.from, edge.to] where !states.contains(state) { states.append(state) }
        }
        return states
    }

    package func field(named id: String) -> RecordField? { fields.first { $0.id == id } }
}

package struct RecordField: Hashable, Sendable {
    package let id: String
    package let type: ValueType

    package init(id: String, type: ValueType) {
        self.id = id
        self.type = type
    }
}

package struct StateEdge: Hashable, Sendable {
    package let from: String
    package let to: String

    package init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}

/// A step of a record that parties sign.
package struct Transition: Hashable, Sendable {
    package let id: String
    package let record: String
    package let basis: [Citation]
    package let edge: StateEdge
    /// Any one of these lists suffices; everyone in that list must sign.
    package let signers: [[Signer]]
    /// The votes a panel needs; nil where no panel signs.
    package let quorum: Quorum?
    package let guardExpression: Expression?
    package let effects: [SetEffect]

    package init(
        id: String, record: String, basis: [Citation] = [], edge: StateEdge,
        signers: [[Signer]], quorum: Quorum? = nil, guardExpression: Expression? = nil,
        effects: [SetEffect] = []
    ) {
        self.id = id
        self.record = record
        self.basis = basis
        self.edge = edge
        self.signers = signers
        self.quorum = quorum
        self.guardExpression = guardExpression
        self.effects = effects
    }
}

/// Who signs a transition.
package enum Signer: Hashable, Sendable {
    /// The party that the record names in a field.
    case field(String)
    /// Anyone who holds the role.
    case anyOf(role: String)
    /// A panel, by its quorum.
    case panel(String)
}

/// `votes` of `seats`, one vote a seat.
package struct Quorum: Hashable, Sendable {
    package let votes: UInt64
    package let seats: UInt64

    package init(votes: UInt64, seats: UInt64) {
        self.votes = votes
        self.seats = seats
    }
}

/// A field that a transition sets.
package struct SetEffect: Hashable, Sendable {
    package let field: String
    package let value: SetValue

    package init(field: String, value: SetValue) {
        self.field = field
        self.value = value
    }
}

package enum SetValue: Hashable, Sendable {
    case flag(Bool)
    case member(String)
    /// Ascending by bytes.
    case members([String])
    /// A number, a time, or another field of the same kind of handle.
    case term(Term)
}

/// A step of a record that the host takes by itself when its guard holds.
package struct Timeout: Hashable, Sendable {
    package let id: String
    package let record: String
    package let edge: StateEdge
    package let when: Expression

    package init(id: String, record: String, edge: StateEdge, when: Expression) {
        self.id = id
        self.record = record
        self.edge = edge
        self.when = when
    }
}
