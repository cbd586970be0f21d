import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// A ledger that runs blocks of its own, without headers: for tests of rules.
struct TestLedger {
    let consortium: TestConsortium
    var change: StateChange
    var height = Height(1)
    var time: BlockTime
    var entries: [Entry] = []
    private var nonce: UInt64 = 1_000

    init(_ consortium: TestConsortium) {
        self.consortium = consortium
        time = BlockTime(consortium.state.time.value + 1_000)
        change = StateChange(consortium.state, height: height, time: time)
        BlockFrame.begin(&change)
    }

    /// The state as if the block ended here.
    var state: LedgerState {
        consortium.state.advanced(
            to: height, time: time, by: change, frontier: consortium.state.frontier)
    }

    /// Runs one transaction and returns its receipt.
    @discardableResult
    mutating func run(
        _ body: some LedgerAction, by member: String, staff: String? = nil,
        onBehalfOf principal: String? = nil, keys: [String]
    ) -> Receipt {
        nonce += 1
        return run(
            consortium.signed(
                body, by: member, staff: staff, onBehalfOf: principal, keys: keys, nonce: nonce,
                at: time))
    }

    @discardableResult
    mutating func run(_ signed: SignedTransaction) -> Receipt {
        guard let payload = try? DecodedPayload(of: signed.transaction) else {
            preconditionFailure("a transaction of a test cannot be decoded")
        }
        let entry = TransactionRunner.run(
            AdmittedTransaction(signed: signed, payload: payload, account: nil),
            entry: EntryIndex(UInt64(entries.count)), &change)
        entries.append(entry)
        return entry.receipt
    }

    /// Registers a patient of B, attested by two persons there.
    @discardableResult
    mutating func register(_ subject: Subject) -> Receipt {
        run(
            RegisterSubject(subject: subject), by: "centre-b", staff: "data",
            keys: ["gateway/centre-b", "staff/centre-b/data", "staff/centre-b/nurse"])
    }

    /// The refusal of a transaction, or nil if it had effect.
    mutating func refusal(
        _ body: some LedgerAction, by member: String, staff: String? = nil, keys: [String]
    ) -> Refusal? {
        Refusal.named(run(body, by: member, staff: staff, keys: keys).code)
    }

    /// Begins a new block later.
    mutating func advance(by duration: Milliseconds) {
        time = BlockTime(time.value + duration.value)
        height = height.next
        change.reader.move(to: height, time: time)
        BlockFrame.begin(&change)
    }
}

extension Samples {
    struct Prepared {
        var ledger: TestLedger
        let assetID: RecordID
    }

    /// Patients p1 and p2 of B, and a data set of p1.
    static func ledger(_ consortium: TestConsortium) -> Prepared {
        var ledger = TestLedger(consortium)
        for name in ["p1", "p2"] {
            ledger.register(subject(name))
        }
        let receipt = ledger.run(
            RegisterAsset(description: asset(["p1"])), by: "centre-b",
            keys: ["gateway/centre-b"])
        guard receipt.outcome == .accepted, let id = try? RecordID(canonical: receipt.detail)
        else { preconditionFailure("the sample asset was refused: \(receipt.code)") }
        return Prepared(ledger: ledger, assetID: id)
    }
}

extension TestLedger {
    /// As if the consortium had voted so.
    mutating func allowOverrides(at kinds: MemberKinds) {
        var parameters = ChainParameters.standard
        parameters.overrideKinds = kinds
        change.put(Tables.parameters, parameters)
        change.settle()
    }

    /// An enrolment with something else in it, as if it had always been so.
    mutating func changeStaff(
        _ person: StaffReference, roles: StaffRoles? = nil, licence: Digest? = nil,
        until: BlockTime? = nil
    ) {
        guard let before = found(Tables.staff, person) else {
            Issue.record("nobody is enrolled as \(person)")
            return
        }
        change.put(
            Tables.staff, person,
            Staff(
                id: before.id, member: before.member, roles: roles ?? before.roles,
                licence: licence ?? before.licence, clearance: before.clearance, key: before.key,
                from: before.from, until: until ?? before.until))
        change.settle()
    }
}
