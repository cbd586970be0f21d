import Bilingual
import LedgerTypes
import Outbox

/// What was tried for works in this life of the desk, and why they wait.
struct WorkTries: Sendable {
    // For lookup only.
    private var reasons: [WorkID: Wording] = [:]
    private var parcels: [WorkID: UInt64] = [:]

    /// Why a work waits; nil where it does not, or nobody knows.
    func reason(of id: WorkID) -> Wording? { reasons[id] }

    /// Times its parcel was sent.
    func sent(_ id: WorkID) -> UInt64 { parcels[id] ?? 0 }

    mutating func wait(_ id: WorkID, _ reason: Wording?) { reasons[id] = reason }

    /// Its parcel goes to a member, once more.
    mutating func send(_ id: WorkID, to receiver: MemberID) {
        let count = sent(id) + 1
        parcels[id] = count
        let times = count == 1 ? "once" : "\(count) times"
        reasons[id] = Wording(
            english: "sent \(times) to \(receiver), not acknowledged yet",
            chinese: "已向 \(receiver) 发送 \(count) 次，尚未确认")
    }

    /// It has ended.
    mutating func forget(_ id: WorkID) {
        reasons[id] = nil
        parcels[id] = nil
    }
}
