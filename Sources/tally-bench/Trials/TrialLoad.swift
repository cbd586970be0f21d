import Foundation
import Governance
import LedgerTypes
import Synchronization
import TallyClient

/// A bounded load on some nodes, which remembers everything that was acknowledged.
///
/// Each caller has one transaction under way and offers it again until it is committed, as a
/// hospital's program would: the same transaction again is the same entry.
final class TrialLoad: Sendable {
    /// An entry of which a node has said that it is committed.
    struct Acknowledged: Sendable {
        let transaction: String
        let entry: UInt64
        /// When it was first offered, and how long it took.
        let began: ContinuousClock.Instant
        let took: Duration
    }

    private struct State {
        var acknowledged: [Acknowledged] = []
        var fault: (any Error)?
        var isEnded = false
        /// Nodes at which nothing is begun for now.
        var resting: Set<String> = []
        /// How many transactions are under way at each node.
        var underWay: [String: Int] = [:]
    }

    private let state = Mutex(State())
    private let threads = DispatchGroup()
    /// Between two transactions of one caller; zero offers the next one at once.
    private let pause: Duration

    static let people = [
        "hospital-a": "hospital-a/data-sun", "centre-b": "centre-b/data-chen",
        "centre-c": "centre-c/ethics-he", "research-r": "research-r/tech-guo",
    ]

    /// `callers` in turn at the nodes; `rate` is for all of them in transactions a second, and 0
    /// as fast as they are committed.
    init(_ network: RunningNetwork, at nodes: [String], callers: Int, rate: Int) throws {
        pause = rate == 0 ? .zero : .seconds(1) * callers / rate
        for number in 0..<callers {
            let node = nodes[number % nodes.count]
            guard let person = Self.people[node] else {
                preconditionFailure("nobody calls at `\(node)`")
            }
            let place = try CallerPlace(network, person)
            threads.enter()
            let thread = Thread { [self] in
                call(from: place)
                threads.leave()
            }
            thread.start()
        }
    }

    /// Ends the callers; what they still have under way is given up.
    func end() throws {
        state.withLock { $0.isEnded = true }
        threads.wait()
        if let fault = state.withLock({ $0.fault }) { throw fault }
    }

    var acknowledged: [Acknowledged] { state.withLock { $0.acknowledged } }
    private var isEnded: Bool { state.withLock { $0.isEnded } }

    // MARK: resting

    /// Callers at these nodes end what they have under way, and begin nothing more.
    func rest(at nodes: [String]) { state.withLock { $0.resting.formUnion(nodes) } }

    /// True once nothing is under way at any of these nodes.
    func isQuiet(at nodes: [String]) -> Bool {
        state.withLock { state in nodes.allSatisfy { state.underWay[$0, default: 0] == 0 } }
    }

    /// All callers go on.
    func goOn() { state.withLock { $0.resting = [] } }

    /// Counts one more under way at a node, if one may be begun there.
    private func begins(at node: String) -> Bool {
        state.withLock { state in
            guard !state.resting.contains(node) else { return false }
            state.underWay[node, default: 0] += 1
            return true
        }
    }

    // MARK: calling

    private func call(from place: CallerPlace) {
        var caller: BenchCaller?
        var next = ContinuousClock.now
        let node = place.node.text
        while !isEnded {
            guard begins(at: node) else {
                usleep(50_000)
                continue
            }
            defer { state.withLock { $0.underWay[node, default: 0] -= 1 } }
            let began = ContinuousClock.now
            do {
                let body = try BenchCaller.submission(NetworkStory.anchor(), from: place)
                guard let view = commit(body, from: place, &caller), let entry = view.entry
                else { return }
                let found = Acknowledged(
                    transaction: view.id, entry: entry, began: began,
                    took: ContinuousClock.now - began)
                state.withLock { $0.acknowledged.append(found) }
            } catch {
                state.withLock { $0.fault = error }
                return
            }
            next = max(next + pause, ContinuousClock.now - pause)
            while ContinuousClock.now < next, !isEnded { usleep(5_000) }
        }
    }

    /// Offers one transaction until it is committed; nil when the load ends before.
    private func commit(
        _ body: [UInt8], from place: CallerPlace, _ caller: inout BenchCaller?
    ) -> TransactionView? {
        while !isEnded {
            do {
                let open = try caller ?? BenchCaller(place, patience: 15)
                caller = open
                let view = try open.submit(body, wait: 5_000)
                if view.status == "committed" { return view }
            } catch {
                // Its node was ended, held still or cut off: that is what the trial does.
                caller = nil
                usleep(100_000)
            }
        }
        return nil
    }
}
