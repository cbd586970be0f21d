import LedgerTypes

/// Parcels whose release is not committed here yet. What finds no room is sent again by its holder.
struct EarlyParcels: Sendable {
    struct Parcel: Sendable {
        let sender: MemberID
        let sealed: [UInt8]
        /// Milliseconds of the desk's clock.
        let since: UInt64
    }

    private var waiting: [Parcel] = []
    private var bytes = 0

    mutating func put(_ sealed: [UInt8], from sender: MemberID, since: UInt64) {
        // Its holder sends the same again until it is acknowledged; no member takes all the room.
        guard !waiting.contains(where: { $0.sealed == sealed }),
            waiting.count < Limits.earlyParcels,
            waiting.count(where: { $0.sender == sender }) < Limits.earlyPerSender,
            bytes + sealed.count <= Limits.earlyBytes
        else { return }
        waiting.append(Parcel(sender: sender, sealed: sealed, since: since))
        bytes += sealed.count
    }

    mutating func takeAll() -> [Parcel] {
        defer { self = EarlyParcels() }
        return waiting
    }
}
