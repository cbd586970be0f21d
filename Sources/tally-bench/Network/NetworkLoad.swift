import Foundation
import Governance
import Synchronization

/// Many callers at once for a bounded time, each with one transaction under way.
struct NetworkLoad {
    enum Work: Sendable {
        case anchor(AnchorDigest)
        case request(Governance.Request)
    }

    struct Found {
        /// Committed transactions a second, over all callers.
        var rate: Double
        /// Transactions in a block, empty blocks left out.
        var meanBlock: Double
        var latencies: Timings
    }

    let network: RunningNetwork
    let people: [String]
    let callers: Int
    let seconds: Int

    /// Runs the load and counts what was committed, and in how many blocks.
    func run(_ next: @escaping @Sendable () -> Work) throws -> Found {
        let places = try (0..<callers).map {
            try CallerPlace(network, people[$0 % people.count])
        }
        let before = try network.health(of: RunningNetwork.voters[0])
        let tally = LoadTally()
        let began = ContinuousClock.now
        let end = began + .seconds(seconds)
        let group = DispatchGroup()
        for place in places {
            group.enter()
            Thread.detachNewThread {
                tally.take(Result { try Self.call(from: place, until: end, next) })
                group.leave()
            }
        }
        group.wait()
        let took = (ContinuousClock.now - began) / .seconds(1)
        let after = try network.health(of: RunningNetwork.voters[0])
        let latencies = try tally.result()
        let blocks = after.height - before.height
        return Found(
            rate: Double(latencies.nanoseconds.count) / took,
            meanBlock: Double(after.entryCount - before.entryCount) / Double(max(blocks, 1)),
            latencies: latencies)
    }

    private static func call(
        from place: CallerPlace, until end: ContinuousClock.Instant,
        _ next: @Sendable () -> Work
    ) throws -> Timings {
        let caller = try BenchCaller(place)
        var timings = Timings()
        while ContinuousClock.now < end {
            let body =
                switch next() {
                case .anchor(let anchor): try caller.submission(anchor)
                case .request(let request): try caller.submission(request)
                }
            _ = try timings.time { try caller.commit(body) }
        }
        return timings
    }
}

/// What the threads of a load have measured.
private final class LoadTally: Sendable {
    private struct Content {
        var latencies = Timings()
        var fault: (any Error)?
    }

    private let content = Mutex(Content())

    func take(_ result: Result<Timings, any Error>) {
        content.withLock { content in
            switch result {
            case .success(let timings): content.latencies.add(timings)
            case .failure(let fault): content.fault = fault
            }
        }
    }

    /// Everything that was committed; one caller's fault ends the measurement.
    func result() throws -> Timings {
        try content.withLock { content in
            if let fault = content.fault { throw fault }
            return content.latencies
        }
    }
}
