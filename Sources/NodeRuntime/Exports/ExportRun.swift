import Evidence
import LedgerTypes
import Sealing
import Synchronization

/// One export with where it reads: prepared, gathered and sealed a step at a time.
final class ExportRun: Sendable {
    /// What a step came to.
    enum Step: Sendable {
        case more(ExportProgress, bytes: Int)
        case file([UInt8])
    }

    typealias Begun = (work: ExportWork, source: ReadEvidence)

    /// Whose history the export is.
    let head: HeadID
    /// The block that the export is of.
    let height: Height
    private let begin: @Sendable () throws(ExportFault) -> Begun
    /// Nil before the first step. Held by whoever has the export in hand, so nobody waits for it.
    private let begun = Mutex<Begun?>(nil)

    init(
        of head: HeadID, at height: Height,
        begin: @escaping @Sendable () throws(ExportFault) -> Begun
    ) {
        self.head = head
        self.height = height
        self.begin = begin
    }

    /// Does the next piece.
    func step(sealing key: SigningKey) throws(ExportFault) -> Step {
        try begun.withLock { begun throws(ExportFault) in
            guard let source = begun?.source else {
                let first = try begin()
                begun = first
                return .more(first.work.progress, bytes: 0)
            }
            if let work = begun?.work, work.isGathered { return .file(try work.sealed(by: key)) }
            try begun?.work.step(source)
            guard let work = begun?.work else { preconditionFailure("no export is in hand") }
            return .more(work.progress, bytes: work.bytes)
        }
    }
}
