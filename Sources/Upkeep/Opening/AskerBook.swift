import Governance
import LedgerTypes

/// Who asked about whom, of late: the state finds a permit by its request, and not by its asker.
struct AskerBook: Sendable {
    /// Most of one person that are kept: the newest. A permit lasts some days; who asked a thousand
    /// times since asks again.
    private static let kept = 1_024

    private var requests: [StaffReference: [AskedRequest]] = [:]

    func requests(of person: StaffReference) -> [AskedRequest] { requests[person] ?? [] }

    mutating func take(_ entry: Entry, in state: LedgerState) {
        guard let (person, request) = AskedRequest.asked(entry, in: state) else { return }
        var own = requests[person] ?? []
        own.append(request)
        if own.count > Self.kept { own.removeFirst(own.count - Self.kept) }
        requests[person] = own
    }
}
