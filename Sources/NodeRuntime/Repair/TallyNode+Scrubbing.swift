import BlockStore
import Governance
import LedgerTypes
import Replica

extension TallyNode {
    /// The worker that reads the store again and repairs it while the node runs.
    func scrub(_ pace: ScrubPace) -> StoreScrub {
        StoreScrub(
            store: store, desk: damage, status: status,
            mend: { [weak self] last in try await self?.mend(upTo: last) ?? [] }, pace: pace,
            logger: logger)
    }

    /// Executes the chain again beside the running node up to a height, and replaces what does not
    /// hold; the heights that were replaced.
    ///
    /// The state below a damaged block is needed to judge a peer's copy of it, and is not kept:
    /// so the cost is that of a start up to the damage, at half the speed of one core.
    private func mend(upTo last: Height) async throws -> [Height] {
        let source = BlockSource { [weak self] in
            await self?.network.connected() ?? []
        } ask: { [weak self] peer, height, _ in
            await self?.fetch(height, of: peer).map { [$0] }
        }
        return try await StoreRepair(folder, genesis, logger: logger, source: source)
            .mend(store, upTo: last)
    }

    /// One committed block of a running peer, unverified; nil if it does not give it.
    private func fetch(_ height: Height, of peer: MemberID) async -> CommittedBlock? {
        damage.ask(height, of: peer)
        defer { damage.askNothing() }
        let request = PeerMessage.blockRequest(BlockRequest(from: height, maximumBytes: 1))
        network.send(.consensus, request.canonicalBytes, isEssential: true, to: peer)
        let deadline = ContinuousClock.now + .seconds(3)
        while ContinuousClock.now < deadline, !Task.isCancelled {
            if let block = damage.answer() { return block }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }
}
