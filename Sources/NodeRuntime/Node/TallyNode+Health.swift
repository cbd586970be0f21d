import Diagnosis
import NodeFiles

extension TallyNode {
    /// Takes note of how many callers are connected.
    package func noteConnections(_ figures: ConnectionFigures) { status.connections(figures) }

    /// Counts a read of what is recorded of patients, given or refused.
    package func noteRead(isGiven: Bool) {
        status.count { counters in
            if isGiven { counters.patientReads += 1 } else { counters.patientReadsRefused += 1 }
        }
    }

    /// Takes note of how much room the log of reads has.
    package func noteReadLog(isFilling: Bool, isFull: Bool) {
        let said: NodeProblem? = isFull ? .readLogFull : isFilling ? .readLogFilling : nil
        for problem in [NodeProblem.readLogFull, .readLogFilling] where problem != said {
            status.unwarn { $0 == problem }
        }
        if let said { status.warn(said) }
    }

    /// How the node does: a copy of the board, the last committed state and the system's clock.
    ///
    /// Asks neither the loop of consensus nor the disk, so that it answers when either hangs.
    package func health() -> NodeHealth {
        var sources = healthSources
        sources.waitingTransactions = submissions.waiting
        sources.peersRefused = network.refusals.value
        sources.duties = work.standings.all
        return sources.health(at: .now, clock: WallClock.now())
    }

    /// What of health can be asked at any moment, without all of it.
    var healthSources: HealthSources {
        let snapshot = view.current
        return HealthSources(
            status, network.board, ledger: snapshot.ledger, age: snapshot.age,
            isLive: snapshot.isLive, configuration: configuration, keys: keys)
    }
}
