import Evidence
import Governance
import LedgerTypes
import Sealing
import Synchronization

/// Where evidence files are asked for, made in the background, and fetched.
///
/// Exports have a thread of their own and are made a piece at a time, each in turn: neither
/// consensus nor the readers of the node wait for one. Nothing of it survives the process; what was
/// asked for before a start is asked for again.
package final class ExportDesk: Sendable {
    private typealias Waiter = CheckedContinuation<Void, Never>

    private struct Content {
        var queue = ExportQueue()
        var waiters: [Digest: [UInt64: Waiter]] = [:]
        var nextWaiter: UInt64 = 0
        var isOpen = true
    }

    private let content = Mutex(Content())
    private let key: SigningKey
    /// Rings when there is work.
    private let work: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    init(sealing key: SigningKey) {
        self.key = key
        (work, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes an export in, for the name that it has from then on.
    func begin(_ run: ExportRun, by asker: KeyOwner) throws(ExportsBusy) -> Digest {
        guard let id = Digest(RandomBytes.generate(count: Digest.byteCount)) else {
            preconditionFailure("a digest has \(Digest.byteCount) bytes")
        }
        try content.withLock { content throws(ExportsBusy) in
            guard content.isOpen else { throw .all }
            try content.queue.begin(id, run, by: asker, now: .now)
        }
        bell.yield()
        return id
    }

    /// How an export stands, for whoever asked for it; nil for others and where there is none.
    package func standing(of id: Digest, for asker: KeyOwner) -> ExportStanding? {
        content.withLock { $0.queue.standing(of: id, for: asker, now: .now) }
    }

    /// The file; nil where there is none yet, or none any more.
    package func file(_ id: Digest, for asker: KeyOwner) -> [UInt8]? {
        content.withLock { $0.queue.file(id, for: asker) }
    }

    /// Cancels an export, or lets go of its file; false where this asker has none of that name.
    package func end(_ id: Digest, for asker: KeyOwner) -> Bool {
        let waiters = content.withLock { content in
            content.queue.end(id, for: asker) ? Self.waiters(of: [id], &content) : nil
        }
        for waiter in waiters ?? [] { waiter.resume() }
        return waiters != nil
    }

    /// Waits until an export is finished, failed or gone, at most for a time.
    package func awaitEnd(of id: Digest, for asker: KeyOwner, timeout: Duration) async {
        let number = content.withLock { content in
            content.nextWaiter += 1
            return content.nextWaiter
        }
        var alarm: Task<Void, Never>?
        defer { alarm?.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                content.withLock { $0.waiters[id, default: [:]][number] = continuation }
                alarm = Task { [weak self] in
                    try? await Task.sleep(for: timeout)
                    self?.release(id, number)
                }
                // Registered first, looked second: an end in between is not missed.
                let isWorking = standing(of: id, for: asker)?.isWorking ?? false
                if !isWorking || Task.isCancelled { release(id, number) }
            }
        } onCancel: {
            release(id, number)
        }
    }

    private func release(_ id: Digest, _ number: UInt64) {
        let waiter = content.withLock { content in
            let waiter = content.waiters[id]?.removeValue(forKey: number)
            if content.waiters[id]?.isEmpty == true { content.waiters[id] = nil }
            return waiter
        }
        waiter?.resume()
    }

    private static func waiters(of ids: [Digest], _ content: inout Content) -> [Waiter] {
        ids.flatMap { content.waiters.removeValue(forKey: $0).map { Array($0.values) } ?? [] }
    }

    /// Makes what is asked for, a piece at a time, until the desk is closed.
    func run() async {
        for await _ in work {
            while let (id, run) = content.withLock({ $0.queue.take() }) {
                step(id, run)
                await Task.yield()
            }
        }
    }

    private func step(_ id: Digest, _ run: ExportRun) {
        let result = Result { () throws(ExportFault) in try run.step(sealing: key) }
        let ended = content.withLock { content in
            switch result {
            case .success(.more(let progress, let bytes)):
                content.queue.put(id, progress, bytes: bytes)
                return [Waiter]()
            case .success(.file(let file)): content.queue.finish(id, file)
            case .failure(let fault): content.queue.fail(id, fault)
            }
            return Self.waiters(of: [id], &content)
        }
        for waiter in ended { waiter.resume() }
    }

    /// Lets go of what nobody asks about any more, until the task is cancelled.
    func watch() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Limits.exportPatience / 4)
            let waiters = content.withLock { content in
                let gone = content.queue.expire(now: .now)
                return Self.waiters(of: gone, &content)
            }
            for waiter in waiters { waiter.resume() }
        }
    }

    /// Takes nothing any more and lets go of everything.
    func close() {
        let waiters = content.withLock { content in
            content.isOpen = false
            content.queue = ExportQueue()
            return Self.waiters(of: Array(content.waiters.keys), &content)
        }
        for waiter in waiters { waiter.resume() }
        bell.finish()
    }
}
