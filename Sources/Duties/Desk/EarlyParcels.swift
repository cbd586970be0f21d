import LedgerTypes

/// Parcels whose release is not committed here yet. What finds no room is sent again by its holder.
struct EarlyParcels: Sendable {
    private var waiting: [(sender: MemberID, sealed: [UInt8])] = []
    private var bytes = 0

    mutating func put(_ sealed: [UInt8], from sender: MemberID) {
        // Its holder sends the same again until it is acknowledged.
        guard !waiting.contains(where: { $0.sealed == sealed }),
            waiting.count < Limits.earlyParcels, bytes + sealed.count <= Limits.earlyBytes
        else { return }
        waiting.append((sender, sealed))
        bytes += sealed.count
    }

    mutating func takeAll() -> [(sender: MemberID, sealed: [UInt8])] {
        defer { self = EarlyParcels() }
        return waiting
    }
}
