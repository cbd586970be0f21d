import LedgerTypes
import Links
import Replica

extension DamageDesk {
    /// The peers of a running node, whose answers its links bring to this desk.
    package func source(over network: PeerNetwork) -> BlockSource {
        BlockSource {
            await network.connected()
        } ask: { peer, height, _ in
            await self.fetch(height, of: peer, over: network).map { [$0] }
        }
    }

    /// One committed block of a peer, unverified; nil if it does not give it.
    private func fetch(
        _ height: Height, of peer: MemberID, over network: PeerNetwork
    ) async -> CommittedBlock? {
        ask(height, of: peer)
        defer { askNothing() }
        let request = PeerMessage.blockRequest(BlockRequest(from: height, maximumBytes: 1))
        network.send(.consensus, request.canonicalBytes, isEssential: true, to: peer)
        let deadline = ContinuousClock.now + .seconds(3)
        while ContinuousClock.now < deadline, !Task.isCancelled {
            if let block = answer() { return block }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }
}
