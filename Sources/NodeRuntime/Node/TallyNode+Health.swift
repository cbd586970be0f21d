import Diagnosis
import NodeFiles

extension TallyNode {
    /// Takes note of how many callers are connected.
    package func noteConnections(_ figures: ConnectionFigures) { status.connections(figures) }

    /// How the node does: a copy of the board, the last committed state and the system's clock.
    ///
    /// Asks neither the loop of consensus nor the disk, so that it answers when either hangs.
    package func health() -> NodeHealth {
        let snapshot = view.current
        var sources = HealthSources(
            status, network.board, ledger: snapshot.ledger, age: snapshot.age,
            isLive: snapshot.isLive, configuration: configuration, keys: keys)
        sources.waitingTransactions = submissions.waiting
        sources.peersRefused = network.refusals.value
        sources.duties = works.all
        return sources.health(at: .now, clock: WallClock.now())
    }
}
