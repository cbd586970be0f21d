import BlockStore
import Consensus
import LedgerTypes
import SeatFiles

/// A seat that speaks through its files on a disk that fails, without rounds around it.
///
/// It does with them what the node does: reads them at a start, gives the machine what they hold,
/// signs from the height that they allow, and empties the log when a block is decided.
struct SeatFilesRun {
    typealias Place = SeatWords.Place

    static let reserve: UInt64 = 1_000

    let disk = SimulatedDisk()
    var book = SeatFilesBook()
    private(set) var told: [String] = []
    private(set) var files: VotingFiles?
    private(set) var tip: UInt64 = 3
    private let begins: UInt64?
    /// What the machine knows of its own words after the tip.
    private var memory: [VoteLogRecord] = []
    private var signsFrom: Height?
    /// Each life chooses words of its own.
    private var life: UInt8 = 0
    /// How many of the last words damage may have taken from the log; nil for all.
    var lacking: Int? = 0
    /// The files were changed behind the seat's back: that they are refused is right.
    var isDamaged = false
    /// True from an orderly end to the next fault: then nothing needs to be put right.
    var isOrderly = false

    /// - Parameter begins: the height to which the register of a new key is raised.
    init(begins: UInt64?) {
        self.begins = begins
        book.barrier = begins ?? 0
        open()
    }

    var isUp: Bool { files != nil }

    private mutating func tell(_ text: String) { told.append(text) }

    // MARK: lives

    /// Ends the process and starts it again.
    mutating func restart(cut kept: Kept? = nil) {
        end(cut: kept)
        open()
    }

    mutating func end(cut kept: Kept? = nil) {
        isOrderly = kept == nil && !book.isInDoubt && isUp && !isDamaged
        files = nil
        disk.repair()
        if let kept { disk.cutPower(keeping: kept) }
        tell(kept.map { "power cut, keeping \($0)" } ?? "end")
    }

    mutating func open() {
        life += 1
        do throws(SignerFault) {
            let opened = try openFiles()
            if isOrderly, !opened.warnings.isEmpty {
                book.note(.files, "after an orderly end \(opened.warnings)")
            }
            book.registers(opened.register.last.map(Place.init))
            files = opened
            take(try opened.recover(after: Height(tip), key: SeatWords.key.verifyingKey))
        } catch {
            files = nil
            tell("not opened: \(error)")
            refusesToOpen(error)
        }
    }

    /// The first opening of a new key makes the files; later ones find them.
    private func openFiles() throws(SignerFault) -> VotingFiles {
        if let begins, life == 1 {
            return try VotingFiles(
                beginning: Height(begins), in: disk, chain: SeatWords.chain,
                suite: SeatWords.suite, reserveBytes: Self.reserve)
        }
        do {
            return try VotingFiles(
                opening: disk, chain: SeatWords.chain, suite: SeatWords.suite,
                reserveBytes: Self.reserve)
        } catch { throw .store(error) }
    }

    /// Reads the files again in the same process.
    mutating func reopen() {
        guard let files else { return }
        disk.repair()
        do throws(SignerFault) {
            let found = try files.reopen(after: Height(tip), key: SeatWords.key.verifyingKey)
            book.registers(files.register.last.map(Place.init))
            take(found)
        } catch {
            tell("not read again: \(error)")
            // Without space they are looked at later.
            if case .store(.storage(.full)) = error { return book.isInDoubt = true }
            self.files = nil
            refusesToOpen(error)
        }
    }

    private mutating func refusesToOpen(_ fault: SignerFault) {
        if !isDamaged, !book.hasBrokenMachine {
            book.note(.liveness, "the files are refused: \(fault)")
        }
    }

    /// The machine begins with what the files hold, and says it again.
    private mutating func take(_ records: [VoteLogRecord]) {
        guard let files else { return }
        let last = files.register.last.map(Place.init)
        tell("opened with \(records.map(Place.init)), register at \(last?.description ?? "none")")
        book.isInDoubt = false
        book.recovers(records, after: tip, lacking: lacking)
        book.registersOwn(last)
        lacking = 0
        signsFrom = files.signsFrom(after: Height(tip), recovered: records)
        book.holds(until: signsFrom?.value, after: tip)
        memory = records.filter { $0.height.value == tip + 1 }
        if signs { for record in memory { book.leavesAgain(record) } }
    }

    /// A seat that is held back has no key; one whose log is not its own is silenced by the rules.
    private var signs: Bool {
        let places = memory.map(Place.init)
        return isUp && signsFrom == nil && memory.allSatisfy(SeatWords.isOwn)
            && zip(memory, memory.dropFirst()).allSatisfy {
                $0 == $1 || Place($0) < Place($1)
            } && Set(places).count == Set(memory).count
    }

    // MARK: what it does

    /// The next word that follows from what the machine knows.
    mutating func sayNext() {
        guard !book.isInDoubt else { return }
        // Every second life its wait is over before it has built a block.
        let first = Place(tip + 1, 0, life % 2 == 0 ? 1 : 0)
        let place = memory.last.map { Place($0).next } ?? first
        ask(SeatWords.record(place, mark: life), isHonest: true)
    }

    /// A word that the machine should not say, if its rules are broken.
    mutating func say(_ record: VoteLogRecord) {
        guard signs, !book.isInDoubt else { return }
        book.hasBrokenMachine = true
        ask(record, isHonest: false)
    }

    /// A word once more that was not let out.
    mutating func retry() { if let record = lastAsked { ask(record, isHonest: false) } }

    private(set) var lastAsked: VoteLogRecord?

    private mutating func ask(_ record: VoteLogRecord, isHonest: Bool) {
        guard let files, signs else { return tell("silent") }
        lastAsked = record
        book.asks(record)
        let free = (try? disk.memory.freeBytes()) ?? 0
        do throws(SignerFault) {
            try files.persist(record)
            tell("said \(Place(record))")
            book.leaves(record, knowing: memory, free: free, reserve: Self.reserve)
            if record.height.value == tip + 1, !memory.contains(record) { memory.append(record) }
        } catch {
            tell("refused \(Place(record)): \(error)")
            switch error {
            case .store(.storage): book.isInDoubt = true
            case .store: break
            case .behind, .conflicting: if isHonest { book.refused(record, "\(error)") }
            }
        }
    }

    /// The block of the next height is on the disk: what was said there is over.
    mutating func decide() {
        guard let files, !book.isInDoubt else { return }
        tip += 1
        memory = []
        book.forgets()
        do throws(StoreFault) { try files.log.forget() } catch {
            if case .storage = error { book.isInDoubt = true }
        }
        tell("decided \(tip)")
        if let from = signsFrom, from.value <= tip + 1, !book.isInDoubt { reopen() }
    }

    /// Blocks are gone from the disk.
    mutating func loseBlocks(_ count: UInt64) { tip -= count }

    /// Words of others in the log, at a height: a log from elsewhere.
    mutating func takeLog(ofStrangerAt height: UInt64) {
        let record = SeatWords.record(Place(height, 0, 1), mark: 99, key: SeatWords.stranger)
        book.asks(record)
        disk.lose(VoteLog.path)
        guard
            let log = try? VoteLog(
                opening: disk, chain: SeatWords.chain, reserveBytes: 0)
        else { return }
        try? log.append(
            VoteLog.Record(height: record.height, payload: record.canonicalBytes))
    }
}
