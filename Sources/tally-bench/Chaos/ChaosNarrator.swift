import Foundation

/// Tells a run as it happens, counts what did not hold, and sums up.
final class ChaosNarrator {
    /// One cycle that has ended.
    private struct Cycle {
        let story: ChaosStory
        let seconds: Double
        let acknowledged: Int
        let failures: Int
    }

    private let isChinese: Bool
    private let total: Int
    private var cycles: [Cycle] = []
    private var skipped: [ChaosStory: String] = [:]
    private var current = ChaosStory.kill
    private var began = ContinuousClock.now
    private var failuresBefore = 0
    private var conflictsTold = 0
    private(set) var checks = 0
    private(set) var failures: [String] = []

    init(isChinese: Bool, cycles: Int) {
        self.isChinese = isChinese
        total = cycles
    }

    func begin(_ story: ChaosStory) {
        current = story
        began = .now
        failuresBefore = failures.count
        line("[\(cycles.count + 1)/\(total)] \(story.rawValue)")
    }

    func end(acknowledged: Int, height: Int) {
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        cycles.append(
            Cycle(
                story: current, seconds: seconds, acknowledged: acknowledged,
                failures: failures.count - failuresBefore))
        say(
            "\(Self.figure(seconds)) 秒，已确认 \(acknowledged) 笔，高度 \(height)",
            "\(Self.figure(seconds)) s, \(acknowledged) entries acknowledged, height \(height)")
    }

    func say(_ zh: String, _ en: String) { line("  " + (isChinese ? zh : en)) }

    /// Something that must hold.
    func expect(_ holds: Bool, _ zh: String, _ en: String) {
        checks += 1
        let text = isChinese ? zh : en
        if holds {
            line("  ✓ " + text)
        } else {
            fail(text)
        }
    }

    /// Violations that a comparison has found; none is what must be.
    func note(violations: [String]) {
        checks += 1
        for violation in violations.prefix(20) { fail(violation) }
    }

    /// Signatures in conflict, of which some may have been told before.
    func note(conflicts: [String]) {
        checks += 1
        for conflict in conflicts.dropFirst(conflictsTold) { fail(conflict) }
        conflictsTold = conflicts.count
    }

    /// A story that cannot be played on this machine.
    func skip(_ zh: String, _ en: String) {
        skipped[current] = isChinese ? zh : en
        say("跳过：" + zh, "skipped: " + en)
    }

    private func fail(_ text: String) {
        failures.append("\(current.rawValue): \(text)")
        line("  ✗ " + text)
    }

    /// The table of the run.
    func sumUp(acknowledged: Int, watch: SignatureWatch, height: Int, seconds: Double) {
        line("")
        line(
            isChinese
                ? "故事            轮数   秒/轮(中位)   最长   已确认   违反"
                : "story           cycles   s a cycle   longest   acknowledged   violations")
        for story in ChaosStory.allCases {
            let played = cycles.filter { $0.story == story }
            guard !played.isEmpty else { continue }
            let times = played.map(\.seconds)
            let cells = [
                "\(played.count)", Self.figure(median(times)), Self.figure(times.max() ?? 0),
                "\(played.map(\.acknowledged).reduce(0, +))",
                skipped[story] == nil
                    ? "\(played.map(\.failures).reduce(0, +))" : isChinese ? "跳过" : "skipped",
            ]
            line(
                story.rawValue.padding(toLength: 14, withPad: " ", startingAt: 0)
                    + cells.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }
                    .joined())
        }
        line(
            isChinese
                ? """
                共 \(acknowledged) 笔已确认，高度 \(height)，听到 \(watch.messages) 条共识消息、\
                \(watch.signatures) 处签名，冲突 \(watch.conflicts.count)，\(checks) 项检查，\
                \(Self.figure(seconds)) 秒
                """
                : """
                \(acknowledged) entries acknowledged, height \(height), \(watch.messages) messages \
                and \(watch.signatures) signatures seen, \(watch.conflicts.count) conflicts, \
                \(checks) checks, \(Self.figure(seconds)) s
                """)
        for failure in failures { line("✗ " + failure) }
    }

    private func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    private static func figure(_ value: Double) -> String { String(format: "%.1f", value) }
}
