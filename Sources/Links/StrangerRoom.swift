/// Who must go so that a newcomer at the peer port finds room: nobody who is silent keeps out one
/// who has something to say.
///
/// A newcomer is always let in. What a connection has cost this node counts for it: one whose
/// ClientHello was answered goes after those that have said nothing, and of equals the oldest goes.
struct StrangerRoom {
    /// A caller that has not said who it is.
    struct Stranger: Hashable {
        let id: ObjectIdentifier
        let host: String
        /// Ascending in the order in which they came.
        let number: UInt64
        /// True once its ClientHello was answered.
        let isAnswered: Bool

        /// Who goes first.
        func goes(before other: Stranger) -> Bool {
            isAnswered == other.isAnswered ? number < other.number : !isAnswered
        }
    }

    /// How many members have their node at an address.
    let peers: [String: Int]

    /// Who goes so that one more of a host fits; nil if there is room.
    func leaving(for host: String, among strangers: [Stranger]) -> ObjectIdentifier? {
        let byHost = Dictionary(grouping: strangers, by: \.host)
        if let own = byHost[host], own.count >= limit(of: host) { return first(of: own) }
        let others = byHost.filter { peers[$0.key] == nil }
        let fromElsewhere = others.values.reduce(0) { $0 + $1.count }
        if peers[host] == nil,
            fromElsewhere >= Limits.maximumStrangers - Limits.strangersReservedForPeers
        {
            return first(ofFullest: others)
        }
        guard strangers.count >= Limits.maximumStrangers else { return nil }
        return first(ofFullest: others.isEmpty ? byHost : others)
    }

    /// Members that share a machine all call at once when it starts.
    private func limit(of host: String) -> Int {
        Limits.strangersOfOneHost + 2 * min(peers[host] ?? 0, Limits.maximumStrangers / 4)
    }

    private func first(of strangers: [Stranger]) -> ObjectIdentifier? {
        strangers.min { $0.goes(before: $1) }?.id
    }

    private func first(ofFullest hosts: [String: [Stranger]]) -> ObjectIdentifier? {
        let most = hosts.values.map(\.count).max()
        return first(of: hosts.values.filter { $0.count == most }.flatMap(\.self))
    }
}
