import CanonicalCoding
import LedgerTypes

/// Messages of the next height, from peers that decided first: bounded in bytes for each peer, and
/// blocks for all peers together. Blocks never take the room of votes.
struct EarlyMessages: Sendable {
    private var messages: [(message: ConsensusMessage, sender: MemberID)] = []
    // For lookup only.
    private var known: Set<ConsensusMessage> = []
    private var voteBytes: [MemberID: Int] = [:]
    private var blockBytes: [MemberID: Int] = [:]
    private(set) var allBlockBytes = 0

    mutating func keep(_ message: ConsensusMessage, from sender: MemberID) {
        guard !known.contains(message) else { return }
        if let weight = message.block?.weight {
            let total = blockBytes[sender, default: 0] + weight
            guard total <= Limits.earlyBlockBytesPerPeer,
                allBlockBytes + weight <= Limits.earlyBlockBytes
            else { return }
            blockBytes[sender] = total
            allBlockBytes += weight
        } else {
            let total = voteBytes[sender, default: 0] + message.canonicalBytes.count
            guard total <= Limits.earlyVoteBytesPerPeer else { return }
            voteBytes[sender] = total
        }
        known.insert(message)
        messages.append((message, sender))
    }

    /// Takes everything out; what is of another height is dropped by the receiver.
    mutating func takeAll() -> [(message: ConsensusMessage, sender: MemberID)] {
        defer { self = EarlyMessages() }
        return messages
    }

    /// Votes under one seat's number, last those that its member sent; nobody has checked them.
    func votes(of seat: SeatIndex, _ member: MemberID) -> [Vote] {
        let found = messages.filter { item in
            if case .vote(let vote) = item.message { vote.seat == seat } else { false }
        }
        let ordered = found.filter { $0.sender != member } + found.filter { $0.sender == member }
        return ordered.compactMap { if case .vote(let vote) = $0.message { vote } else { nil } }
    }

    var count: Int { messages.count }
}

extension ConsensusMessage {
    /// The block that a message carries.
    var block: Block? {
        switch self {
        case .proposal(let proposal): proposal.block
        case .body(let block): block
        case .decision(let committed): committed.block
        case .vote, .polka, .certificate, .roundState: nil
        }
    }
}
