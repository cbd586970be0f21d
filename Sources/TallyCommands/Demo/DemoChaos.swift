import Foundation

/// Ends one node at one moment of the story, as a power cut would, and starts it again: chosen by a
/// seed, so that a run can be repeated.
final class DemoChaos {
    /// The recording before which the cut happens.
    let operation: Int
    private let victim: String
    private let delayMilliseconds: Int
    private let darkMilliseconds: Int
    private let network: DemoNetwork
    private let narrator: DemoNarrator
    private var strike: Task<Void, any Error>?

    /// How many recordings the story has at least.
    private static let recordings = 34

    init(seed: UInt64, network: DemoNetwork, narrator: DemoNarrator) {
        var state = seed
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        operation = 1 + draw(Self.recordings)
        victim = DemoNetwork.members[draw(DemoNetwork.members.count)]
        delayMilliseconds = draw(60)
        darkMilliseconds = draw(2_500)
        self.network = network
        self.narrator = narrator
    }

    /// Strikes while the recording is under way.
    func begin() {
        // SAFETY: while the strike is under way nobody else starts or ends this process: the story
        // calls `settle` before it touches processes.
        nonisolated(unsafe) let node = network[victim]
        let (delay, dark) = (delayMilliseconds, darkMilliseconds)
        narrator.say(
            "⚡ 第 \(operation) 笔记录时，\(victim) 断电（kill -9），\(dark) 毫秒后重启",
            "⚡ at recording \(operation) \(victim) is killed (-9), and started again after \(dark) ms"
        )
        strike = Task {
            try await Task.sleep(for: .milliseconds(delay))
            node.kill()
            try await Task.sleep(for: .milliseconds(dark))
            try node.start()
        }
    }

    /// Waits until the struck node is back and has seen a block.
    func settle() async throws {
        guard let strike else { return }
        try await strike.value
        let isBack = await network.wait(for: victim) {
            $0.reachesQuorum && $0.sinceLastBlockMilliseconds != nil
        }
        narrator.expect(isBack, "\(victim) 重启后继续参与", "\(victim) takes part again")
        self.strike = nil
    }
}
