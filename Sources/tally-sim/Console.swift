import ArgumentParser
import Foundation
import Synchronization

/// The standard error: progress and remarks, apart from results.
enum Console {
    static func error(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Overwrites the last line of progress.
    static func progress(_ text: String) {
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }
}

/// Whether the user has asked to stop.
enum Interruption {
    private static let flag = Atomic(false)

    static var isAsked: Bool { flag.load(ordering: .relaxed) }

    /// Of a campaign that found nothing and did not run to its end: that is no all-clear.
    static let exitCode = ExitCode(2)

    /// From now on Ctrl-C lets what runs end; a second one ends the process.
    static func watch() {
        signal(SIGINT) { _ in
            Interruption.flag.store(true, ordering: .relaxed)
            signal(SIGINT, SIG_DFL)
        }
    }
}

/// A bar with rate, time left and findings, redrawn at most five times a second.
struct ProgressBar {
    private let total: Int
    private let clock = ContinuousClock()
    private let started: ContinuousClock.Instant
    private var drawn: ContinuousClock.Instant
    private let isTerminal = isatty(2) == 1

    init(total: Int) {
        self.total = total
        started = clock.now
        drawn = started
    }

    var seconds: Double {
        let elapsed = (clock.now - started).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    }

    mutating func show(_ done: Int, findings: Int) {
        let pause = isTerminal ? Duration.milliseconds(200) : .seconds(30)
        guard done < total, clock.now - drawn >= pause else { return }
        drawn = clock.now
        let rate = Double(done) / max(seconds, 0.001)
        let left = rate > 0 ? Int(Double(total - done) / rate) : 0
        let filled = total > 0 ? done * 20 / total : 20
        let bar =
            String(repeating: "█", count: filled) + String(repeating: "·", count: 20 - filled)
        let text =
            "\(bar) \(done)/\(total)  \(String(format: "%.1f", rate))/s"
            + "  \(left / 60) min \(left % 60) s left 剩余  \(findings) violations 违规"
        if isTerminal { Console.progress(text) } else { Console.error(text) }
    }

    func end() {
        if isTerminal { Console.progress("") }
    }
}
