import CanonicalCoding
import Foundation
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

extension DemoStory {
    static let dataOfficer = "centre-b/data-chen"
    static let witness = "centre-b/nurse-lin"

    /// Step 2: pseudonym, data set and consent; the data stay at B.
    func registerPatient() async throws {
        narrator.step(
            2, "乙社区登记患者假名、血糖数据集与同意", "B registers a pseudonym, a data set and the consent")
        let enrolled = try await enrol("p001", key: facts.patientKey, labels: Self.labels)
        (facts.patient, facts.asset) = (enrolled.patient, enrolled.asset)
        try await importConsent()
        try await openGrants()
    }

    /// A patient of B's records with a data set, which is the one document that B has of them.
    func enrol(
        _ localID: String, key: SigningKey? = nil, labels: [FieldLabel]
    ) async throws -> Enrolled {
        let name = try network.name(of: localID, at: "centre-b")
        let patient = name.pseudonym(suite: .ed25519SHA256)
        let holder = MemberID(unchecked: "centre-b")
        let chain = network.genesis.chainID
        try await record(
            RegisterSubject(
                subject: Subject(
                    pseudonym: patient, holder: holder, key: key?.verifyingKey,
                    attending: [
                        StaffReference(member: holder, staff: StaffID(unchecked: "dr-zhou"))
                    ]),
                value: name.value,
                possession: key.map {
                    KeyPossession(of: $0, chain: chain, holder: holder, for: .subject(patient))
                }),
            by: Self.dataOfficer, cosigners: [Self.witness], gateway: true)
        narrator.say(
            "患者假名 \(patient.digest.short)…（由乙的密钥计算，链上没有姓名）",
            "pseudonym \(patient.digest.short)… (keyed by B; no name is on the chain)")
        let content = try Files.read("\(network.root)/centre-b/records/\(localID).json")
        let hidden = Given.content([content], suite: .ed25519SHA256)
        let registered = try await record(
            RegisterAsset(
                description: AssetDescription(
                    kind: .raw, category: .status, level: 3, scenarios: ["diabetes"],
                    schema: CryptoSuite.ed25519SHA256.hash(Array("FHIR R4 Bundle".utf8)),
                    content: hidden.digest, rows: 1, members: .subjects([patient]),
                    labels: labels)), by: Self.dataOfficer, gateway: true,
            commitments: [hidden.digest], content: hidden.disclosure)
        let asset = try Given.record(registered.id, "asset")
        narrator.say(
            "数据集 \(asset.digest.short)…：只登记摘要与标签，数据不出库",
            "asset \(asset.digest.short)…: digest and labels only, the data stay")
        return Enrolled(patient: patient, asset: asset)
    }

    /// Levels by GB/T 39725-2020; medication is marked 4 so that research must ask the committee.
    private static let labels: [FieldLabel] = [
        FieldLabel(field: "glucose", category: .status, level: 3, rule: "glucose@1"),
        FieldLabel(field: "hba1c", category: .status, level: 3, rule: "hba1c@1"),
        FieldLabel(field: "medication", category: .application, level: 4, rule: "medication@1"),
        FieldLabel(field: "home_address", category: .attributes, level: 4, rule: "address@1"),
        FieldLabel(field: "phone", category: .attributes, level: 4, rule: "phone@1"),
        FieldLabel(field: "national_id", category: .attributes, level: 4, rule: "id@1"),
    ]

    private func importConsent() async throws {
        let (_, given) = try await recordConsent("p001", of: facts.patient)
        facts.consent =
            try given.first { $0.terms.scope.purposes.contains("research") }
            .map { try Given.record($0.id, "consent") } ?? facts.consent
        narrator.expect(
            facts.consent.digest != .zero, "患者对科研的同意已登记（持有方网关与见证人双签）",
            "the consent to research is recorded (holder's gateway and a witness signed)")
    }

    /// From an HL7 FHIR Consent that B keeps; holder and witness attest it. What was recorded as
    /// permitted, by transaction.
    func recordConsent(
        _ name: String, of patient: Pseudonym
    ) async throws -> (ImportedConsent, permitted: [(id: String, terms: ConsentTerms)]) {
        let file = try Files.read("\(example)/consents/centre-b/\(name).json")
        let imported = try FHIRConsentImporter().read(file)
        narrator.say(
            "导入 FHIR 同意书 \(imported.identifier)：可登记 \(imported.scopes.count) 项，"
                + "另有 \(imported.unmapped.count) 处须知，逐条列出：",
            "FHIR consent \(imported.identifier): scopes to record: \(imported.scopes.count), and "
                + "\(imported.unmapped.count) remarks, all listed:")
        narrator.block(
            imported.unmapped.map(\.chinese).joined(separator: "\n"),
            imported.unmapped.map(\.english).joined(separator: "\n"))
        let hidden = Given.commitment("document", file, suite: .ed25519SHA256)
        var permitted: [(id: String, terms: ConsentTerms)] = []
        for part in try ConsentDraft(imported).chosen([], standing: []) {
            let terms = ConsentTerms(
                about: .subject(patient), permits: part.permits, scope: part.scope,
                notice: .zero, isSeparate: true, document: hidden.digest)
            let view = try await record(
                RecordConsent(terms: terms), by: Self.dataOfficer, cosigners: [Self.witness],
                gateway: true, commitments: [terms.document])
            if terms.permits { permitted.append((view.id, terms)) }
        }
        return (imported, permitted)
    }

    /// The patient consents with the own key, for half a year.
    func consent(
        to purposes: [String], level: UInt64, zh: String
    ) async throws {
        let document = Given.commitment(
            "document", Array("患者手机端签署的同意书".utf8), suite: .ed25519SHA256)
        let now = WallClock.now()
        let view = try await record(
            RecordConsent(
                terms: ConsentTerms(
                    about: .subject(facts.patient),
                    scope: ConsentScope(
                        purposes: purposes, maximumLevel: level, notBefore: BlockTime(0),
                        notAfter: now.adding(.days(180)) ?? now), notice: .zero,
                    isSeparate: true, document: document.digest, inOwnHand: true)),
            by: Self.dataOfficer,
            keys: [facts.patientKey], commitments: [document.digest])
        facts.disclosures[view.id] = [document.disclosure]
        narrator.expect(
            view.receipt?.outcome == "accepted",
            "患者以本人密钥同意：\(zh)，至多 \(level) 级",
            "the patient consents with the own key: \(purposes.joined(separator: ", ")), level \(level)"
        )
    }

    private func openGrants() async throws {
        let patient = Enrolled(patient: facts.patient, asset: facts.asset)
        let training = try await openGrant("train", of: patient, upTo: 3)
        facts.grant = try Given.record(training.id, "grant")
        let reading = try await openGrant("read", of: patient, upTo: 4)
        facts.researchGrant = try Given.record(reading.id, "grant")
        narrator.expect(
            training.receipt?.outcome == "accepted" && reading.receipt?.outcome == "accepted",
            "乙与甲签订两份授权：联邦训练、科研读取（各 10 次，90 日）",
            "B and A open two grants: training and reading for research (10 uses, 90 days each)")
    }

    /// B lets A use a patient's data set for research, ten times in ninety days.
    func openGrant(
        _ action: String, of patient: Enrolled, upTo level: UInt64
    ) async throws -> TransactionView {
        let until = BlockTime(
            UInt64(Date().timeIntervalSince1970 * 1_000) + Milliseconds.days(90).value)
        let draft = GrantDraft(
            charter: "diabetes_consortium", holder: MemberID(unchecked: "centre-b"),
            user: MemberID(unchecked: "hospital-a"), patient: patient.patient,
            assets: [patient.asset], purpose: "research", actions: [action],
            maximumLevel: level, from: BlockTime(0), until: until, uses: 10)
        return try await record(
            draft.transition, by: Self.dataOfficer, cosigners: ["hospital-a/data-sun"])
    }

    /// Step 3: permitted, with duties, rule and article of law.
    func trainInsideGrant() async throws {
        narrator.step(3, "甲请求用乙的数据联邦训练", "A asks for federated training on B's data")
        try await ask(
            request("train", "research", ["glucose", "hba1c"], form: "parameters"),
            by: "hospital-a/data-sun", expecting: "permit", rules: ["R3"])
        narrator.say("甲的医师为诊疗读取同一数据：", "a physician of A reads the same data for care:")
        let permit = try await ask(
            request("read", "care", ["glucose", "hba1c"]), by: "hospital-a/dr-li",
            expecting: "permit", rules: ["R5"])
        try await expectDelivery(permit)
    }

    /// The payload that the holder's gateway released has come, and holds no identity; who asked
    /// reads that it came.
    func expectDelivery(
        _ permit: TransactionView, by asker: String = "hospital-a/dr-li",
        without identities: [String] = ["林秀英", "13800138001", "120101195804120027", "成都道"]
    ) async throws {
        let path = "\(network.root)/hospital-a/inbox/\(permit.id).json"
        let deadline = Date().addingTimeInterval(30)
        while !FileManager.default.fileExists(atPath: path), Date() < deadline {
            try await Task.sleep(for: .milliseconds(50))
        }
        let bytes = FileManager.default.contents(atPath: path).map { Array($0) } ?? []
        let text = String(decoding: bytes, as: UTF8.self)
        narrator.expect(
            !bytes.isEmpty && !identities.contains { text.contains($0) },
            "乙的网关脱敏、检查、封装后送达 \(bytes.count) 字节，其中没有姓名、电话、住址与身份证号",
            "B's gateway masked, checked, sealed and sent \(bytes.count) bytes without name, phone, "
                + "address or identity number")
        let id = try Given.record(permit.id, "permit")
        let acknowledged = try await wait(for: Tables.permits, id, as: asker) {
            $0.releases == 1 && $0.acknowledgements == 1
        }
        narrator.expect(
            acknowledged != nil, "放行与签收都已上链", "release and acknowledgement are recorded")
    }

    /// Step 4: a red line; the denial is evidence as good as a permit.
    func crossRedLine() async throws {
        narrator.step(
            4, "甲的请求含家庭住址并跨域；请求超出同意；病历正文写有患者姓名",
            "A asks for the home address, for more than was signed, for a note with a name in it")
        try await ask(
            request(
                "train", "research", ["glucose", "home_address"], form: "parameters"),
            by: "hospital-a/data-sun", expecting: "deny", rules: ["R1", "B1"])
        try await consent(to: ["claims"], level: 3, zh: "理赔")
        let claims = try await ask(
            request("read", "claims", ["glucose"]), by: "hospital-a/data-sun",
            expecting: "escalate", rules: ["P2"])
        facts.claimsCase = try claims.receipt?.decision?.caseID.map {
            try Given.record($0, "case")
        }
        narrator.say(
            "（理赔请求已提请委员会，限期 1 分钟；没有人表决，第 8 步前再看结果）",
            "(a request for claims went to the committee for one minute; nobody votes: see below)")
    }
}
