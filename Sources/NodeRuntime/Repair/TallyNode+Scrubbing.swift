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
        let repair = StoreRepair(folder, genesis, logger: logger) { [weak self] height in
            await self?.fetch(height).map { [$0] }
        }
        return try await repair.mend(store, upTo: last)
    }

    /// One committed block of a running peer, unverified; nil if none gives it.
    private func fetch(_ height: Height) async -> CommittedBlock? {
        defer { damage.ask(nil) }
        for peer in await network.connected() {
            damage.ask(height)
            let request = PeerMessage.blockRequest(BlockRequest(from: height, maximumBytes: 1))
            network.send(.consensus, request.canonicalBytes, isEssential: true, to: peer)
            let deadline = ContinuousClock.now + .seconds(3)
            while ContinuousClock.now < deadline, !Task.isCancelled {
                if let block = damage.answer() { return block }
                try? await Task.sleep(for: .milliseconds(10))
            }
        }
        return nil
    }
}
