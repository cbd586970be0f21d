import LedgerTypes

/// Peers that can be asked for committed blocks, one after the other.
///
/// What they give is unverified: whoever takes it checks certificates and execution before it is
/// content with an answer, and asks the next peer otherwise.
package struct BlockSource: Sendable {
    /// Who can be asked now.
    let peers: @Sendable () async -> [MemberID]
    /// Blocks of one peer from a height upwards, at least one; nil if it gave none until then.
    let ask: @Sendable (MemberID, Height, ContinuousClock.Instant) async -> [CommittedBlock]?
    /// How long peers are waited for that are not linked yet, or are busy.
    let patience: Duration

    package init(
        patience: Duration = .zero, peers: @escaping @Sendable () async -> [MemberID],
        ask:
            @escaping @Sendable (MemberID, Height, ContinuousClock.Instant) async
            -> [CommittedBlock]?
    ) {
        self.patience = patience
        self.peers = peers
        self.ask = ask
    }
}
