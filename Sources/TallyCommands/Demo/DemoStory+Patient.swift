import CanonicalCoding
import Foundation
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

extension DemoStory {
    private static let dataOfficer = "centre-b/data-chen"
    private static let witness = "centre-b/nurse-lin"

    /// Step 2: pseudonym, data set and consent; the data stay at B.
    func registerPatient() async throws {
        narrator.step(
            2, "乙社区登记患者假名、血糖数据集与同意", "B registers a pseudonym, a data set and the consent")
        let name = try network.name(of: "p001", at: "centre-b")
        facts.patient = name.pseudonym(suite: .ed25519SHA256)
        let holder = MemberID(unchecked: "centre-b")
        try await record(
            RegisterSubject(
                subject: Subject(
                    pseudonym: facts.patient, holder: holder, key: facts.patientKey.verifyingKey,
                    attending: [
                        StaffReference(member: holder, staff: StaffID(unchecked: "dr-zhou"))
                    ]),
                value: name.value,
                possession: KeyPossession(
                    of: facts.patientKey, chain: network.genesis.chainID, holder: holder,
                    for: .subject(facts.patient))),
            by: Self.dataOfficer, cosigners: [Self.witness], gateway: true)
        narrator.say(
            "患者假名 \(facts.patient.digest.short)…（由乙的密钥计算，链上没有姓名）",
            "pseudonym \(facts.patient.digest.short)… (keyed by B; no name is on the chain)")
        let content = try Files.read("\(network.root)/centre-b/records/p001.json")
        let hidden = Given.content([content], suite: .ed25519SHA256)
        let asset = try await record(
            RegisterAsset(
                description: AssetDescription(
                    kind: .raw, category: .status, level: 3, scenarios: ["diabetes"],
                    schema: CryptoSuite.ed25519SHA256.hash(Array("FHIR R4 Bundle".utf8)),
                    content: hidden.digest, rows: 1, members: .subjects([facts.patient]),
                    labels: Self.labels)), by: Self.dataOfficer, gateway: true,
            commitments: [hidden.digest], content: hidden.disclosure)
        facts.asset = try Given.record(asset.id, "asset")
        narrator.say(
            "数据集 \(facts.asset.digest.short)…：只登记摘要与标签，数据不出库",
            "asset \(facts.asset.digest.short)…: digest and labels only, the data stay")
        try await importConsent()
        try await openGrants()
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

    /// From the HL7 FHIR Consent that B keeps; holder and witness attest it.
    private func importConsent() async throws {
        let file = try Files.read(example + "/consents/centre-b/p001.json")
        let imported = try FHIRConsentImporter().read(file)
        narrator.say(
            "导入 FHIR 同意书 \(imported.identifier)：\(imported.scopes.count) 个范围，"
                + "\(imported.unmapped.count) 项无法对应，逐项列出",
            "FHIR consent \(imported.identifier): \(imported.scopes.count) scopes, "
                + "\(imported.unmapped.count) elements without a mapping, all listed")
        let hidden = Given.commitment("document", file, suite: .ed25519SHA256)
        for part in try ConsentDraft(imported).chosen([], standing: []) {
            let terms = ConsentTerms(
                about: .subject(facts.patient), permits: part.permits, scope: part.scope,
                notice: .zero, isSeparate: true, document: hidden.digest)
            let view = try await record(
                RecordConsent(terms: terms), by: Self.dataOfficer, cosigners: [Self.witness],
                gateway: true, commitments: [terms.document])
            guard terms.permits, terms.scope.purposes.contains("research") else { continue }
            facts.consent = try Given.record(view.id, "consent")
        }
        narrator.expect(
            facts.consent.digest != .zero, "患者对科研的同意已登记（持有方网关与见证人双签）",
            "the consent to research is recorded (holder's gateway and a witness signed)")
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
        let until = BlockTime(
            UInt64(Date().timeIntervalSince1970 * 1_000) + Milliseconds.days(90).value)
        func draft(_ charter: String, _ action: String, _ level: UInt64) -> GrantDraft {
            GrantDraft(
                charter: charter, holder: MemberID(unchecked: "centre-b"),
                user: MemberID(unchecked: "hospital-a"), patient: facts.patient,
                assets: [facts.asset], purpose: "research", actions: [action],
                maximumLevel: level, from: BlockTime(0), until: until, uses: 10)
        }
        let training = try await record(
            draft("diabetes_consortium", "train", 3).transition, by: Self.dataOfficer,
            cosigners: ["hospital-a/data-sun"])
        facts.grant = try Given.record(training.id, "grant")
        let reading = try await record(
            draft("diabetes_consortium", "read", 4).transition, by: Self.dataOfficer,
            cosigners: ["hospital-a/data-sun"])
        facts.researchGrant = try Given.record(reading.id, "grant")
        narrator.expect(
            training.receipt?.outcome == "accepted" && reading.receipt?.outcome == "accepted",
            "乙与甲签订两份授权：联邦训练、科研读取（各 10 次，90 日）",
            "B and A open two grants: training and reading for research (10 uses, 90 days each)")
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

    /// The payload that the holder's gateway released has come, and holds no identity.
    func expectDelivery(_ permit: TransactionView) async throws {
        let path = "\(network.root)/hospital-a/inbox/\(permit.id).json"
        let deadline = Date().addingTimeInterval(30)
        while !FileManager.default.fileExists(atPath: path), Date() < deadline {
            try await Task.sleep(for: .milliseconds(50))
        }
        let bytes = FileManager.default.contents(atPath: path).map { Array($0) } ?? []
        let text = String(decoding: bytes, as: UTF8.self)
        let identities = ["林秀英", "13800138001", "120101195804120027", "成都道"]
        narrator.expect(
            !bytes.isEmpty && !identities.contains { text.contains($0) },
            "乙的网关脱敏、检查、封装后送达 \(bytes.count) 字节，其中没有姓名、电话、住址与身份证号",
            "B's gateway masked, checked, sealed and sent \(bytes.count) bytes without name, phone, "
                + "address or identity number")
        let id = try Given.record(permit.id, "permit")
        let acknowledged = try await wait(for: Tables.permits, id, as: "hospital-a/dr-li") {
            $0.releases == 1 && $0.acknowledgements == 1
        }
        narrator.expect(
            acknowledged != nil, "放行与签收都已上链", "release and acknowledgement are recorded")
    }

    /// Step 4: a red line; the denial is evidence as good as a permit.
    func crossRedLine() async throws {
        narrator.step(4, "甲的请求含家庭住址并跨域", "A asks for the same with the home address")
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
