import Evidence
import Governance
import LedgerTypes
import Sealing

/// The exports of a node: who is in work and whose turn is next, which files wait to be fetched.
///
/// A value without clock or threads. Whatever nobody asks about for a while is let go of, in work
/// or finished: everything can be asked for again.
struct ExportQueue {
    /// What there is of an export.
    private enum Phase {
        /// It waits for its turn.
        case waiting(ExportRun)
        /// A step of it is being done.
        case inHand(ExportRun)
        case finished([UInt8])
        case failed(ExportFault)

        var isInWork: Bool {
            switch self {
            case .waiting, .inHand: true
            case .finished, .failed: false
            }
        }
    }

    private struct Job {
        let id: Digest
        let asker: KeyOwner
        let head: HeadID
        let height: Height
        var phase: Phase
        var progress: ExportProgress
        /// What it takes of the memory, about.
        var bytes: Int
        var asked: ContinuousClock.Instant
    }

    /// In the order of turns; the one that had its turn goes to the end.
    private var jobs: [Job] = []
    /// In the order in which they were asked for: the first of those in work never has to wait for
    /// memory.
    private var order: [Digest] = []

    /// Takes an export in; throws where it would be one too many.
    mutating func begin(
        _ id: Digest, _ run: ExportRun, by asker: KeyOwner, now: ContinuousClock.Instant
    ) throws(ExportsBusy) {
        let inWork = jobs.filter(\.phase.isInWork)
        guard inWork.count(where: { $0.asker == asker }) < Limits.exportsOfOneAsker else {
            throw .own
        }
        guard inWork.count(where: { $0.asker.member == asker.member }) < Limits.exportsOfOneMember
        else { throw .member }
        guard inWork.count < Limits.exportsInWork else { throw .all }
        jobs.append(
            Job(
                id: id, asker: asker, head: run.head, height: run.height, phase: .waiting(run),
                progress: ExportProgress(.reading, done: 0, of: 0), bytes: 0, asked: now))
        order.append(id)
    }

    /// How an export stands, for whoever asked for it; nil for others and where there is none.
    mutating func standing(
        of id: Digest, for asker: KeyOwner, now: ContinuousClock.Instant
    ) -> ExportStanding? {
        guard let place = place(of: id, for: asker) else { return nil }
        jobs[place].asked = now
        let job = jobs[place]
        let state: ExportStanding.State =
            switch job.phase {
            case .waiting, .inHand: .working
            case .finished(let bytes): .finished(bytes: bytes.count)
            case .failed(let fault): .failed(fault)
            }
        return ExportStanding(
            id: id, head: job.head, height: job.height, progress: job.progress, state: state)
    }

    /// The file, for whoever asked for it; nil where there is none yet.
    func file(_ id: Digest, for asker: KeyOwner) -> [UInt8]? {
        guard let place = place(of: id, for: asker), case .finished(let bytes) = jobs[place].phase
        else { return nil }
        return bytes
    }

    /// Lets go of an export; false where this asker has none of that name.
    mutating func end(_ id: Digest, for asker: KeyOwner) -> Bool {
        guard let place = place(of: id, for: asker) else { return false }
        remove(at: place)
        return true
    }

    /// Takes the next export in hand; nil where there is none. `put`, `finish` or `fail` give it
    /// back.
    mutating func take() -> (id: Digest, run: ExportRun)? {
        let isFull = jobs.reduce(0) { $0 + $1.bytes } > Limits.exportBytes
        let inWork = Set(jobs.filter(\.phase.isInWork).map(\.id))
        let first = order.first { inWork.contains($0) }
        for place in jobs.indices where !isFull || jobs[place].id == first {
            guard case .waiting(let run) = jobs[place].phase else { continue }
            var job = jobs.remove(at: place)
            job.phase = .inHand(run)
            jobs.append(job)
            return (job.id, run)
        }
        return nil
    }

    /// A step is done; nothing where the export was let go of meanwhile.
    mutating func put(_ id: Digest, _ progress: ExportProgress, bytes: Int) {
        change(id) { job in
            guard case .inHand(let run) = job.phase else { return }
            job.phase = .waiting(run)
            job.progress = progress
            job.bytes = bytes
        }
    }

    /// The file is there. Where files that wait are too many or too large together, the oldest of
    /// whoever left most of them goes.
    mutating func finish(_ id: Digest, _ file: [UInt8]) {
        change(id) { job in
            job.phase = .finished(file)
            job.progress = ExportProgress(.sealing, done: 1, of: 1)
            job.bytes = file.count
        }
        while let oldest = oldestKept(but: id) { remove(at: oldest) }
    }

    mutating func fail(_ id: Digest, _ fault: ExportFault) {
        change(id) { job in
            job.phase = .failed(fault)
            job.bytes = 0
        }
    }

    /// Lets go of what nobody asked about for a while; which.
    mutating func expire(now: ContinuousClock.Instant) -> [Digest] {
        let gone = jobs.filter { now - $0.asked > Limits.exportPatience }.map(\.id)
        for id in gone {
            if let place = jobs.firstIndex(where: { $0.id == id }) { remove(at: place) }
        }
        return gone
    }

    private func place(of id: Digest, for asker: KeyOwner) -> Int? {
        jobs.firstIndex { $0.id == id && $0.asker == asker }
    }

    private mutating func change(_ id: Digest, _ change: (inout Job) -> Void) {
        guard let place = jobs.firstIndex(where: { $0.id == id }) else { return }
        change(&jobs[place])
    }

    private mutating func remove(at place: Int) {
        let id = jobs.remove(at: place).id
        order.removeAll { $0 == id }
    }

    /// The place of the file that goes next; nil where there is room for all, or only for one.
    private func oldestKept(but id: Digest) -> Int? {
        let kept = jobs.filter { !$0.phase.isInWork }
        guard
            kept.count > Limits.exportsKept
                || kept.reduce(0, { $0 + $1.bytes }) > Limits.exportBytes
        else { return nil }
        let others = kept.filter { $0.id != id }
        // Of whoever left most, the new one counted: nobody's file goes for somebody else's many.
        let counts = Dictionary(grouping: kept, by: \.asker).mapValues(\.count)
        let most = others.map { counts[$0.asker, default: 0] }.max()
        let ids = Set(others.filter { counts[$0.asker] == most }.map(\.id))
        guard let oldest = order.first(where: { ids.contains($0) }) else { return nil }
        return jobs.firstIndex { $0.id == oldest }
    }
}
