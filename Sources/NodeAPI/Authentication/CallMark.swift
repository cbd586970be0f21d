import LedgerTypes
import NodeFiles
import Synchronization

/// Up to when calls may have been answered before the node was started: they are not answered again.
///
/// Whatever was signed by a clock that is not ahead of the node's lies before its start, and costs
/// nothing. A call whose time is still to come would be taken as new by a node that is started
/// meanwhile, so a file remembers, before it is answered, that such times were used. After a start
/// callers with a right clock wait for a second at most, or, where another caller's clock was
/// ahead, for as long as it was: never longer than the tolerance and that second.
final class CallMark: Sendable {
    /// One write for the calls of a second.
    private static let step = Milliseconds.seconds(1)

    /// Calls of this time or before may have been answered by an earlier start.
    let answered: BlockTime
    private let path: String
    /// The time that the file names.
    private let covered: Mutex<BlockTime>
    /// Held while the disk works, by one of its threads.
    private let writing = Mutex(())

    init(_ folder: NodeFolder, opened: BlockTime) {
        path = folder.answeredCalls
        let latest = opened.adding(Limits.clockTolerance) ?? opened
        let known: BlockTime
        do throws(FileFault) {
            let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
            // Of a damaged file nothing is known but what the tolerance admitted.
            known =
                text.split(separator: "\n").first.flatMap { UInt64($0) }.map { BlockTime($0) }
                ?? latest
        } catch {
            if case .missing = error, !folder.isRestored {
                known = opened
            } else {
                known = latest
            }
        }
        covered = Mutex(known)
        // A clock that was far ahead once does not lock callers out for longer than that.
        answered = max(min(known, latest.adding(Self.step) ?? latest), opened)
    }

    /// True if a call of this time is refused after any later start.
    func covers(_ time: BlockTime, now: BlockTime) -> Bool {
        time <= now || covered.withLock { time <= $0 }
    }

    /// Writes down that calls up to a time are answered; blocks for the disk.
    func cover(_ time: BlockTime) throws(FileFault) {
        try writing.withLock { _ throws(FileFault) in
            guard covered.withLock({ time > $0 }) else { return }
            let next = time.adding(Self.step) ?? time
            try AtomicFile.write(Array("\(next)\n".utf8), to: path)
            covered.withLock { $0 = next }
        }
    }
}
