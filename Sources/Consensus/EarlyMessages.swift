import CanonicalCoding
import LedgerTypes

/// Messages of the next height, from peers that decided first: bounded in bytes for each peer.
struct EarlyMessages: Sendable {
    private var messages: [(message: ConsensusMessage, sender: MemberID)] = []
    // For lookup only.
    private var known: Set<ConsensusMessage> = []
    private var bytes: [MemberID: Int] = [:]

    mutating func keep(_ message: ConsensusMessage, from sender: MemberID) {
        guard !known.contains(message) else { return }
        let size = message.canonicalBytes.count
        let total = bytes[sender, default: 0] + size
        guard total <= Limits.earlyBytesPerPeer else { return }
        bytes[sender] = total
        known.insert(message)
        messages.append((message, sender))
    }

    /// Takes everything out; what is of another height is dropped by the receiver.
    mutating func takeAll() -> [(message: ConsensusMessage, sender: MemberID)] {
        defer { self = EarlyMessages() }
        return messages
    }

    var count: Int { messages.count }
}
