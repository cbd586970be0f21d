import CharterLanguage
import Governance
import LedgerTypes
import Sealing

extension BenchChain {
    /// What requests are about.
    struct Registered {
        let patient: Pseudonym
        let key: SigningKey
        let asset: RecordID
    }

    /// The committee carries vocabulary and charters, as in the consortium's own story.
    mutating func adoptCharters(example folder: String) throws {
        let officer = "hospital-a/officer-zhao"
        let file = folder + "/vocabularies/diabetes_v1.vocabulary"
        let vocabulary = try Self.vocabulary(at: file)
        let words = try run(
            ProposeVocabulary(
                vocabulary: vocabulary.canonicalBytes, source: try BenchFiles.read(file)),
            by: officer, keys: [key(officer)])
        try carry(words)
        for name in ["diabetes_consortium", "research_access"] {
            let sources = [
                SourceText(
                    language: .english,
                    text: try BenchFiles.read("\(folder)/charters/\(name).en.charter")),
                SourceText(
                    language: .chinese,
                    text: try BenchFiles.read("\(folder)/charters/\(name).zh.charter")),
            ]
            let compiled = CharterCompiler.compile(source: sources[0].text, vocabulary: vocabulary)
            guard let charter = compiled.charter?.charter else {
                throw BenchFault(zh: "章程 \(name) 检查未通过", en: "\(name) does not check")
            }
            let proposed = try run(
                ProposeCharter(charter: charter.canonicalBytes, sources: sources), by: officer,
                keys: [key(officer)])
            // What the gate finds is not measured here: any report that the seats agree on does.
            let report = charter.digest(state.suite)
            for member in ["centre-b", "centre-c", "hospital-a"] {
                try run(
                    ReportGate(proposal: proposed, report: report, passes: true), by: member,
                    keys: [self[member].gateway])
            }
            try carry(proposed)
        }
    }

    private mutating func carry(_ proposal: RecordID) throws {
        for person in ["centre-c/ethics-he", "regulator/law-feng"] {
            guard let caseID = state.get(Tables.proposals, proposal)?.caseID else { break }
            try run(
                CastVote(caseID: caseID, choice: .approve), by: person, keys: [key(person)])
        }
        guard state.get(Tables.proposals, proposal)?.state == .active else {
            throw BenchFault(
                zh: "提案 \(proposal) 未生效", en: "the proposal \(proposal) did not become active")
        }
    }

    /// A patient of B with a data set, consent to care and research, and a grant to train on it.
    mutating func registerPatient(uses: UInt64) throws -> Registered {
        let holder = self["centre-b"]
        let (subject, patientKey) = newSubject(at: holder)
        let patient = subject.subject.pseudonym
        let (officer, witness) = ("centre-b/data-chen", "centre-b/nurse-lin")
        try run(subject, by: officer, keys: [key(officer), key(witness), holder.gateway])
        let asset = try run(
            Self.asset(of: patient), by: officer, keys: [key(officer), holder.gateway])
        let until = BlockTime(state.time.value + Milliseconds.days(90).value)
        try run(
            Self.consent(of: patient, until: until), by: officer,
            keys: [key(officer), patientKey])
        try run(
            Self.grant(
                to: self["hospital-a"].id, by: holder.id, patient, asset, until: until,
                uses: uses),
            by: officer,
            keys: [key(officer), key("hospital-a/data-sun")])
        return Registered(patient: patient, key: patientKey, asset: asset)
    }

    /// A patient of whom nobody has heard, with the key that belongs to them.
    func newSubject(at holder: BenchMember) -> (body: RegisterSubject, key: SigningKey) {
        let patientKey = SigningKey.generate(suite: state.suite)
        let name = SubjectName(
            holder: holder.id, value: state.suite.hash(RandomBytes.generate(count: 32)))
        let patient = name.pseudonym(suite: state.suite)
        let body = RegisterSubject(
            subject: Subject(
                pseudonym: patient, holder: holder.id, key: patientKey.verifyingKey,
                attending: []),
            value: name.value,
            possession: KeyPossession(
                of: patientKey, chain: state.chain, holder: holder.id, for: .subject(patient)))
        return (body, patientKey)
    }

    static func consent(of patient: Pseudonym, until: BlockTime) -> RecordConsent {
        let scope = ConsentScope(
            purposes: ["care", "claims", "rescue", "research"], maximumLevel: 4,
            notBefore: BlockTime(0), notAfter: until)
        return RecordConsent(
            terms: ConsentTerms(
                about: .subject(patient), scope: scope, notice: .zero, isSeparate: true,
                document: .zero, inOwnHand: true))
    }

    static func asset(of patient: Pseudonym) -> RegisterAsset {
        RegisterAsset(
            description: AssetDescription(
                kind: .raw, category: .status, level: 3, schema: .zero, content: .zero,
                rows: 1, members: .subjects([patient]), labels: labels))
    }

    private static let labels: [FieldLabel] = [
        FieldLabel(field: "glucose", category: .status, level: 3),
        FieldLabel(field: "hba1c", category: .status, level: 3),
        FieldLabel(field: "medication", category: .application, level: 4),
        FieldLabel(field: "home_address", category: .attributes, level: 4),
    ]

    static func grant(
        to user: MemberID, by holder: MemberID, _ patient: Pseudonym, _ asset: RecordID,
        until: BlockTime, uses: UInt64
    ) -> TakeTransition {
        let terms = GrantTerms(
            assets: [asset], subjects: [patient], holder: holder, grantees: [user],
            purposes: ["research"], actions: ["train"], maximumLevel: 3,
            notBefore: BlockTime(0), notAfter: until, maximumUses: uses)
        let fields = [
            NamedField(name: "holder", value: .party(.member(holder))),
            NamedField(name: "user", value: .party(.member(user))),
            NamedField(name: "patient", value: .party(.subject(patient))),
            NamedField(name: "purpose", value: .fact(.member("research"))),
            NamedField(name: "until", value: .fact(.instant(Int64(clamping: until.value)))),
            NamedField(name: "uses", value: .fact(.integer(Int64(clamping: uses)))),
        ]
        return TakeTransition(
            target: .new(
                NewRecord(
                    charter: "diabetes_consortium", type: GrantTerms.recordType, fields: fields,
                    terms: terms)), transition: "open")
    }
}
