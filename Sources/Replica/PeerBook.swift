import LedgerTypes

/// What is known of each peer.
struct PeerBook: Sendable {
    struct Peer: Sendable {
        var isConnected = false
        /// The highest height it claimed to have committed; nil while it has said nothing.
        var height: Height?
        /// Times that it did not send what it was asked for, since it last did.
        var failures = 0
        var lastAnswer: BlockTime?
        /// The number of the last request for blocks to it: who was asked longest ago comes first.
        var askedAt: UInt64 = 0
        /// When anything last came from it, by the own clock.
        var heard: BlockTime?
        /// The last that it said of itself, and when.
        var status: PeerStatus?
        var statusAt: BlockTime?
    }

    // For lookup only; `members` says in which order to go.
    private var peers: [MemberID: Peer] = [:]
    private(set) var members: [MemberID] = []
    private var turn = 0
    private var requests: UInt64 = 0

    subscript(member: MemberID) -> Peer {
        get { peers[member] ?? Peer() }
        set {
            if peers[member] == nil {
                let place = members.firstIndex { $0 > member } ?? members.endIndex
                members.insert(member, at: place)
            }
            peers[member] = newValue
        }
    }

    /// Whom to ask for blocks: of those that failed least, who was asked longest ago.
    ///
    /// What a peer claims beyond the own height does not count: anybody can claim more than all.
    mutating func nextSource(above height: Height) -> MemberID? {
        var best: MemberID?
        for member in members where self[member].isConnected {
            guard let claim = self[member].height, claim > height else { continue }
            // One that dropped its first blocks cannot help who is so far behind.
            if let base = self[member].status?.base, base > height.next { continue }
            guard let found = best else {
                best = member
                continue
            }
            let (old, new) = (self[found], self[member])
            if (new.failures, new.askedAt) < (old.failures, old.askedAt) { best = member }
        }
        if let best {
            requests += 1
            self[best].askedAt = requests
        }
        return best
    }

    /// The connected peers in turn.
    mutating func nextConnected() -> MemberID? {
        let connected = members.filter { self[$0].isConnected }
        guard !connected.isEmpty else { return nil }
        turn = (turn + 1) % connected.count
        return connected[turn]
    }

    /// True if it is time to answer a peer's old vote again; notes that it is answered.
    mutating func mayAnswer(_ member: MemberID, now: BlockTime) -> Bool {
        if let last = self[member].lastAnswer, last <= now,
            now.since(last) < Limits.decisionAnswerInterval
        {
            return false
        }
        self[member].lastAnswer = now
        return true
    }
}
