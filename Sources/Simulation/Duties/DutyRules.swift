import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import Sealing

/// The rules and the people of a simulated consortium whose members have duties.
enum DutyRules {
    static let vocabularySource = """
        vocabulary door_v1
        type Action 操作 { read 读取, export 导出 }
        type Purpose 用途 { care 诊疗, research 科研, rescue 急救 }
        type Field 字段 { glucose 血糖, diagnosis 诊断, name 姓名, birth_date 出生日期 }
        type Role 角色 { patient 患者, regulator 监管机构, committee 独立委员会 }
        type Output 输出形式 { raw 原始数据, parameters 加密参数 }
        attr request.action 请求.操作 : Action from request
        attr request.purpose 请求.用途 : Purpose from request
        attr request.output 请求.输出 : Output from request
        attr emergency.declared 急情.已声明 : bool from override
        law PIPL 个人信息保护法 74

        """

    static func charterSource(version: Int) -> String {
        """
        charter door version \(version)\(version > 1 ? " supersedes \(version - 1)" : "")
        use vocabulary door_v1
        effective 2000-01-01 zone +00:00
        budget 2000

        rule P1 "Reading for care"
          basis PIPL art 13
          permit
          when request.action is read and request.purpose is care
          require mask birth_date generalise, encrypt, log, notify patient within 24 hours

        rule P2 "Rescue"
          basis PIPL art 13
          permit
          when request.action is read and request.purpose is rescue and emergency.declared
          require mask name redact, log, notify patient within 24 hours

        rule P3 "Reading for research"
          basis PIPL art 13
          escalate committee within 5 days
          when request.action is read and request.purpose is research

        scenario base { request.action = read, request.purpose = care, request.output = raw,
          emergency.declared = no }

        test "care" given base expect permit by P1
        test "rescue" given base with request.purpose = rescue, emergency.declared = yes
          expect permit by P2
        test "export" given base with request.action = export expect deny by default

        """
    }

    static let vocabulary: Vocabulary = {
        let (found, diagnostics) = VocabularyCompiler.compile(
            source: Array(vocabularySource.utf8))
        guard let found else { preconditionFailure("the vocabulary is refused: \(diagnostics)") }
        return found
    }()

    static func charter(version: Int) -> Charter {
        let compiled = CharterCompiler.compile(
            source: Array(charterSource(version: version).utf8), vocabulary: vocabulary)
        guard let charter = compiled.charter else {
            preconditionFailure("the charter is refused: \(compiled.diagnostics)")
        }
        return charter.charter
    }

    static let physician = StaffID(unchecked: "physician")
    static let security = StaffID(unchecked: "security")
    static let compliance = StaffID(unchecked: "compliance")

    static func staff(of member: MemberID) -> [Staff] {
        [
            (physician, StaffRoles.physician), (security, .security), (compliance, .compliance),
        ].map { id, roles in
            Staff(
                id: id, member: member, roles: roles,
                licence: roles == .physician
                    ? Consortium.suite.hash(Array("licence/\(member)".utf8)) : nil,
                clearance: 5, key: key(of: id, at: member).verifyingKey, from: BlockTime(0),
                until: BlockTime(Consortium.founded.value * 2))
        }
    }

    static func staffKeys(of member: MemberID) -> [SigningKey] {
        [physician, security, compliance].map { key(of: $0, at: member) }
    }

    static func key(of staff: StaffID, at member: MemberID) -> SigningKey {
        Consortium.key("staff/\(member)/\(staff)")
    }

    static func seed(_ name: String) -> SecretBytes {
        SecretBytes(Consortium.suite.hash(Array("simulation \(name)".utf8)).bytes)
    }

    static func box(of member: MemberID) -> BoxKeyPair {
        guard let pair = BoxKeyPair(seed: seed("box/\(member)")) else {
            preconditionFailure("no box key of \(member)")
        }
        return pair
    }

    /// The patient of whom a member holds a record, and the one whose file has two patients, so that
    /// the gate lets nothing of it leave.
    static func patients(of member: MemberID) -> (held: String, mixed: String) {
        ("p-\(member)", "q-\(member)")
    }

    static func mixedRecord(of patient: String) -> [UInt8] {
        Array(
            """
            {"resourceType":"Bundle","type":"collection","entry":[
            {"resource":{"resourceType":"Patient","id":"\(patient)"}},
            {"resource":{"resourceType":"Patient","id":"another"}}]}
            """.utf8)
    }

    static func record(of patient: String) -> [UInt8] {
        Array(
            """
            {"resourceType":"Bundle","type":"collection","entry":[
            {"fullUrl":"urn:test:Patient:\(patient)","resource":{"resourceType":"Patient",
             "id":"\(patient)","name":[{"text":"林秀英"}],"birthDate":"1958-04-12"}},
            {"resource":{"resourceType":"Observation","id":"o1","status":"final",
             "subject":{"reference":"Patient/\(patient)"},
             "code":{"coding":[{"system":"http://loinc.org","code":"2339-0"}]},
             "effectiveDateTime":"2026-01-05T08:00:00+08:00",
             "valueQuantity":{"value":7.8,"unit":"mmol/L"}}}]}
            """.utf8)
    }
}
