import CanonicalCoding
import CharterLanguage
import Execution
import GovernanceSamples
import LedgerTypes
import Sealing
import TestSupport

@testable import Governance

/// A ledger under a random stream of transactions from one seed: most have effect, some are
/// refused, some are sent twice.
struct RandomLedger {
    let consortium: TestConsortium
    private(set) var state: LedgerState
    private(set) var entries: [Entry] = []
    private(set) var head: BlockID
    private var cost: UInt64 = 0
    private var random: SeededGenerator
    private var nonce: UInt64 = 0
    private var subjects: [(name: String, holder: String)] = []
    private var assets: [(id: RecordID, holder: String, subjects: [String])] = []
    private var consents: [(id: RecordID, subject: String)] = []
    private var grants: [RecordID] = []
    private var permits: [(id: RecordID, holder: String)] = []
    private var sent: [SignedTransaction] = []
    private let holders = ["centre-b", "centre-c", "hospital-a"]

    init(seed: UInt64) throws {
        consortium = try TestRules.consortium()
        state = consortium.state
        head = consortium.genesis.header(state).id(suite: state.suite)
        random = SeededGenerator(seed: seed)
    }

    /// Opens the state as from a snapshot: what a node had cached is gone.
    private mutating func reopen() {
        state = LedgerState(
            suite: state.suite, chain: state.chain, height: state.height, time: state.time,
            map: state.map, frontier: state.frontier)
    }

    /// Executes so many blocks of so many transactions each.
    mutating func run(blocks: Int, size: Int, reopening: Bool = false) throws {
        for _ in 0..<blocks {
            if reopening { reopen() }
            let time = BlockTime(state.time.value + 1 + UInt64(random.below(3_600_000)))
            let transactions = (0..<size).map { _ in next(at: time) }
            // A proposer leaves out what is not admitted, as what names somebody who did not sign.
            try execute(
                transactions.filter { Admission.check($0, state, now: time) == nil }, at: time)
        }
    }

    mutating func execute(_ transactions: [SignedTransaction], at time: BlockTime) throws {
        let inputs = BlockInputs(
            transactions: transactions, parentCertificate: nil, parent: head,
            height: state.height.next, time: time, proposer: SeatIndex(0))
        let executed = try BlockExecution.execute(inputs, on: state)
        let header = BlockExecution.buildHeader(executed, of: inputs)
        head = header.id(suite: state.suite)
        state = executed.state
        cost += executed.cost
        for entry in executed.entries { learn(entry) }
        entries += executed.entries
    }

    /// The roots that every process must find.
    var summary: String {
        "\(state.height) \(state.entryCount) \(state.entryRoot) \(state.stateRoot) \(head) \(cost)"
    }

    private mutating func learn(_ entry: Entry) {
        let transaction = entry.transaction.transaction
        guard entry.receipt.outcome == .accepted || entry.receipt.outcome == .permit else { return }
        let created = try? RecordID(canonical: entry.receipt.detail)
        switch transaction.kind {
        case .registerAsset:
            guard let asset = created.flatMap({ state.get(Tables.assets, $0) }) else { return }
            let names = subjects.map(\.name).filter {
                asset.description.members.explicit.contains(TestConsortium.pseudonym($0))
            }
            assets.append((asset.id, asset.holder.text, names))
        case .recordConsent:
            guard let consent = created.flatMap({ state.get(Tables.consents, $0) }),
                case .subject(let pseudonym) = consent.terms.about,
                let name = subjects.first(where: {
                    TestConsortium.pseudonym($0.name) == pseudonym
                })
            else { return }
            consents.append((consent.id, name.name))
        case .transition:
            if let created, !grants.contains(created) { grants.append(created) }
        case .request:
            let id = RecordID(entry.transaction.id)
            if let permit = state.get(Tables.permits, id) {
                permits.append((id, permit.holder.text))
            }
        default: return
        }
    }

    private mutating func pick<Element>(_ list: [Element]) -> Element? {
        list.isEmpty ? nil : list[random.below(list.count)]
    }

    private mutating func next(at time: BlockTime) -> SignedTransaction {
        if random.oneIn(20), let again = pick(sent), again.transaction.validUntil >= time,
            again.transaction.validUntil.since(time) <= .hours(24)
        {
            return again
        }
        let signed = fresh(at: time)
        sent.append(signed)
        return signed
    }

    private mutating func fresh(at time: BlockTime) -> SignedTransaction {
        switch random.below(18) {
        case 0, 1: return registerSubject(at: time)
        case 2: return registerAsset(at: time)
        case 3, 10, 11, 12: return consent(at: time)
        case 4: return withdrawal(at: time)
        case 5: return label(at: time)
        case 6: return grant(at: time)
        case 7: return release(at: time)
        case 8: return suspension(at: time)
        case 9: return anchor(at: time)
        default: return request(at: time)
        }
    }

    private mutating func sign(
        _ body: some LedgerAction, by member: String, staff: String? = nil, keys: [String],
        at time: BlockTime
    ) -> SignedTransaction {
        nonce += 1
        return consortium.signed(
            body, by: member, staff: staff, keys: Set(keys).sorted(), nonce: nonce, at: time)
    }

    private mutating func registerSubject(at time: BlockTime) -> SignedTransaction {
        let holder = pick(holders)!
        let new = "\(holder)/s\(subjects.count)"
        let name = random.oneIn(4) ? subjects.last?.name ?? new : new
        if name == new { subjects.append((name, holder)) }
        // Some lack a witness, and are refused.
        let witness = random.oneIn(10) ? "data" : "nurse"
        let keys = ["gateway/\(holder)", "staff/\(holder)/data", "staff/\(holder)/\(witness)"]
        return sign(
            RegisterSubject(
                subject: Samples.subject(
                    name, holder: holder, refusesEmergency: random.oneIn(3))),
            by: holder, staff: "data", keys: keys, at: time)
    }

    private mutating func registerAsset(at time: BlockTime) -> SignedTransaction {
        let holder = pick(holders)!
        let own = subjects.filter { $0.holder == holder }.map(\.name)
        let named = own.filter { _ in random.oneIn(3) }.prefix(1 + random.below(2))
        return sign(
            RegisterAsset(description: Samples.asset(Array(named), level: 1 + random.next() % 4)),
            by: holder, keys: ["gateway/\(holder)"], at: time)
    }

    private mutating func consent(at time: BlockTime) -> SignedTransaction {
        guard let subject = pick(subjects) else { return anchor(at: time) }
        let until = BlockTime(time.value + 1 + UInt64(random.below(40)) * 3_600_000)
        let permits = !random.oneIn(20)
        let inOwnHand = random.oneIn(2) && isKeyKnown(subject.name)
        let consent = RecordConsent(
            terms: Samples.consent(
                subject.name, permits: permits, until: until, inOwnHand: inOwnHand))
        guard inOwnHand else {
            let people = ["data", "nurse"].map { "staff/\(subject.holder)/\($0)" }
            return sign(
                consent, by: subject.holder, staff: "data",
                keys: ["gateway/\(subject.holder)"] + people, at: time)
        }
        let holder = pick(holders)!
        return sign(
            consent, by: holder,
            keys: ["subject/\(subject.name)", "gateway/\(holder)"], at: time)
    }

    /// Keys of subjects that were refused, or come in this very block, are not known yet.
    private func isKeyKnown(_ subject: String) -> Bool {
        state.get(Tables.keys, TestConsortium.key("subject/\(subject)").verifyingKey.id) != nil
    }

    private mutating func withdrawal(at time: BlockTime) -> SignedTransaction {
        guard let consent = pick(consents), isKeyKnown(consent.subject) else {
            return anchor(at: time)
        }
        return sign(
            WithdrawConsent(consent: consent.id, inOwnHand: true), by: "research-r",
            keys: ["subject/\(consent.subject)", "gateway/research-r"], at: time)
    }

    private mutating func label(at time: BlockTime) -> SignedTransaction {
        guard let asset = pick(assets) else { return anchor(at: time) }
        let field = pick(["glucose", "hba1c", "medication", "phone"])!
        return sign(
            LabelAsset(
                asset: asset.id,
                label: FieldLabel(field: field, category: .status, level: 1 + random.next() % 5)),
            by: asset.holder, staff: "nurse",
            keys: ["gateway/\(asset.holder)", "staff/\(asset.holder)/nurse"]
                + (random.oneIn(2) ? ["staff/\(asset.holder)/data"] : []), at: time)
    }

    private mutating func grant(at time: BlockTime) -> SignedTransaction {
        if random.oneIn(3), let grant = pick(grants) {
            return sign(
                TakeTransition(target: .record(grant), transition: "revoke"), by: "regulator-g",
                keys: ["gateway/regulator-g"], at: time)
        }
        guard let asset = pick(assets), let patient = asset.subjects.first else {
            return anchor(at: time)
        }
        let until = BlockTime(time.value + 1 + UInt64(random.below(30 * 24)) * 3_600_000)
        return sign(
            Samples.grant(
                asset.id, patient: patient, holder: asset.holder, until: until,
                uses: 1 + random.next() % 5),
            by: asset.holder, keys: ["gateway/\(asset.holder)", "gateway/hospital-a"], at: time)
    }

    private mutating func request(at time: BlockTime) -> SignedTransaction {
        guard let asset = pick(assets) else { return anchor(at: time) }
        let asker = pick(["hospital-a", "hospital-a", "centre-c"])!
        let staff = pick(["physician", "physician", "data", "clerk", "security"])!
        let some = ["glucose", "hba1c", "home_address", "medication"].filter { _ in
            random.oneIn(2)
        }
        let fields = some.isEmpty ? ["glucose"] : some
        let request =
            random.oneIn(2)
            ? Samples.request(
                asset.id, action: "train", purpose: "research", fields: fields,
                output: "parameters")
            : Samples.request(
                asset.id, purpose: pick(["care", "rescue", "claims"])!, fields: fields)
        return sign(
            request, by: asker, staff: staff, keys: ["staff/\(asker)/\(staff)"], at: time)
    }

    private mutating func release(at time: BlockTime) -> SignedTransaction {
        guard let permit = pick(permits) else { return anchor(at: time) }
        return sign(
            Release(
                permit: permit.id, payload: .zero,
                masks: [FieldMask(field: "home_address", method: .redact)], isEncrypted: true),
            by: permit.holder, keys: ["gateway/\(permit.holder)"], at: time)
    }

    private mutating func suspension(at time: BlockTime) -> SignedTransaction {
        let member = pick(holders)!
        return sign(
            Suspend(
                target: .staff(StaffID("clerk")!), state: random.oneIn(2) ? .suspended : .active),
            by: member, staff: "security",
            keys: ["staff/\(member)/security", "staff/\(member)/audit"], at: time)
    }

    private mutating func anchor(at time: BlockTime) -> SignedTransaction {
        let head: HeadID? = pick(subjects).map { .subject(TestConsortium.pseudonym($0.name)) }
        return sign(
            AnchorDigest(
                what: .exhibit, digest: TestConsortium.suite.hash(random.bytes(8)), head: head),
            by: "court-q", keys: ["gateway/court-q"], at: time)
    }
}
