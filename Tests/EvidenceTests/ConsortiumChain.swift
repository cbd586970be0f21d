import CanonicalCoding
import CharterLanguage
import EvidenceTree
import Execution
import Governance
import LedgerTypes
import Sealing
import TestSupport

@testable import Evidence

/// The example consortium with real transactions, executed and certified block by block.
struct ConsortiumChain: TreeSource {
    static let founded = BlockTime(1_772_323_200_000)
    static let day: UInt64 = 86_400_000
    static let seated = ["centre-b", "centre-c", "hospital-a", "research-r"]

    let genesis: Genesis
    var state: LedgerState
    var tree = EntryTree(suite: suite)
    var entries: [Entry] = []
    var blocks: [CommittedHeader] = []
    var recoveries: [RecoveryStep] = []
    /// Whose seats vote.
    private var voting = Self.seated
    private var pending: [SignedTransaction] = []

    init() throws {
        let names = Self.seated + ["court-q"]
        let (vocabularies, charters) = try Self.rules()
        let committee = zip(["centre-b", "court-q", "research-r"], CommitteeField.allCases)
        genesis = Genesis(
            suite: suite, nameEnglish: "Diabetes consortium", nameChinese: "糖尿病联盟",
            members: names.map(Self.member),
            staff: names.flatMap { name in
                [
                    ("committee", StaffRoles.committee), ("data", .dataOfficer), ("nurse", .nurse),
                ].map {
                    Staff(
                        id: StaffID($0.0)!, member: MemberID(name)!, roles: $0.1, licence: nil,
                        clearance: 5, key: Self.key("staff/\(name)/\($0.0)").verifyingKey,
                        from: BlockTime(Self.founded.value - Self.day),
                        until: BlockTime(Self.founded.value + 1000 * Self.day))
                }
            },
            seats: try SeatSet(
                checking: Self.seated.map {
                    Seat(member: MemberID($0)!, key: Self.key("seat/\($0)").verifyingKey)
                }),
            vocabularies: vocabularies, charters: charters,
            committee: Committee(
                seats: committee.map(Self.judge),
                substitutes: CommitteeField.allCases.map { Self.judge("hospital-a", $0) }),
            recoveryKeys: 3, time: Self.founded
        ).proven(
            by: names.flatMap { name in
                ["seat/\(name)", "gateway/\(name)", "governance/\(name)"].map(Self.key)
                    + ["committee", "data", "nurse"].map { Self.key("staff/\(name)/\($0)") }
            })
        state = try genesis.initialState()
    }

    private static func judge(_ member: String, _ field: CommitteeField) -> CommitteeSeat {
        CommitteeSeat(
            person: StaffReference(member: MemberID(member)!, staff: StaffID("committee")!),
            field: field, until: BlockTime(founded.value + 1000 * day))
    }

    /// The example charters below genesis/, compiled.
    private static func rules() throws -> ([ByteString], [ByteString]) {
        func source(_ path: String) throws -> [UInt8] {
            try Fixture.bytes("../../genesis/" + path)
        }
        var vocabularies: [ByteString] = []
        var charters: [ByteString] = []
        for (words, script) in [
            ("base_v1", "base.zh"), ("diabetes_v1", "diabetes_consortium.zh"),
        ] {
            let (vocabulary, _) = VocabularyCompiler.compile(
                source: try source("vocabularies/\(words).vocabulary"))
            guard let vocabulary else { throw ExportFault.stateMismatch }
            let compiled = CharterCompiler.compile(
                source: try source("charters/\(script).charter"), vocabulary: vocabulary)
            guard let charter = compiled.charter?.charter else { throw ExportFault.stateMismatch }
            vocabularies.append(ByteString(vocabulary.canonicalBytes))
            charters.append(ByteString(charter.canonicalBytes))
        }
        return (vocabularies, charters)
    }

    static func key(_ name: String) -> SigningKey {
        var seed = suite.hash(Array("test key \(name)".utf8)).bytes
        do {
            return try SigningKey(seed: SecretBytes(taking: &seed), suite: suite)
        } catch {
            preconditionFailure("no key of seed \(name): \(error)")
        }
    }

    private static func member(_ name: String) -> Member {
        let kind: MemberKind =
            switch name {
            case "hospital-a": .tertiary
            case "research-r": .research
            case "court-q": .court
            default: .community
            }
        return Member(
            id: MemberID(name)!, uscc: Member.specimenCode(of: name), nameEnglish: name,
            nameChinese: "机构 \(name)", kind: kind, tier: kind == .tertiary ? .tier3 : .none,
            region: "110000", gatewayKey: key("gateway/\(name)").verifyingKey,
            governanceKey: key("governance/\(name)").verifyingKey,
            boxKey: BoxKey(suite.hash(Array(name.utf8)).bytes)!,
            certificateDigest: suite.hash(Array("certificate \(name)".utf8)))
    }

    /// The patient p1 of B.
    static let patientName = SubjectName(
        holder: MemberID("centre-b")!, value: suite.hash(Array("pseudonym p1".utf8)))
    static let patient = patientName.pseudonym(suite: suite)

    /// The patient with a key of their own, which proves itself.
    func registration() -> RegisterSubject {
        let (holder, key) = (Self.patientName.holder, Self.key("subject/p1"))
        let patient = Self.patient
        return RegisterSubject(
            subject: Subject(pseudonym: patient, holder: holder, key: key.verifyingKey),
            value: Self.patientName.value,
            possession: KeyPossession(
                of: key, chain: genesis.chainID, holder: holder, for: .subject(patient)))
    }

    func entry(at index: EntryIndex) -> Entry? {
        index.value < UInt64(entries.count) ? entries[Int(index.value)] : nil
    }
    func block(at height: Height) -> CommittedHeader? {
        (1...UInt64(blocks.count)).contains(height.value) ? blocks[Int(height.value) - 1] : nil
    }

    /// Queues a transaction for the next block and returns its record.
    @discardableResult
    mutating func submit(
        _ body: some LedgerAction, by member: String, staff: String? = nil, keys: [String],
        fields: [FieldDisclosure] = []
    ) -> RecordID {
        let place = UInt8(truncatingIfNeeded: entries.count + pending.count)
        let transaction = Transaction(
            suite: suite, chain: state.chain, kind: type(of: body).kind, member: MemberID(member)!,
            staff: staff.map { StaffID($0)! }, nonce: [UInt8](repeating: place, count: 16),
            validUntil: BlockTime(state.time.value + 3_600_000),
            payload: body.payload(commitments: fields.map { $0.commitment(suite: suite) }))
        let signed = SignedTransaction(transaction, signedBy: keys.map(Self.key))
        pending.append(signed)
        return RecordID(signed.id)
    }

    /// Whom a patient's registration with a key needs: the gateway and two persons.
    static let attesting = ["gateway/centre-b", "staff/centre-b/data", "staff/centre-b/nurse"]

    /// Goes on with fewer seats, by an order that these members' governance keys sign.
    mutating func recover(
        remaining: [String], signers: [String], firstRound: UInt64 = 7
    ) throws {
        let last = blocks[blocks.count - 1]
        let before = state
        let body = Recover(
            epoch: state.recoveryEpoch + 1, last: state.height, block: last.header.id(suite: suite),
            firstRound: Round(firstRound),
            seats: try SeatSet(
                checking: remaining.map {
                    Seat(member: MemberID($0)!, key: Self.key("seat/\($0)").verifyingKey)
                }))
        submit(body, by: remaining[0], keys: signers.map { "governance/\($0)" })
        let order = pending[0]
        voting = remaining
        try close(round: Round(firstRound))
        recoveries.append(
            RecoveryStep(
                last: last, block: blocks[blocks.count - 1], order: order,
                members: before.nextSeats.seats.map {
                    StateFact(Tables.members.stateKey($0.member), in: before.map)
                }))
    }

    /// Executes what is queued and certifies the block with all seats.
    mutating func close(round: Round = .first) throws {
        let height = state.height.next
        let parent = blocks.last
        let inputs = BlockInputs(
            transactions: pending, parentCertificate: parent?.certificate,
            parent: parent?.header.id(suite: suite) ?? genesis.header(state).id(suite: suite),
            height: height, time: BlockTime(state.time.value + 60_000), proposer: SeatIndex(0))
        let executed = try BlockExecution.execute(inputs, on: state)
        let header = BlockExecution.buildHeader(executed, of: inputs)
        let id = header.id(suite: suite)
        let message = SigningTemplate.precommit(
            chain: state.chain, height: height, round: round, block: id)
        let votes = voting.enumerated().map {
            SeatSignature(
                seat: SeatIndex(UInt64($0)), signature: Self.key("seat/\($1)").sign(message))
        }
        blocks.append(
            CommittedHeader(
                header: header,
                certificate: CommitCertificate(
                    height: height, round: round, block: id, signatures: votes)))
        for entry in executed.entries {
            tree.append(tree.hasher.leaf(entry.canonicalBytes))
        }
        entries += executed.entries
        state = executed.state
        pending = []
    }

    func export(_ order: ExportOrder) throws -> [UInt8] {
        try EvidenceExporter(schema: GovernanceSchema()).gathered(
            order, genesis: genesis.canonicalBytes, recoveries: recoveries,
            block: blocks[blocks.count - 1], state: state.map, source: self
        ).sealed(by: Self.key("gateway/\(order.exporter)"))
    }

    func verify(_ bytes: [UInt8], change: (inout CourtPolicy) -> Void = { _ in }) -> EvidenceReport
    {
        var policy = CourtPolicy(genesis: state.chain.digest)
        change(&policy)
        return EvidenceVerifier(schema: GovernanceSchema()).verify(bytes, policy: policy)
    }
}
