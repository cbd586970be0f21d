import Consensus
import LedgerTypes
import Replica

/// Decides with the others, and answers falsely what it is asked as a peer.
struct FalsePeer: FaultySeat {
    /// The blocks that it hands out to who is behind.
    enum Blocks: CaseIterable {
        case asHeld, none, empty, gap, reversed, oneByOne, othersContents
    }

    /// What it tells seats that start.
    enum OwnVotesAnswer: CaseIterable {
        case asHeard, none, nothing, nothingEver, farAhead, others
    }

    /// How many blocks its status says it has.
    enum Claim: CaseIterable {
        case asHeld, more, none
    }

    /// What its status says of the time.
    enum Clock: CaseIterable {
        case right, ahead, behind, mixed
    }

    var blocks = Blocks.asHeld
    /// False keeps the contents of blocks from who asks for one.
    var givesContents = true
    var answer = OwnVotesAnswer.asHeard
    var clock = Clock.right
    var claim = Claim.asHeld

    /// Just within the patience of who asked.
    private static let hesitation: UInt64 = 2_900

    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] {
        switch message {
        case .blocks(let held):
            let delay = blocks == .oneByOne ? Self.hesitation : 0
            guard let sent = handOut(held) else { return [] }
            return receivers.map { Sending(message: .blocks(sent), receiver: $0, delay: delay) }
        case .status(let status):
            let lie = PeerMessage.status(changed(status, &hand))
            return receivers.map { Sending(message: lie, receiver: $0) }
        case .consensus(.body), .consensus(.decision):
            guard givesContents else { return [] }
        case .ownVotes(let heard):
            return receivers.compactMap { receiver in
                told(heard, to: receiver, hand).map { Sending(message: $0, receiver: receiver) }
            }
        default: break
        }
        return receivers.map { Sending(message: message, receiver: $0) }
    }

    private func handOut(_ held: [CommittedBlock]) -> [CommittedBlock]? {
        var sent = held
        switch blocks {
        case .asHeld: break
        case .none: return nil
        case .empty: sent = []
        case .gap: if sent.count > 2 { sent.remove(at: 1) }
        case .reversed: sent.reverse()
        case .oneByOne: sent = Array(sent.prefix(1))
        case .othersContents:
            if sent.count > 1 { sent[0].block.body = sent[1].block.body }
        }
        return sent
    }

    private func changed(_ status: PeerStatus, _ hand: inout SeatHand) -> PeerStatus {
        let hour: UInt64 = 3_600_000
        let time = status.clock.value
        let shown: UInt64 =
            switch clock {
            case .right: time
            case .ahead: time + hour
            case .behind: time - hour
            case .mixed: hand.random.below(2) == 0 ? time + hour : time - hour
            }
        let height: Height =
            switch claim {
            case .asHeld: status.height
            case .more: Height(1 << 40)
            case .none: .genesis
            }
        return PeerStatus(
            height: height, block: status.block,
            round: status.round, step: status.step, clock: BlockTime(shown),
            version: status.version, observes: status.observes)
    }

    private func told(_ heard: OwnVotes, to receiver: Int, _ hand: SeatHand) -> PeerMessage? {
        switch answer {
        case .asHeard: return .ownVotes(heard)
        case .none: return nil
        case .nothing: return .ownVotes(OwnVotes(height: heard.height, votes: []))
        case .nothingEver: return .ownVotes(OwnVotes(height: .genesis, votes: []))
        case .farAhead: return .ownVotes(OwnVotes(height: Height(1 << 40), votes: []))
        case .others:
            // In the receiver's name, under the own key.
            let votes = [hand.height, hand.height.next].compactMap {
                hand.vote(
                    .prevote, round: .first, block: nil, as: SeatIndex(UInt64(receiver)),
                    height: $0)?.vote
            }
            return .ownVotes(OwnVotes(height: heard.height, votes: votes))
        }
    }
}
