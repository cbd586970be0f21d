import Bilingual
import BlockStore
import Diagnosis
import LedgerTypes
import Logging
import Replica

/// How fast a store is read again.
package struct ScrubPace: Sendable, Hashable {
    /// Bytes read in a second; low, so that it costs consensus nothing.
    package var bytesPerSecond: UInt64
    /// Least time from the beginning of one pass to that of the next.
    package var interval: Duration
    /// Time before the same damage is tried again when no peer could help.
    package var patience: Duration

    package init(
        bytesPerSecond: UInt64 = 2 * 1024 * 1024, interval: Duration = .seconds(30),
        patience: Duration = .seconds(5)
    ) {
        self.bytesPerSecond = bytesPerSecond
        self.interval = interval
        self.patience = patience
    }
}

/// Reads the whole store again and again at a low rate, and puts right what the disk has changed,
/// with blocks of peers: while the node runs, since nobody stops a hospital's node for one byte.
package struct StoreScrub: Sendable {
    private let store: ChainStore
    private let desk: DamageDesk
    private let status: NodeStatusBoard
    private let mending: StoreRepair
    private let pace: ScrubPace

    /// - Parameter mending: fetches from peers, and judges what they give.
    package init(
        _ store: ChainStore, _ desk: DamageDesk, _ status: NodeStatusBoard, mending: StoreRepair,
        pace: ScrubPace
    ) {
        self.store = store
        self.desk = desk
        self.status = status
        self.mending = mending
        self.pace = pace
    }

    private var logger: Logger { mending.logger }

    package func run() async {
        while !Task.isCancelled {
            let begin = ContinuousClock.now
            await pass()
            let rest = begin + pace.interval
            while ContinuousClock.now < rest, !Task.isCancelled {
                await repair()
                try? await Task.sleep(for: min(.milliseconds(500), rest - .now))
            }
        }
    }

    /// Counts as a pass only where every block was looked at.
    private func pass() async {
        var owed = 0
        var isWhole = true
        var height = Height.genesis.next
        while height <= store.tip, !Task.isCancelled {
            do throws(StoreFault) {
                try await examine(height)
            } catch {
                if isWhole { tell(error, at: height) }
                isWhole = false
                try? await Task.sleep(for: pace.patience / 10)
            }
            status.scrubbed(height)
            owed += store.recordBytes(at: height)
            height = height.next
            if owed >= 64 * 1024 || height.value % 256 == 0 {
                let wait = UInt64(owed) * 1_000 / max(1, pace.bytesPerSecond)
                try? await Task.sleep(for: .milliseconds(Int64(clamping: max(1, wait))))
                owed = 0
                await repair()
            }
        }
        guard isWhole, !Task.isCancelled else { return }
        status.unwarn { $0.number == .notExamined }
        status.scrubPassed()
    }

    /// Throws where the block cannot be looked at: of it nothing is known.
    private func examine(_ height: Height) async throws(StoreFault) {
        do throws(StoreFault) {
            if let damage = try store.check(at: height) { report(height, damage.kind.wording) }
            for damage in try store.checkFile(beginningWith: height) {
                note(height, damage.wording)
                await rewrite(height)
            }
        } catch {
            guard error.isLoss else { throw error }
            // A disk that cannot read a place gives it back when it is written anew.
            report(height, error.wording)
        }
    }

    /// Says that blocks cannot be looked at; the next pass reads them again.
    private func tell(_ fault: StoreFault, at height: Height) {
        let problem = NodeProblem.notExamined(height, fault.wording)
        status.unwarn { $0.number == .notExamined && $0 != problem }
        status.warn(problem)
        logger.warning("\(problem)")
    }

    private func report(_ height: Height, _ what: Wording) {
        guard !desk.heights.contains(height) else { return }
        desk.found(height)
        note(height, what)
    }

    private func note(_ height: Height, _ what: Wording) {
        status.count { $0.scrubFaults += 1 }
        status.warn(.damageFound(height, what))
        logger.error("\(NodeProblem.damageFound(height, what))")
    }

    /// Writes the file that begins with a height anew from its blocks, where those are sound.
    private func rewrite(_ height: Height) async {
        await repair()
        // What still cannot be read or written stays on the desk's list, and is warned of.
        guard let block = try? store.block(at: height), (try? store.replace([block])) != nil else {
            return
        }
        settled([height], "its file was written anew")
    }

    /// Fetches what is damaged, and puts it in place.
    ///
    /// The state below a damaged block is needed to judge a peer's copy of it, and is not kept: so
    /// the chain is executed again beside the running node, at the cost of a start up to the damage
    /// and at half the speed of one core.
    private func repair() async {
        guard let last = desk.heights.last else { return }
        do {
            let mended = try await mending.mend(store, upTo: last)
            for height in desk.heights where height <= last { desk.mended(height) }
            settled(mended, "fetched from a peer, verified and put in place")
        } catch {
            logger.error("damaged blocks could not be repaired yet: \(error)")
            try? await Task.sleep(for: pace.patience)
        }
        status.damaged(desk.heights)
    }

    private func settled(_ heights: [Height], _ how: String) {
        status.count { $0.repairedBlocks += UInt64(heights.count) }
        status.unwarn { $0.number == .damageFound }
        for height in heights { logger.notice("block \(height) is sound again: \(how)") }
    }
}
