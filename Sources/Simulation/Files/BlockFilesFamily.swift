import BlockStore
import LedgerTypes

/// The store alone: blocks, what befalls its files, and what it is offered then.
///
/// Judged by `BlockFilesBook`, which knows only what was acknowledged and what is read.
enum BlockFilesFamily {
    private enum Probe: CaseIterable { case next, rival, foreign, same, beyond, again }

    private static let lengths = 8

    static let family = RoundFamily(
        name: "block-files",
        summary: "the store: blocks, a fault of the disk or the files, other blocks",
        count: BlockFilesFault.all.count * lengths * Probe.allCases.count * Probe.allCases.count
    ) { number, isTold in
        var choices = Choices(number)
        let probes = [Probe.allCases, Probe.allCases].map { $0[choices.next($0.count)] }
        let fault = BlockFilesFault.all[choices.next(BlockFilesFault.all.count)]
        var run = BlockFilesRun()
        play(1 + choices.next(lengths), fault, &run)
        for probe in probes { try_(probe, &run) }
        if run.book.isInDoubt { run.reopen() }
        run.append()
        run.append()
        if run.isUp { run.restart() }
        run.append()
        return RoundOutcome(
            violations: run.book.violations, transcript: isTold ? run.told : [])
    }

    /// Appends blocks, of which the last meets the fault.
    private static func play(_ count: Int, _ fault: BlockFilesFault, _ run: inout BlockFilesRun) {
        // By height: the file of a block and its place in it.
        var places: [(path: String, frame: Range<Int>)] = []
        for number in 1...count {
            let sizes = run.segments.map { ($0, run.disk.bytes(of: $0).count) }
            if number == count { arm(fault, run.disk) }
            run.append()
            guard let path = run.segments.last, run.book.tip == number else { continue }
            let size = run.disk.bytes(of: path).count
            let before = sizes.first { $0.0 == path }?.1
            // In a new file its own description comes first.
            let frame = BlockMaker.decided[number - 1].canonicalBytes.count + 16
            places.append((path, (before ?? size - frame)..<size))
        }
        strike(fault, places, &run)
    }

    private static func arm(_ fault: BlockFilesFault, _ disk: SimulatedDisk) {
        switch fault {
        case .powerCutAt(let change, let torn, _):
            disk.fail(change, torn ? .tornPowerCut : .powerCut)
        case .refused(let change, let torn, _):
            let error = StorageFault.failed("disk", error: 5)
            disk.fail(change, torn ? .tornOnce(error) : .once(error))
        default: break
        }
    }

    private static func strike(
        _ fault: BlockFilesFault, _ places: [(path: String, frame: Range<Int>)],
        _ run: inout BlockFilesRun
    ) {
        switch fault {
        case .nothing: break
        case .restart: run.restart()
        case .powerCut(let kept), .powerCutAt(_, _, let kept): run.restart(cut: kept)
        case .refused(_, _, let reaction):
            switch reaction {
            case .reopen: run.reopen()
            case .retryAndReopen:
                run.retry()
                run.reopen()
            case .restart: run.restart()
            }
        case .flipped(let choice, let part):
            run.end()
            flip(choice, part, places, &run)
            run.open()
        case .replaced(let choice, let part, let replacement):
            let height = flip(choice, part, places, &run)
            replace(height, by: replacement, &run)
        case .shortened(let bytes): shorten(bytes, &run)
        case .segmentLost(let choice):
            run.end()
            let all = run.segments
            lose(all[choice.index(of: all.count)], from: places, &run)
            run.open()
        case .sealLost, .sealFlipped:
            run.end()
            damageSeal(isLost: { if case .sealLost = fault { true } else { false } }(), &run)
            run.open()
        }
    }

    /// Changes one bit of a block; its height.
    @discardableResult
    private static func flip(
        _ choice: RecordChoice, _ part: FlippedPart,
        _ places: [(path: String, frame: Range<Int>)], _ run: inout BlockFilesRun
    ) -> Int {
        let index = choice.index(of: places.count)
        let (path, frame) = places[index]
        run.disk.flip(part.offset(in: frame), of: path)
        run.isDamaged = true
        run.book.damaged.insert(UInt64(index + 1))
        run.isOrderly = false
        return index + 1
    }

    private static func replace(
        _ height: Int, by replacement: BlockFilesFault.Replacement, _ run: inout BlockFilesRun
    ) {
        let block = BlockMaker.decided[height - 1]
        switch replacement {
        case .itself: run.replace(block, isRight: true)
        case .rival: run.replace(BlockMaker.rival[height - 1], isRight: false)
        case .foreign:
            let parent = block.committed.block.header.parent
            run.replace(BlockMaker.foreign(UInt64(height), parent: parent), isRight: false)
        }
    }

    private static func shorten(_ bytes: Int, _ run: inout BlockFilesRun) {
        guard let path = run.segments.last else { return }
        run.disk.put(Array(run.disk.bytes(of: path).dropLast(bytes)), in: path)
        run.isDamaged = true
        run.reopen()
    }

    /// Whole files go only with all that lies behind them, or it is said.
    private static func lose(
        _ path: String, from places: [(path: String, frame: Range<Int>)],
        _ run: inout BlockFilesRun
    ) {
        run.disk.lose(path)
        run.isDamaged = true
        if path == places.last?.path { run.book.lacking = places.filter { $0.path == path }.count }
    }

    private static func damageSeal(isLost: Bool, _ run: inout BlockFilesRun) {
        let names = (try? run.disk.memory.list(BlockFilesRun.folder)) ?? []
        guard let name = names.last(where: { $0.hasSuffix(".seal") }) else { return }
        let path = "\(BlockFilesRun.folder)/\(name)"
        run.isOrderly = false
        if isLost { run.disk.lose(path) } else { run.disk.flip(70, of: path) }
    }

    private static func try_(_ probe: Probe, _ run: inout BlockFilesRun) {
        let tip = run.book.tip
        guard run.isUp, !run.book.isInDoubt else { return }
        switch probe {
        case .next: run.append()
        case .rival: if tip > 0 { run.offer(BlockMaker.rival[Int(tip)], isRight: false) }
        case .foreign:
            let parent = run.book.acknowledged.last.map(BlockMaker.id) ?? BlockID(.zero)
            run.offer(BlockMaker.foreign(tip + 1, parent: parent), isRight: false)
        case .same: if tip > 0 { run.offer(BlockMaker.decided[Int(tip) - 1], isRight: false) }
        case .beyond: run.offer(BlockMaker.decided[Int(tip) + 1], isRight: false)
        case .again: run.restart()
        }
    }
}
