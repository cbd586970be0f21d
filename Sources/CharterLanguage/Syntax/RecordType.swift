import CanonicalCoding

/// A kind of record with its fields and its states; the first state is the initial one.
public struct RecordType: Hashable, Sendable {
    public let id: String
    public let fields: [RecordField]
    /// Every edge of the state graph, in source order.
    public let edges: [StateEdge]

    public init(id: String, fields: [RecordField], edges: [StateEdge]) {
        self.id = id
        self.fields = fields
        self.edges = edges
    }

    /// Every state, each once, in the order of first mention; the first is the initial state.
    public var states: [String] {
        var states: [String] = []
        for edge in edges {
            for state in [edge.from, edge.to] where !states.contains(state) { states.append(state) }
        }
        return states
    }

    public func field(named id: String) -> RecordField? { fields.first { $0.id == id } }
}

public struct RecordField: Hashable, Sendable {
    public let id: String
    public let type: ValueType

    public init(id: String, type: ValueType) {
        self.id = id
        self.type = type
    }
}

public struct StateEdge: Hashable, Sendable {
    public let from: String
    public let to: String

    public init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}

/// A step of a record that parties sign.
public struct Transition: Hashable, Sendable {
    public let id: String
    public let record: String
    public let basis: [Citation]
    public let edge: StateEdge
    /// Any one of these lists suffices; everyone in that list must sign.
    public let signers: [[Signer]]
    /// The votes a panel needs; nil where no panel signs.
    public let quorum: Quorum?
    public let guardExpression: Expression?
    public let effects: [SetEffect]

    public init(
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
public enum Signer: Hashable, Sendable {
    /// The party that the record names in a field.
    case field(String)
    /// Anyone who holds the role.
    case anyOf(role: String)
    /// A panel, by its quorum.
    case panel(String)
}

/// `votes` of `seats`, one vote a seat.
public struct Quorum: Hashable, Sendable {
    public let votes: UInt64
    public let seats: UInt64

    public init(votes: UInt64, seats: UInt64) {
        self.votes = votes
        self.seats = seats
    }
}

/// A field that a transition sets.
public struct SetEffect: Hashable, Sendable {
    public let field: String
    public let value: SetValue

    public init(field: String, value: SetValue) {
        self.field = field
        self.value = value
    }
}

public enum SetValue: Hashable, Sendable {
    case flag(Bool)
    case member(String)
    /// Ascending by bytes.
    case members([String])
    /// A number, a time, or another field of the same kind of handle.
    case term(Term)
}

/// A step of a record that the host takes by itself when its guard holds.
public struct Timeout: Hashable, Sendable {
    public let id: String
    public let record: String
    public let edge: StateEdge
    public let when: Expression

    public init(id: String, record: String, edge: StateEdge, when: Expression) {
        self.id = id
        self.record = record
        self.edge = edge
        self.when = when
    }
}
