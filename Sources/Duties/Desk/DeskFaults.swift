import BlockStore
import Outbox

/// What kept a desk from its work when it last tried.
struct DeskFaults: Sendable {
    var book: OutboxFault?
    var inbox: StorageFault?
    var journal: [JournalFault] = []
    var reading: StorageFault?

    var problems: [DutyProblem] {
        [book].compactMap { $0.map { .outbox($0) } } + [inbox].compactMap { $0.map { .inbox($0) } }
            + journal.map { .journal($0) } + [reading].compactMap { $0.map { .reading($0) } }
    }
}
