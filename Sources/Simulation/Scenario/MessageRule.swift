import Consensus
import LedgerTypes
import Replica

/// Kinds of messages that a rule concerns.
public struct MessageKinds: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let proposal = MessageKinds(rawValue: 1)
    public static let prevote = MessageKinds(rawValue: 2)
    public static let precommit = MessageKinds(rawValue: 4)
    public static let polka = MessageKinds(rawValue: 8)
    public static let certificate = MessageKinds(rawValue: 16)
    public static let body = MessageKinds(rawValue: 32)
    public static let decision = MessageKinds(rawValue: 64)
    public static let status = MessageKinds(rawValue: 128)
    public static let transactions = MessageKinds(rawValue: 256)
    public static let blockRequest = MessageKinds(rawValue: 512)
    public static let blocks = MessageKinds(rawValue: 1_024)
    public static let bodyRequest = MessageKinds(rawValue: 2_048)
    /// What other kinds there are.
    public static let other = MessageKinds(rawValue: 4_096)
    public static let all = MessageKinds(rawValue: .max)
}

/// What happens to messages that fit.
public enum MessageFate: Hashable, Sendable {
    case lost
    /// Arrives after so many milliseconds, whatever the conditions are.
    case after(UInt64)
    /// Arrives at that time, or as usual if that is later.
    case heldUntil(UInt64)
}

/// Singles out messages, for scenarios that say exactly who hears what.
public struct MessageRule: Hashable, Sendable {
    public var kinds: MessageKinds
    /// Bit i stands for node i.
    public var senders: UInt64
    public var receivers: UInt64
    public var height: Height?
    public var round: Round?
    /// Milliseconds; messages sent at these times.
    public var times: Range<UInt64>
    public var fate: MessageFate

    public init(
        _ fate: MessageFate, kinds: MessageKinds = .all, senders: UInt64 = .max,
        receivers: UInt64 = .max, height: Height? = nil, round: Round? = nil,
        times: Range<UInt64> = 0..<UInt64.max
    ) {
        self.fate = fate
        self.kinds = kinds
        self.senders = senders
        self.receivers = receivers
        self.height = height
        self.round = round
        self.times = times
    }

    func fits(
        _ traits: MessageTraits, from sender: Int, to receiver: Int, at time: UInt64
    ) -> Bool {
        times.contains(time) && kinds.contains(traits.kind)
            && senders >> UInt64(sender) & 1 == 1 && receivers >> UInt64(receiver) & 1 == 1
            && (height == nil || height == traits.height)
            && (round == nil || round == traits.round)
    }
}

/// What rules and transcripts tell messages apart by.
struct MessageTraits: Hashable, Sendable {
    let kind: MessageKinds
    let height: Height?
    let round: Round?

    init(_ message: PeerMessage) {
        switch message {
        case .consensus(let message): self.init(message)
        case .status: self.init(.status)
        case .transactions: self.init(.transactions)
        case .blockRequest: self.init(.blockRequest)
        case .blocks: self.init(.blocks)
        default:
            if case .bodyRequest = message { self.init(.bodyRequest) } else { self.init(.other) }
        }
    }

    private init(_ kind: MessageKinds, _ height: Height? = nil, _ round: Round? = nil) {
        self.kind = kind
        self.height = height
        self.round = round
    }

    private init(_ message: ConsensusMessage) {
        let height = message.height
        switch message {
        case .proposal(let proposal): self.init(.proposal, height, proposal.round)
        case .vote(let vote):
            self.init(vote.step == .prevote ? .prevote : .precommit, height, vote.round)
        case .polka(let polka): self.init(.polka, height, polka.round)
        case .certificate(let certificate): self.init(.certificate, height, certificate.round)
        case .body: self.init(.body, height)
        case .decision(let committed): self.init(.decision, height, committed.certificate.round)
        case .roundState(let state): self.init(.other, height, state.round)
        }
    }
}
