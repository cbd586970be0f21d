import BlockStore
import CanonicalCoding
import Execution
import Governance
import LedgerTypes
import Outbox
import Sealing
import Testing

@testable import Duties

/// Desks of four members over one chain that grows when it is told to.
final class DutyWorld {
    private(set) var ledger: LedgerState
    // Each desk asks for its own releases alone; the tests have one holder of releases.
    private(set) var chain = HeldChain(of: DutyRules.members[1])
    let disks = DutyRules.members.map { _ in HamperedStorage() }
    private(set) var gateways: [Gateway] = []
    private(set) var desks: [DutyDesk] = []
    /// Milliseconds of the clock of turns.
    var now: UInt64 = 0
    /// How far the clocks on the walls are ahead of the chain's time.
    var clockAhead: UInt64 = 0
    var isCutOff = false
    /// False while nobody takes transactions.
    var takesTransactions = true
    /// Members to whom no parcel comes.
    var away: Set<Int> = []
    private(set) var pool: [SignedTransaction] = []
    /// Every transaction that a desk handed in, in order.
    private(set) var submitted: [SignedTransaction] = []
    var parcels: [(sender: Int, receiver: Int, bytes: [UInt8])] = []
    private(set) var notes: [DutyNote] = []
    private var nonce: UInt8 = 0

    init() throws {
        ledger = try DutyRules.genesis().initialState()
        for index in DutyRules.members.indices {
            try disks[index].replaceFile(
                "records/p\(index).json", with: DutyRules.record(of: "p\(index)"))
            gateways.append(try gateway(index, over: disks[index]))
            desks.append(desk(index))
        }
        for index in DutyRules.members.indices {
            for patient in ["p\(index)", "q\(index)"] {
                try commit(
                    gateways[index].transaction(
                        .registerSubject,
                        payload: RegisterSubject(
                            subject: Subject(
                                pseudonym: Self.pseudonym(patient, at: index),
                                holder: DutyRules.members[index]),
                            value: Self.name(patient, at: index).value
                        ).payload(), on: ledger, clock: ledger.time))
            }
        }
    }

    func gateway(_ index: Int, over files: any Storage) throws -> Gateway {
        let member = DutyRules.members[index]
        return Gateway(
            member: member, chain: ledger.chain, suite: DutyRules.suite,
            key: try DutyRules.key("gateway/\(member)"), box: try DutyRules.box(member),
            pseudonyms: DutyRules.secret("pseudonym/\(member)"), files: files)
    }

    private func desk(_ index: Int) -> DutyDesk {
        DutyDesk(gateways[index], journal: OfflineJournal(gateways[index]))
    }

    static func pseudonym(_ patient: String, at index: Int) -> Pseudonym {
        name(patient, at: index).pseudonym(suite: DutyRules.suite)
    }

    static func name(_ patient: String, at index: Int) -> SubjectName {
        let member = DutyRules.members[index]
        return LocalPseudonym.name(
            of: LocalNumber(known: patient), at: member,
            key: DutyRules.secret("pseudonym/\(member)"))
    }

    // MARK: the chain

    var wallClock: BlockTime { BlockTime(ledger.time.value + 1 + clockAhead) }

    /// The ids of releases that were handed in, each once.
    var releasesTried: Set<TransactionID> {
        Set(submitted.filter { $0.transaction.kind == .release }.map(\.id))
    }

    /// The next block, with what waits and is admitted.
    func block(after milliseconds: UInt64 = 1_000) throws {
        let time = BlockTime(ledger.time.value + milliseconds)
        let good = pool.filter { signed in
            if case .found = chain.entry(of: signed.id) { return false }
            return (try? Admission.admit(signed, ledger, now: time)) != nil
        }
        pool = []
        let inputs = BlockInputs(
            transactions: good, parentCertificate: nil, parent: BlockID(.zero),
            height: ledger.height.next, time: time, proposer: SeatIndex(0))
        let executed = try BlockExecution.execute(inputs, on: ledger)
        ledger = executed.state
        chain.take(executed.entries, at: executed.height)
    }

    /// A block with one transaction of a person; its receipt.
    @discardableResult
    func commit(_ signed: SignedTransaction) throws -> Receipt {
        pool.append(signed)
        try block()
        guard case .found(_, let entry) = chain.entry(of: signed.id) else {
            Issue.record("\(signed.transaction.kind) is not admitted")
            throw CancellationError()
        }
        return entry.receipt
    }

    func signed(
        _ body: some LedgerAction, by staff: StaffID, at index: Int, reason: Digest? = nil
    ) throws -> SignedTransaction {
        nonce += 1
        let member = DutyRules.members[index]
        let transaction = Transaction(
            suite: DutyRules.suite, chain: ledger.chain, kind: type(of: body).kind,
            member: member, staff: staff, nonce: Array(repeating: nonce, count: 16),
            validUntil: BlockTime(ledger.time.value + 3_600_000),
            payload: body.payload(commitments: reason.map { [$0] } ?? []))
        return SignedTransaction(
            transaction, signedBy: [try DutyRules.key("staff/\(member)/\(staff)")])
    }

    /// The others suspend a member, or lift that.
    func setStanding(of index: Int, _ state: EnrolmentState) throws {
        nonce += 1
        let others = DutyRules.members.indices.filter { $0 != index }
        let transaction = Transaction(
            suite: DutyRules.suite, chain: ledger.chain, kind: .suspend,
            member: DutyRules.members[others[0]], nonce: Array(repeating: nonce, count: 16),
            validUntil: BlockTime(ledger.time.value + 3_600_000),
            payload: Suspend(target: .member(DutyRules.members[index]), state: state).payload())
        let keys = try others.map { try DutyRules.key("governance/\(DutyRules.members[$0])") }
        let receipt = try commit(SignedTransaction(transaction, signedBy: keys))
        #expect(receipt.outcome == .accepted, "\(receipt)")
    }

    func request(
        of patient: String, at holder: Int, purpose: String = "care",
        fields: [String] = ["glucose"]
    ) -> Governance.Request {
        Governance.Request(
            asset: nil, subject: Self.pseudonym(patient, at: holder), action: "read",
            purpose: purpose, fields: fields, output: "raw", clientTime: ledger.time)
    }

    /// A physician of m0 asks a holder; the permit.
    func permit(of patient: String? = nil, at holder: Int = 1) throws -> RecordID {
        let asked = try signed(
            request(of: patient ?? "p\(holder)", at: holder), by: DutyRules.physician, at: 0)
        #expect(try commit(asked).outcome == .permit)
        return RecordID(asked.id)
    }

    func record(_ permit: RecordID) -> PermitRecord? { ledger.get(Tables.permits, permit) }

    func entries(_ kind: TransactionKind) -> [Entry] {
        chain.all.filter { $0.transaction.transaction.kind == kind }
    }

    // MARK: desks

    /// False while the desks' node has not caught up.
    var isCurrent = true
    /// False while another copy of the desks' node may run.
    var isConfirmed = true

    var scene: DutyScene {
        DutyScene(
            ledger: ledger, clock: wallClock, isCutOff: isCutOff, isCurrent: isCurrent,
            isConfirmed: isConfirmed)
    }

    func turn(_ index: Int) {
        perform(desks[index].turn(scene, chain, now: now), index)
    }

    func receive(
        _ bytes: [UInt8], from sender: Int, at index: Int, _ past: (LedgerState, HeldChain)? = nil
    ) {
        let scene = DutyScene(
            ledger: past?.0 ?? ledger, clock: wallClock, isCutOff: isCutOff, isCurrent: isCurrent)
        perform(
            desks[index].receive(
                bytes, from: DutyRules.members[sender], scene, past?.1 ?? chain, now: now), index)
    }

    private func perform(_ effects: [DutyEffect], _ index: Int) {
        for effect in effects {
            switch effect {
            case .submit(let id, let signed):
                submitted.append(signed)
                // The same may be handed in again: it is in the pool once.
                if takesTransactions, !pool.contains(where: { $0.id == signed.id }) {
                    pool.append(signed)
                }
                desks[index].noteAnswer(nil, id)
            case .send(let id, let member):
                guard let bytes = desks[index].parcel(of: id, to: member) else { break }
                let receiver = DutyRules.members.firstIndex(of: member) ?? 0
                parcels.append((index, receiver, bytes))
            case .judge(let task):
                desks[index].noteVerdict(CharterVerdict(task, suite: DutyRules.suite))
            case .note(let note): notes.append(note)
            }
        }
    }

    /// Parcels that are under way come to their receivers.
    func deliver() {
        let coming = parcels
        parcels = []
        for parcel in coming where !away.contains(parcel.receiver) {
            receive(parcel.bytes, from: parcel.sender, at: parcel.receiver)
        }
    }

    /// Turns, parcels and blocks, until all that can be done is done.
    func settle(rounds: Int = 8) throws {
        for _ in 0..<rounds {
            now += Outbox.Limits.patience
            for index in desks.indices { turn(index) }
            deliver()
            try block()
        }
        for index in desks.indices { turn(index) }
    }

    /// The node stops and starts; what it knew without a file is gone.
    func restart(_ index: Int) { desks[index] = desk(index) }

    func standing(_ kind: WorkKind, _ subject: Digest, at index: Int) -> WorkStanding? {
        desks[index].standings?.first { $0.kind == kind && $0.subject == subject }
    }

    func inbox(_ permit: RecordID, at index: Int = 0) throws -> Int? {
        try disks[index].memory.size(of: "inbox/\(permit).json")
    }

    // MARK: alone

    /// A physician of a member opens an emergency alone; the draft and what was shown.
    func openAlone(
        _ gateway: Gateway, at index: Int, _ journal: OfflineJournal
    ) throws -> OfflineDraft {
        let draft = try draftAlone(gateway, at: index, journal)
        _ = try gateway.openOverride(
            draft, signatures: [try signature(draft, at: index)], on: ledger, in: journal)
        return draft
    }

    func signature(_ draft: OfflineDraft, at index: Int) throws -> TransactionSignature {
        let key = try DutyRules.key("staff/\(DutyRules.members[index])/\(DutyRules.physician)")
        return TransactionSignature(
            key: key.verifyingKey.id, signature: key.sign(draft.signedBytes))
    }

    func draftAlone(
        _ gateway: Gateway, at index: Int, _ journal: OfflineJournal,
        fields: [String] = ["glucose"]
    ) throws -> OfflineDraft {
        nonce += 1
        let member = DutyRules.members[index]
        let basis = try DutyRules.genesis().header(DutyRules.genesis().initialState())
        return try gateway.draftOverride(
            request(of: "p\(index)", at: index, purpose: "rescue", fields: fields),
            under: OverrideDeclaration(
                scope: OverrideScope(
                    holder: member, subject: Self.pseudonym("p\(index)", at: index), asset: nil,
                    fields: fields, purpose: "rescue"),
                reason: .lifeInDanger, expires: BlockTime(ledger.time.value + 7_200_000)),
            by: StaffReference(member: member, staff: DutyRules.physician),
            reasonCommitment: DutyRules.suite.hash([nonce]),
            at: OfflineScene(
                ledger: ledger, basis: basis, age: Milliseconds(1_000), clock: wallClock,
                isCutOff: true, peers: []), in: journal)
    }
}
