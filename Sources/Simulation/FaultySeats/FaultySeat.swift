import Consensus
import Governance
import LedgerTypes
import Replica
import Sealing

/// A message that a faulty seat sends.
struct Sending {
    let message: PeerMessage
    /// Number of a node.
    let receiver: Int
    /// Milliseconds before it leaves.
    var delay: UInt64 = 0
}

/// What is wrong with a seat: stands between its own, correct machine and the network, holds its
/// key, and may do whatever a key permits.
protocol FaultySeat {
    /// What goes out in place of a message that the machine wants sent.
    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending]
    /// What goes out because of a message that came.
    mutating func hear(_ message: PeerMessage, _ hand: inout SeatHand) -> [Sending]
    /// What goes out when its turn comes, again and again.
    mutating func turn(_ hand: inout SeatHand) -> [Sending]
}

extension FaultySeat {
    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] {
        receivers.map { Sending(message: message, receiver: $0) }
    }
    mutating func hear(_ message: PeerMessage, _ hand: inout SeatHand) -> [Sending] { [] }
    mutating func turn(_ hand: inout SeatHand) -> [Sending] { [] }
}

/// The kinds of faulty seats.
package enum FaultySeatKind: String, Hashable, Sendable, CaseIterable {
    case silent
    case equivocatingProposer
    case doubleVoter
    case lockBreaker
    case nuller
    case outdated
    case impersonator
    case flooder
    case clockLiar
    case hiddenLock
    case twins
    /// Anything of the adversary's grammar; all such seats of a run are one adversary.
    case generated

    /// Those of a file each, which the runs of other campaigns draw from.
    static let scripted = allCases.filter { $0 != .generated }

    func make(_ mind: AdversaryMind) -> (any FaultySeat)? {
        switch self {
        case .silent: Silent()
        case .equivocatingProposer: EquivocatingProposer()
        case .doubleVoter: DoubleVoter()
        case .lockBreaker: LockBreaker()
        case .nuller: Nuller()
        case .outdated: Outdated()
        case .impersonator: Impersonator()
        case .flooder: Flooder()
        case .clockLiar: ClockLiar()
        case .hiddenLock: HiddenLockAdversary()
        case .generated: GeneratedSeat(mind)
        // Two correct copies of one seat: what is wrong is that there are two.
        case .twins: nil
        }
    }
}

/// What a faulty seat knows and can do.
struct SeatHand {
    let node: Int
    let key: SigningKey
    let chain: ChainID
    let suite: CryptoSuite
    /// The seats of the height that its machine decides.
    let seats: SeatSet
    let height: Height
    let round: Round
    let now: BlockTime
    /// The time of the last block that its machine has committed.
    let parentTime: BlockTime
    /// Numbers of all other nodes that run.
    let others: [Int]
    var random: SeededRandom

    /// The own seat, if it has one.
    var seat: SeatIndex? {
        seats.seats.firstIndex { $0.key == key.verifyingKey }.map { SeatIndex(UInt64($0)) }
    }

    /// A vote under the own key; for another seat too, where its signature does not hold.
    func vote(
        _ step: VoteStep, round: Round, block: BlockID?, validRound: Round? = nil,
        as other: SeatIndex? = nil, height: Height? = nil
    ) -> PeerMessage? {
        guard let seat = other ?? seat else { return nil }
        let height = height ?? self.height
        let named = step == .prevote ? validRound : nil
        let lines =
            step == .prevote
            ? SigningTemplate.prevote(
                chain: chain, height: height, round: round, block: block, validRound: named)
            : SigningTemplate.precommit(chain: chain, height: height, round: round, block: block)
        return .consensus(
            .vote(
                Vote(
                    step: step, height: height, round: round, block: block, validRound: named,
                    seat: seat, signature: key.sign(lines))))
    }

    /// A proposal of a new block under the own key.
    func proposal(_ block: Block, round: Round) -> PeerMessage? {
        guard let seat else { return nil }
        let lines = SigningTemplate.proposal(
            chain: chain, height: block.header.height, round: round,
            block: block.header.id(suite: suite), validRound: nil)
        return .consensus(
            .proposal(
                Proposal(
                    round: round, validRound: nil, block: block, polka: nil, seat: seat,
                    signature: key.sign(lines))))
    }

    func everyone(_ message: PeerMessage?, delay: UInt64 = 0) -> [Sending] {
        guard let message else { return [] }
        return others.map { Sending(message: message, receiver: $0, delay: delay) }
    }
}

extension PeerMessage {
    /// The vote in it, if it is one.
    var vote: Vote? {
        if case .consensus(.vote(let vote)) = self { vote } else { nil }
    }

    /// The proposal in it, if it is one.
    var proposal: Proposal? {
        if case .consensus(.proposal(let proposal)) = self { proposal } else { nil }
    }
}
