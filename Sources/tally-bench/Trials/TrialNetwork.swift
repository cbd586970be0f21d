import Foundation
import LedgerTypes
import NodeFiles
import NodeTrials
import TallyClient
import WrittenText

/// The voters of the example consortium as processes, with wires between them that can be cut.
final class TrialNetwork {
    let running: RunningNetwork
    let tool: String
    private var nodes: [String: NodeProcess] = [:]
    /// By who dials, then whom.
    private var relays: [String: [String: LoopbackRelay]] = [:]

    var voters: [String] { RunningNetwork.voters }
    var folder: String { running.folder }

    /// Founds the consortium in a folder that does not exist; starts nothing.
    init(folder: String, example: String, tool: String, wired: Bool) throws {
        self.tool = tool
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw BenchFault(zh: "\(folder) 已存在：请另选文件夹", en: "\(folder) exists: choose another")
        }
        let described = folder + ".example"
        defer { try? FileManager.default.removeItem(atPath: described) }
        try GrowingConsortium.write(example: example, to: described)
        let founded = try TrialTool(tool).run([
            "demo", "--found-only", "--folder", folder, "--example", described,
        ])
        guard founded.code == 0 else {
            throw BenchFault(zh: "联盟未能建立：\(founded.text)", en: "not founded: \(founded.text)")
        }
        running = try RunningNetwork(folder: folder)
        for member in voters + GrowingConsortium.candidates {
            nodes[member] = NodeProcess(
                home: "\(folder)/\(member)", api: try running.port(of: member), executable: tool,
                passphraseFile: running.passphraseFile, language: "en")
            try configure(member, wired: wired)
        }
    }

    /// Leaves out who does not run, and leads the wires to voters through relays. Voters do not dial
    /// candidates: those dial them.
    private func configure(_ member: String, wired: Bool) throws {
        let path = "\(folder)/\(member)/config.json"
        var configuration = try NodeConfiguration(json: BenchFiles.read(path))
        for (peer, address) in configuration.peers {
            if peer.text == SignatureWatch.member { continue }
            let isDialed =
                voters.contains(peer.text)
                || GrowingConsortium.candidates.contains(member)
                    && GrowingConsortium.candidates.contains(peer.text)
            guard isDialed else {
                configuration.peers[peer] = nil
                continue
            }
            guard wired else { continue }
            let relay = try LoopbackRelay(to: address.port)
            relays[member, default: [:]][peer.text] = relay
            configuration.peers[peer] = PeerAddress(host: "127.0.0.1", port: relay.port)
        }
        // Blocks come into sealed files within a trial, and are read again within seconds.
        configuration.segmentBytes = 64 * 1024
        configuration.scrubBytesPerSecond = 8 * 1024 * 1024
        try AtomicFile.write(configuration.json, to: path)
    }

    /// Changes a node's configuration; it takes effect at its next start.
    func reconfigure(_ member: String, _ change: (inout NodeConfiguration) -> Void) throws {
        let path = "\(folder)/\(member)/config.json"
        var configuration = try NodeConfiguration(json: BenchFiles.read(path))
        change(&configuration)
        try AtomicFile.write(configuration.json, to: path)
    }

    subscript(member: String) -> NodeProcess {
        guard let node = nodes[member] else { preconditionFailure("there is no `\(member)`") }
        return node
    }

    /// How a node does; nil while it does not answer.
    func health(of member: String) -> HealthView? {
        try? running.health(of: member, patience: 2)
    }

    /// The highest block that some node has.
    var tip: UInt64 { voters.compactMap { health(of: $0)?.height }.max() ?? 0 }

    // MARK: wires

    /// Holds what members send to others, one way: from the first of each pair to the second.
    func cut(_ pairs: [(from: String, to: String)]) {
        for (dialer, wires) in relays {
            for (dialed, relay) in wires {
                var held: Set<LoopbackRelay.Way> = []
                if pairs.contains(where: { $0 == (dialer, dialed) }) { held.insert(.outward) }
                if pairs.contains(where: { $0 == (dialed, dialer) }) { held.insert(.back) }
                relay.hold(held)
            }
        }
    }

    func heal() { cut([]) }

    // MARK: waiting

    /// Waits until a condition holds; false after so many seconds.
    func wait(seconds: Double, until isSatisfied: () -> Bool) -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if isSatisfied() { return true }
            usleep(50_000)
        }
        return isSatisfied()
    }

    /// Waits until a node answers and passes a test.
    func wait(
        for member: String, seconds: Double = 90, until isSatisfied: (HealthView) -> Bool
    ) -> Bool {
        wait(seconds: seconds) { health(of: member).map(isSatisfied) ?? false }
    }

    /// Waits until all voters vote, are linked with each other, and have a block.
    func waitUntilWell(at height: UInt64, seconds: Double = 120) -> Bool {
        voters.allSatisfy { member in
            wait(for: member, seconds: seconds) { health in
                health.role == "voting" && health.height >= height
                    && voters.allSatisfy { $0 == member || health.linked.contains($0) }
            }
        }
    }

    func end() {
        heal()
        for node in nodes.values { node.stop() }
        for relay in relays.values.flatMap(\.values) { relay.end() }
    }
}
