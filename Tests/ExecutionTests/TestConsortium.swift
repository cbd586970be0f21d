import CanonicalCoding
import LedgerTypes
import Sealing
import Synchronization
import TestSupport

@testable import Governance

/// The example consortium with keys from seeds: A, B, C, R with seats, a regulator and a court.
struct TestConsortium {
    static let day: UInt64 = 86_400_000
    static let founded = BlockTime(1_772_323_200_000)  // 2026-03-01T00:00Z
    static let suite = CryptoSuite.ed25519SHA256

    let genesis: Genesis
    let state: LedgerState
    let seatKeys: [SigningKey]

    init(
        vocabularies: [ByteString] = [], charters: [ByteString] = [],
        time: BlockTime = TestConsortium.founded
    ) throws {
        let seated = ["hospital-a", "centre-b", "centre-c", "research-r"]
        let members = seated + ["court-q", "regulator-g"]
        seatKeys = seated.map { Self.key("seat/\($0)") }
        genesis = Genesis(
            suite: Self.suite, nameEnglish: "Diabetes consortium", nameChinese: "糖尿病联盟",
            members: members.map(Self.member), staff: members.flatMap(Self.staff),
            seats: try SeatSet(
                checking: seated.map {
                    Seat(member: Self.id($0), key: Self.key("seat/\($0)").verifyingKey)
                }
                .sorted { $0.member < $1.member }),
            vocabularies: vocabularies, charters: charters,
            committee: Committee(seats: [
                CommitteeSeat(
                    person: Self.person("centre-b", "committee"), field: .ethics,
                    until: BlockTime(time.value + 1000 * Self.day)),
                CommitteeSeat(
                    person: Self.person("court-q", "committee"), field: .law,
                    until: BlockTime(time.value + 1000 * Self.day)),
                CommitteeSeat(
                    person: Self.person("research-r", "committee"), field: .technology,
                    until: BlockTime(time.value + 1000 * Self.day)),
            ]), recoveryKeys: 3, time: time)
        state = try genesis.initialState()
    }

    static func id(_ name: String) -> MemberID { MemberID(name)! }
    static func person(_ member: String, _ staff: String) -> StaffReference {
        StaffReference(member: id(member), staff: StaffID(staff)!)
    }

    /// The key of a name: `gateway/hospital-a`, `governance/…`, `seat/…`, `staff/hospital-a/physician`,
    /// `subject/…`, or anything else for keys that nobody has.
    static func key(_ name: String) -> SigningKey {
        keys.withLock { known in
            if let key = known[name] { return key }
            var seed = suite.hash(Array("test key \(name)".utf8)).bytes
            do {
                let key = try SigningKey(seed: SecretBytes(taking: &seed), suite: suite)
                known[name] = key
                return key
            } catch {
                preconditionFailure("no key of seed \(name): \(error)")
            }
        }
    }

    private static let keys = Mutex<[String: SigningKey]>([:])

    static func member(_ name: String) -> Member {
        let (kind, tier): (MemberKind, MemberTier) =
            switch name {
            case "hospital-a": (.tertiary, .tier3)
            case "centre-b", "centre-c": (.community, .community)
            case "research-r": (.research, .none)
            case "court-q": (.court, .none)
            default: (.regulator, .none)
            }
        return Member(
            id: id(name), uscc: "12110000400000000X", nameEnglish: name, nameChinese: "机构 \(name)",
            kind: kind, tier: tier, region: "110000",
            gatewayKey: key("gateway/\(name)").verifyingKey,
            governanceKey: key("governance/\(name)").verifyingKey,
            boxKey: BoxKey(suite.hash(Array(name.utf8)).bytes)!,
            certificateDigest: suite.hash(Array("certificate \(name)".utf8)))
    }

    static let roles: [(name: String, roles: StaffRoles)] = [
        ("audit", .audit), ("clerk", .clerk), ("committee", .committee),
        ("compliance", .compliance), ("data", .dataOfficer), ("nurse", .nurse),
        ("physician", .physician), ("physician-2", .physician), ("security", .security),
        ("system", .system),
    ]

    static func staff(_ member: String) -> [Staff] {
        roles.map { staff(member, $0.name, $0.roles) }
    }

    static func staff(
        _ member: String, _ name: String, _ roles: StaffRoles, until: BlockTime? = nil
    ) -> Staff {
        Staff(
            id: StaffID(name)!, member: id(member), roles: roles,
            licence: roles.contains(.physician) ? suite.hash(Array("licence \(name)".utf8)) : nil,
            clearance: 5, key: key("staff/\(member)/\(name)").verifyingKey,
            from: BlockTime(founded.value - day),
            until: until ?? BlockTime(founded.value + 1000 * day))
    }

    static func pseudonym(_ name: String) -> Pseudonym {
        Pseudonym(suite.hash(Array("pseudonym \(name)".utf8)))
    }

    /// A transaction signed by keys of names.
    func signed(
        _ body: some LedgerAction, by member: String, staff: String? = nil,
        onBehalfOf principal: String? = nil, keys: [String], nonce: UInt64 = 0,
        at time: BlockTime = TestConsortium.founded
    ) -> SignedTransaction {
        let transaction = Transaction(
            suite: Self.suite, chain: state.chain, kind: type(of: body).kind,
            member: Self.id(member), staff: staff.map { StaffID($0)! },
            onBehalfOf: principal.map(Self.id),
            nonce: [UInt8](repeating: 0, count: 8) + nonce.bigEndianBytes,
            validUntil: BlockTime(time.value + 3_600_000), payload: body.payload())
        return SignedTransaction(transaction, signedBy: keys.map(Self.key))
    }
}

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
        let entry = TransactionRunner.run(
            AdmittedTransaction(signed: signed), entry: EntryIndex(UInt64(entries.count)), &change)
        entries.append(entry)
        return entry.receipt
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
