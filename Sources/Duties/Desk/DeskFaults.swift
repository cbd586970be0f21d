import BlockStore
import Outbox

/// What kept a desk from its work when it last tried, besides its inbox and the journal.
struct DeskFaults: Sendable {
    var book: OutboxFault?
    var reading: StorageFault?
    /// What the log was told of.
    private var told: [DutyProblem] = []

    /// What the log was not told of yet; from now on it was.
    mutating func news(_ problems: [DutyProblem]) -> [DutyProblem] {
        defer { told = problems }
        return problems.filter { !told.contains($0) }
    }
}
