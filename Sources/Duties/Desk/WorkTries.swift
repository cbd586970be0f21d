import Bilingual
import LedgerTypes
import Outbox

/// What was tried for works in this life of the desk, and why they wait.
struct WorkTries: Sendable {
    // For lookup only.
    private var reasons: [WorkID: Wording] = [:]
    private var parcels: [WorkID: UInt64] = [:]
    private var heldUp: Set<WorkID> = []
    private var runningOut: Set<WorkID> = []

    /// Why a work waits; nil where it does not, or nobody knows.
    func reason(of id: WorkID) -> Wording? { reasons[id] }

    /// Times its parcel was sent.
    func sent(_ id: WorkID) -> UInt64 { parcels[id] ?? 0 }

    mutating func wait(_ id: WorkID, _ reason: Wording?) {
        reasons[id] = reason
        heldUp.remove(id)
        runningOut.remove(id)
    }

    /// It waits for somebody who mends what is named.
    mutating func holdUp(_ id: WorkID, _ reason: Wording) {
        wait(id, reason)
        heldUp.insert(id)
    }

    /// The chain asks for it no more.
    mutating func runOut(_ id: WorkID) {
        wait(
            id,
            Wording(
                english: "asked for no more: what was signed for it ends with its validity",
                chinese: "链上已不再需要：已签署的交易到期即告结束"))
        runningOut.insert(id)
    }

    /// True if it waits for nothing but the end of what was signed.
    func runsOut(_ id: WorkID) -> Bool { runningOut.contains(id) }

    /// True if it waits for somebody.
    func isHeldUp(_ id: WorkID) -> Bool { heldUp.contains(id) }

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
        wait(id, nil)
        parcels[id] = nil
    }
}
