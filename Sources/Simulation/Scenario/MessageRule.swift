import Consensus
import LedgerTypes
import Replica

/// Kinds of messages that a rule concerns.
package struct MessageKinds: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let proposal = MessageKinds(rawValue: 1)
    package static let prevote = MessageKinds(rawValue: 2)
    package static let precommit = MessageKinds(rawValue: 4)
    package static let polka = MessageKinds(rawValue: 8)
    package static let certificate = MessageKinds(rawValue: 16)
    package static let body = MessageKinds(rawValue: 32)
    package static let decision = MessageKinds(rawValue: 64)
    package static let status = MessageKinds(rawValue: 128)
    package static let transactions = MessageKinds(rawValue: 256)
    package static let blockRequest = MessageKinds(rawValue: 512)
    package static let blocks = MessageKinds(rawValue: 1_024)
    package static let bodyRequest = MessageKinds(rawValue: 2_048)
    /// What other kinds there are.
    package static let other = MessageKinds(rawValue: 4_096)
    package static let all = MessageKinds(rawValue: .max)
}

/// What happens to messages that fit.
package enum MessageFate: Hashable, Sendable {
    case lost
    /// Arrives after so many milliseconds, whatever the conditions are.
    case after(UInt64)
    /// Arrives at that time, or as usual if that is later.
    case heldUntil(UInt64)
}

/// Singles out messages, for scenarios that say exactly who hears what.
package struct MessageRule: Hashable, Sendable {
    package var kinds: MessageKinds
    /// Bit i stands for node i.
    package var senders: UInt64
    package var receivers: UInt64
    package var height: Height?
    package var round: Round?
    /// Milliseconds; messages sent at these times.
    package var times: Range<UInt64>
    package var fate: MessageFate

    package init(
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
