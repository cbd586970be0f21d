import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import Sealing
import Testing

/// Four members with gateways and physicians, under one small charter.
enum DutyRules {
    static let suite = CryptoSuite.ed25519SHA256
    static let founded = BlockTime(1_772_323_200_000)
    static let members = (0..<4).map { MemberID(unchecked: "m\($0)") }
    static let physician = StaffID(unchecked: "physician")
    static let security = StaffID(unchecked: "security")
    static let compliance = StaffID(unchecked: "compliance")
    static let data = StaffID(unchecked: "data")
    static let audit = StaffID(unchecked: "audit")

    static let vocabularySource = """
        vocabulary ward_v1
        type Action 操作 { read 读取 }
        type Purpose 用途 { care 诊疗, rescue 急救, research 科研, study 研究 }
        type Consent 同意状态 { valid 有效, expired 已过期, withdrawn 已撤回, none 未取得 }
        type Field 字段 { glucose 血糖, name 姓名, birth_date 出生日期, birth_year 出生年份, gender 性别,
          diagnosis 诊断, sensitive_diagnosis 特殊病种诊断 }
        type Role 角色 { patient 患者, regulator 监管机构, committee 独立委员会 }
        type Output 输出形式 { raw 原始数据 }
        attr request.action 请求.操作 : Action from request
        attr request.purpose 请求.用途 : Purpose from request
        attr emergency.declared 急情.已声明 : bool from override
        attr consent.state 同意.状态 : Consent from consent
        law PIPL 个人信息保护法 74

        """

    static func charterSource(version: Int) -> String {
        """
        charter ward version \(version)\(version > 1 ? " supersedes \(version - 1)" : "")
        use vocabulary ward_v1
        effective 2000-01-01 zone +00:00
        budget 2000

        rule P1 "Reading for care"
          basis PIPL art 13
          permit
          when request.purpose is care
          require encrypt, log, notify patient within 24 hours

        rule P2 "Rescue"
          basis PIPL art 13
          permit
          when request.purpose is rescue and emergency.declared
          require log, notify patient within 24 hours

        rule P3 "Research"
          basis PIPL art 13
          permit
          when request.purpose is research and consent.state is valid
          require encrypt, log

        rule P4 "What was taken back"
          basis PIPL art 15
          forbid
          when request.purpose is care and consent.state is withdrawn

        rule P5 "Study"
          basis PIPL art 13
          permit
          when request.purpose is study
          require log, notify patient within 24 hours

        scenario base { request.action = read, request.purpose = care,
          emergency.declared = no, consent.state = none }

        test "care" given base expect permit by P1
        test "research" given base with request.purpose = research, consent.state = valid
          expect permit by P3
        test "taken back" given base with consent.state = withdrawn expect deny by P4
        test "study" given base with request.purpose = study expect permit by P5
        test "rescue" given base with request.purpose = rescue expect deny by default

        """
    }

    static func charter(version: Int = 1) throws -> Charter {
        let (vocabulary, faults) = VocabularyCompiler.compile(source: Array(vocabularySource.utf8))
        let compiled = CharterCompiler.compile(
            source: Array(charterSource(version: version).utf8),
            vocabulary: try #require(vocabulary, "\(faults)"))
        return try #require(compiled.charter, "\(compiled.diagnostics)").charter
    }

    static func secret(_ name: String) -> SecretBytes {
        SecretBytes(suite.hash(Array("duties \(name)".utf8)).bytes)
    }

    static func key(_ name: String) throws -> SigningKey {
        var seed = suite.hash(Array("duties \(name)".utf8)).bytes
        return try SigningKey(seed: SecretBytes(taking: &seed), suite: suite)
    }

    static func box(_ member: MemberID) throws -> BoxKeyPair {
        try #require(BoxKeyPair(seed: secret("box/\(member)")))
    }

    static func genesis() throws -> Genesis {
        let (vocabulary, _) = VocabularyCompiler.compile(source: Array(vocabularySource.utf8))
        let people = try members.flatMap(staff)
        var parameters = ChainParameters.standard
        parameters.licensingKinds = .tertiary
        return Genesis(
            suite: suite, nameEnglish: "Four wards", nameChinese: "四院联盟",
            members: try members.map(member), staff: people,
            seats: try SeatSet(
                checking: members.map {
                    Seat(member: $0, key: try key("seat/\($0)").verifyingKey)
                }),
            parameters: parameters,
            vocabularies: [ByteString(try #require(vocabulary).canonicalBytes)],
            charters: [ByteString(try charter().canonicalBytes)],
            committee: Committee(
                seats: zip(members, CommitteeField.allCases).map(judge),
                substitutes: CommitteeField.allCases.map { judge(members[3], $0) }),
            recoveryKeys: 3, time: founded,
            licences: Licence.founding(people, by: Array(members.prefix(2)))
        ).proven(
            by: try members.flatMap { member in
                try ["seat", "gateway", "governance"].map { try key("\($0)/\(member)") }
                    + [
                        physician, security, compliance, StaffID(unchecked: "judge"), data, audit,
                    ].map {
                        try key("staff/\(member)/\($0)")
                    }
            })
    }

    private static func judge(_ member: MemberID, _ field: CommitteeField) -> CommitteeSeat {
        CommitteeSeat(
            person: StaffReference(member: member, staff: StaffID(unchecked: "judge")),
            field: field, until: BlockTime(founded.value * 2))
    }

    private static func member(_ id: MemberID) throws -> Member {
        Member(
            id: id, uscc: Member.specimenCode(of: "\(id)"), nameEnglish: "\(id)",
            nameChinese: "机构 \(id)",
            kind: .tertiary, tier: .tier3, region: "110000",
            gatewayKey: try key("gateway/\(id)").verifyingKey,
            governanceKey: try key("governance/\(id)").verifyingKey,
            boxKey: try box(id).publicKey,
            certificateDigest: suite.hash(Array("certificate/\(id)".utf8)))
    }

    private static func staff(of member: MemberID) throws -> [Staff] {
        let persons: [(StaffID, StaffRoles)] = [
            (physician, .physician), (security, .security), (compliance, .compliance),
            (StaffID(unchecked: "judge"), .committee), (data, .dataOfficer), (audit, .audit),
        ]
        return try persons.map { id, roles in
            Staff(
                id: id, member: member, roles: roles,
                licence: roles == .physician ? suite.hash(Array("\(member)".utf8)) : nil,
                clearance: 5, key: try key("staff/\(member)/\(id)").verifyingKey,
                from: BlockTime(0), until: BlockTime(founded.value * 2))
        }
    }

    static func record(of patient: String) -> [UInt8] {
        Array(
            """
            {"resourceType":"Bundle","type":"collection","entry":[
            {"resource":{"resourceType":"Patient","id":"\(patient)",
             "name":[{"text":"林秀英"}],"birthDate":"1958-04-12"}},
            {"resource":{"resourceType":"Observation","id":"o1","status":"final",
             "subject":{"reference":"Patient/\(patient)"},
             "code":{"coding":[{"system":"http://loinc.org","code":"2339-0"}]},
             "effectiveDateTime":"2026-01-05T08:00:00+08:00",
             "valueQuantity":{"value":7.8,"unit":"mmol/L"}}}]}
            """.utf8)
    }
}
