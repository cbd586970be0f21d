import BlockStore
import Outbox

/// Opens the book of works, and again while files of it cannot be used: what was put back from a
/// backup is read without a restart.
struct BookOpening: Sendable {
    /// When files that cannot be used are looked at again.
    private var opensAt: UInt64 = 0

    /// - Returns: The book as its files are now; nil where the open one stays.
    mutating func open(
        _ gateway: Gateway, insteadOf book: WorkBook?, now: UInt64
    ) throws(OutboxFault) -> WorkBook? {
        if let book, book.faults.isEmpty || now < opensAt { return nil }
        opensAt = now + Limits.reopeningMilliseconds
        let store: OutboxStore
        do throws(StorageFault) {
            try gateway.files.makeFolder(Gateway.Folder.outbox)
            store = OutboxStore(
                gateway.files, folder: Gateway.Folder.outbox, chain: gateway.chain,
                suite: gateway.suite)
        } catch {
            throw .disk(error)
        }
        return try WorkBook(store, chain: gateway.chain)
    }
}
