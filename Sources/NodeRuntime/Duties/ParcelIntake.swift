import LedgerTypes
import Links
import Synchronization

/// Sealed parcels that arrived on links, until the gateway takes them; their senders are read no
/// further while too much waits.
final class ParcelIntake: Sendable {
    struct Parcel: Sendable {
        let sender: MemberID
        let sealed: [UInt8]
        /// Nil of a parcel of this node's own.
        let receipt: DeliveryReceipt?
    }

    private let waiting = Mutex<[Parcel]>([])
    private let bell: AsyncStream<Void>.Continuation
    /// Rings when parcels have come; rings once for several.
    let arrivals: AsyncStream<Void>

    init() {
        (arrivals, bell) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func put(_ parcel: Parcel) {
        waiting.withLock { $0.append(parcel) }
        bell.yield()
    }

    func takeAll() -> [Parcel] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }

    func close() { bell.finish() }
}
