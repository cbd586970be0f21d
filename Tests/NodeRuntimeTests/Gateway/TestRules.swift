import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import NodeFiles
@testable import NodeRuntime

/// A small vocabulary and charter for the gateway, and people who act under them.
enum TestRules {
    static let vocabulary = """
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

    static func charter(version: Int = 1, supersedes: Int? = nil) -> String {
        """
        charter door version \(version)\(supersedes.map { " supersedes \($0)" } ?? "")
        use vocabulary door_v1
        effective 2000-01-01 zone +00:00
        budget 2000

        rule P1 "Reading for care and research"
          basis PIPL art 13
          permit
          when request.action is read and request.purpose in {care, research}
          require mask birth_date generalise, encrypt, log

        rule P2 "Rescue"
          basis PIPL art 13
          permit
          when request.action is read and request.purpose is rescue and emergency.declared
          require mask name redact, log, notify patient within 24 hours

        scenario base { request.action = read, request.purpose = care, request.output = raw,
          emergency.declared = no }

        test "care" given base expect permit by P1
        test "rescue" given base with request.purpose = rescue, emergency.declared = yes
          expect permit by P2
        test "export" given base with request.action = export expect deny by default

        """
    }

    static func compile(
        _ vocabularySource: String, _ charterSources: [String]
    ) throws -> (vocabularies: [ByteString], charters: [ByteString]) {
        let (found, diagnostics) = VocabularyCompiler.compile(source: Array(vocabularySource.utf8))
        let vocabulary = try #require(found, "\(diagnostics)")
        let charters = try charterSources.map { source in
            let compiled = CharterCompiler.compile(
                source: Array(source.utf8), vocabulary: vocabulary)
            return ByteString(
                try #require(compiled.charter, "\(compiled.diagnostics)").charter.canonicalBytes)
        }
        return ([ByteString(vocabulary.canonicalBytes)], charters)
    }

    static func person(_ name: String, at member: String, _ roles: StaffRoles) -> Staff {
        Staff(
            id: StaffID(unchecked: name), member: MemberID(unchecked: member), roles: roles,
            licence: NodeCluster.suite.hash(Array(name.utf8)), clearance: 5,
            key: NodeCluster.key("staff/\(name)").verifyingKey, from: BlockTime(0),
            until: BlockTime(WallClock.now().value * 2))
    }

    static func bundle(diagnosis: String) -> String {
        """
        {"resourceType":"Bundle","type":"collection","entry":[
        {"fullUrl":"urn:test:Patient:p1","resource":{"resourceType":"Patient","id":"p1",
         "name":[{"text":"林秀英"}],"birthDate":"1958-04-12"}},
        {"resource":{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p1"},
         "code":{"text":"\(diagnosis)"}}},
        {"resource":{"resourceType":"Observation","id":"o1","status":"final",
         "subject":{"reference":"Patient/p1"},
         "code":{"coding":[{"system":"http://loinc.org","code":"2339-0"}]},
         "effectiveDateTime":"2026-01-05T08:00:00+08:00",
         "valueQuantity":{"value":7.8,"unit":"mmol/L"}}}]}
        """
    }
}

extension NodeCluster {
    /// A transaction of a person, signed in person.
    func transaction(
        _ kind: TransactionKind, payload: [UInt8], by person: String, at index: Int,
        cosigners: [String] = []
    ) -> SignedTransaction {
        let now = max(WallClock.now(), node(index).view.ledger.time)
        let transaction = Transaction(
            suite: Self.suite, chain: genesis.chainID, kind: kind, member: members[index],
            staff: StaffID(unchecked: person), nonce: RandomBytes.generate(count: 16),
            validUntil: now.adding(.hours(1)) ?? now, payload: payload)
        return SignedTransaction(
            transaction, signedBy: ([person] + cosigners).map { Self.key("staff/\($0)") })
    }

    func request(
        _ fields: [String], of subject: Pseudonym, purpose: String = "care"
    ) -> Request {
        Request(
            asset: nil, subject: subject, action: "read", purpose: purpose, fields: fields,
            output: "raw", clientTime: WallClock.now())
    }
}
