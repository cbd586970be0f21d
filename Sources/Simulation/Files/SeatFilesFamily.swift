import BlockStore
import Consensus
import LedgerTypes

/// A seat's two files alone: what it says, what befalls them, and what it says then.
///
/// Judged by `SeatFilesBook`, which knows only what left and what a reader of the files is told.
enum SeatFilesFamily {
    /// What is tried after the fault.
    private enum Probe: CaseIterable {
        case next, otherWords, otherSignature, otherWordsAtFirst, again, nextHeight, below
    }

    private enum Step { case say, decide }

    private static let stories: [(begins: UInt64?, steps: [Step])] = [
        (nil, [.say, .say, .say, .say, .decide, .say, .say]),
        (6, [.say, .decide, .say, .decide, .say, .say, .say]),
    ]

    static let family = RoundFamily(
        name: "seat-files",
        summary: "vote log and register: words, a fault of the disk or the files, other words",
        count: SeatFilesFault.all.count * 2 * 7 * Probe.allCases.count * Probe.allCases.count
    ) { number, isTold in
        var choices = Choices(number)
        let probes = [Probe.allCases, Probe.allCases].map { $0[choices.next($0.count)] }
        let fault = SeatFilesFault.all[choices.next(SeatFilesFault.all.count)]
        let story = stories[choices.next(2)]
        var run = SeatFilesRun(begins: story.begins)
        play(Array(story.steps.prefix(1 + choices.next(7))), fault, &run)
        for probe in probes where run.isUp { try_(probe, &run) }
        if run.isUp {
            run.disk.memory.limit(toBytes: .max)
            if run.book.isInDoubt { run.reopen() }
        }
        if run.isUp { run.restart() }
        if run.isUp { run.sayNext() }
        return RoundOutcome(
            violations: run.book.violations, transcript: isTold ? run.told : [])
    }

    private static func take(_ step: Step, _ run: inout SeatFilesRun) {
        switch step {
        case .say: run.sayNext()
        case .decide: run.decide()
        }
    }

    /// The steps, of which the last meets the fault.
    private static func play(_ steps: [Step], _ fault: SeatFilesFault, _ run: inout SeatFilesRun) {
        var frames: [String: [Range<Int>]] = [:]
        var older: [UInt8] = []
        var firstRegister: [UInt8] = []
        for (index, step) in steps.enumerated() {
            let isLast = index + 1 == steps.count
            let before = run.disk.bytes(of: VoteLog.path)
            if isLast { older = before }
            let sizes = [VoteLog.path, SignerRegister.path].map { run.disk.bytes(of: $0).count }
            if isLast { arm(fault, run.disk) }
            take(step, &run)
            for (path, size) in zip([VoteLog.path, SignerRegister.path], sizes) {
                let now = run.disk.bytes(of: path).count
                if now > size { frames[path, default: []].append(size..<now) }
                if now < size { frames[path] = [] }
            }
            if index == 0 { firstRegister = run.disk.bytes(of: SignerRegister.path) }
        }
        strike(fault, frames: frames, older: older, firstRegister, &run)
    }

    private static func arm(_ fault: SeatFilesFault, _ disk: SimulatedDisk) {
        switch fault {
        case .powerCutAt(let change, let torn, _):
            disk.fail(change, torn ? .tornPowerCut : .powerCut)
        case .refused(let change, let torn, _):
            let error = StorageFault.failed("disk", error: 5)
            disk.fail(change, torn ? .tornOnce(error) : .once(error))
        case .nearlyFull(let spare):
            disk.memory.limit(toBytes: ((try? disk.usedBytes()) ?? 0) + spare)
        default: break
        }
    }

    private static func strike(
        _ fault: SeatFilesFault, frames: [String: [Range<Int>]], older: [UInt8],
        _ firstRegister: [UInt8], _ run: inout SeatFilesRun
    ) {
        switch fault {
        case .nothing, .nearlyFull: break
        case .restart: run.restart()
        case .powerCut(let kept), .powerCutAt(_, _, let kept): run.restart(cut: kept)
        case .refused(_, _, let reaction): react(reaction, &run)
        case .registerExchanged:
            run.disk.put(firstRegister, in: SignerRegister.path)
            run.isDamaged = true
            run.disk.fail(0, .once(.failed("disk", error: 5)))
            run.sayNext()
            run.reopen()
        case .logLost, .logOlder, .logOfStranger, .blocksLost, .flipped:
            run.end()
            tamper(fault, frames: frames, older: older, &run)
            run.open()
        }
    }

    private static func react(_ reaction: SeatFilesFault.Reaction, _ run: inout SeatFilesRun) {
        switch reaction {
        case .reopen: run.reopen()
        case .retryAndReopen:
            if run.book.isInDoubt { run.retry() }
            run.reopen()
        case .restart: run.restart()
        }
    }

    private static func tamper(
        _ fault: SeatFilesFault, frames: [String: [Range<Int>]], older: [UInt8],
        _ run: inout SeatFilesRun
    ) {
        run.lacking = nil
        switch fault {
        case .logLost: run.disk.lose(VoteLog.path)
        case .logOlder: run.disk.put(older, in: VoteLog.path)
        case .logOfStranger(let ahead): run.takeLog(ofStrangerAt: run.tip + 1 + ahead)
        case .blocksLost(let count): run.loseBlocks(count)
        case .flipped(let path, let choice, let part):
            run.lacking = 0
            guard let frames = frames[path], !frames.isEmpty else { return }
            let index = choice.index(of: frames.count)
            // Only a last record can be taken for one that was written in part.
            if index == frames.count - 1, path == VoteLog.path { run.lacking = 1 }
            run.isDamaged = true
            run.isOrderly = false
            run.disk.flip(part.offset(in: frames[index]), of: path)
        default: break
        }
    }

    private static func try_(_ probe: Probe, _ run: inout SeatFilesRun) {
        guard let first = run.book.left.first, let last = run.book.left.last else {
            return run.sayNext()
        }
        func other(_ record: VoteLogRecord) -> VoteLogRecord {
            SeatWords.record(SeatWords.Place(record), mark: 77)
        }
        switch probe {
        case .next: run.sayNext()
        case .otherWords: run.say(other(last))
        case .otherSignature: run.say(SeatWords.resigned(last))
        case .otherWordsAtFirst: run.say(other(first))
        case .again: run.say(last)
        case .nextHeight:
            run.decide()
            run.sayNext()
        case .below: run.say(SeatWords.record(SeatWords.Place(2, 0, 1), mark: 78))
        }
    }
}
