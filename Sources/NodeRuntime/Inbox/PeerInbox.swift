import LedgerTypes
import Links
import Replica

/// What peers sent and the replica has not taken: in order for each, and fair between them.
///
/// Bytes are bounded by the links, whose sockets are read no further while too much of theirs waits
/// here. What links left that are gone is bounded here: that of one waits, that of earlier ones not.
struct PeerInbox {
    enum Work {
        case connected
        case connectedForBlocks(isKnown: Bool)
        case disconnected
        case frame(FrameKind, [UInt8], DeliveryReceipt)
        /// What is left of a message that is worked off in pieces.
        case message(PeerMessage, DeliveryReceipt)
    }

    private var queue = FairQueue<MemberID, Work>()
    /// Members of whose links an end waits here.
    private var ending: Set<MemberID> = []
    /// Members that are not heard until they link again.
    private var shunned: Set<MemberID> = []

    /// True if there is nothing to take.
    var isIdle: Bool { queue.isIdle }

    func isShunned(_ member: MemberID) -> Bool { shunned.contains(member) }

    /// Takes an event; returns the receipts of what is dropped.
    mutating func put(_ event: PeerEvent) -> [DeliveryReceipt] {
        switch event {
        case .connected(let member):
            shunned.remove(member)
            queue.append(.connected, of: member)
            return []
        case .connectedForBlocks(let member, let isKnown):
            shunned.remove(member)
            queue.append(.connectedForBlocks(isKnown: isKnown), of: member)
            return []
        case .disconnected(let member):
            let dropped = ending.insert(member).inserted ? [] : clear(member)
            queue.append(.disconnected, of: member)
            return dropped
        case .received(let member, let kind, let bytes, let receipt):
            guard !shunned.contains(member) else { return [receipt] }
            queue.append(.frame(kind, bytes, receipt), of: member)
            return []
        }
    }

    /// Takes what is to be done next; what it cost is to be charged to its sender.
    mutating func next() -> (sender: MemberID, item: Work)? {
        guard let found = queue.next() else { return nil }
        if case .disconnected = found.item { ending.remove(found.sender) }
        return found
    }

    mutating func charge(_ work: Duration, to member: MemberID) {
        let most = min(work, Limits.chargedWork)
        queue.charge(UInt64(clamping: most.components.attoseconds / 1_000_000_000), to: member)
    }

    /// Takes nothing of a member until it is released.
    mutating func hold(_ member: MemberID) { queue.hold(member) }

    mutating func release(_ member: MemberID) { queue.release(member) }

    mutating func putBack(_ work: Work, of member: MemberID) { queue.putBack(work, of: member) }

    /// Hears a member no more until it links again; returns the receipts of what is dropped.
    mutating func shun(_ member: MemberID) -> [DeliveryReceipt] {
        shunned.insert(member)
        let waiting = queue.removeAll(of: member)
        var dropped: [DeliveryReceipt] = []
        for work in waiting {
            switch work {
            case .connected, .connectedForBlocks:
                // A new link: its first message is heard.
                shunned.remove(member)
                queue.append(work, of: member)
            case .disconnected: queue.append(work, of: member)
            case .frame(_, _, let receipt), .message(_, let receipt): dropped.append(receipt)
            }
        }
        return dropped
    }

    private mutating func clear(_ member: MemberID) -> [DeliveryReceipt] {
        queue.removeAll(of: member).compactMap {
            switch $0 {
            case .connected, .connectedForBlocks, .disconnected: nil
            case .frame(_, _, let receipt), .message(_, let receipt): receipt
            }
        }
    }
}

extension PeerMessage {
    /// Parts that together say the same: the first is worked off quickly, whatever the message
    /// holds. Nil for a message that is one piece.
    var pieces: (first: PeerMessage, rest: PeerMessage)? {
        switch self {
        case .transactions(let all):
            var checks = 0
            let count = all.prefix { transaction in
                defer { checks += max(transaction.signatures.count, 1) }
                return checks < Limits.checksPerPiece
            }.count
            guard count < all.count else { return nil }
            return (.transactions(Array(all[..<count])), .transactions(Array(all[count...])))
        case .evidence(let all):
            guard all.count > 1 else { return nil }
            return (.evidence([all[0]]), .evidence(Array(all[1...])))
        default: return nil
        }
    }
}
