import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import NodeFiles
import NodeRuntime

/// The vocabulary, charter and patient record of the test consortium.
enum ApiRules {
    static let vocabulary = """
        vocabulary ward_v1
        type Action 操作 { read 读取, export 导出 }
        type Purpose 用途 { care 诊疗, research 科研, rescue 急救 }
        type Field 字段 { glucose 血糖, name 姓名, birth_date 出生日期 }
        type Role 角色 { patient 患者, committee 独立委员会 }
        type Output 输出形式 { raw 原始数据, parameters 加密参数 }
        attr request.action 请求.操作 : Action from request
        attr request.purpose 请求.用途 : Purpose from request
        attr request.output 请求.输出 : Output from request
        attr emergency.declared 急情.已声明 : bool from override
        law PIPL 个人信息保护法 74

        """

    static func charter(version: Int = 1, supersedes: Int? = nil) -> String {
        """
        charter ward version \(version)\(supersedes.map { " supersedes \($0)" } ?? "")
        use vocabulary ward_v1
        effective 2000-01-01 zone +00:00
        budget 2000

        rule P1 "Care"
          basis PIPL art 13
          permit
          when request.action is read and request.purpose is care
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
        _ sources: [String]
    ) throws -> (vocabularies: [ByteString], charters: [ByteString]) {
        let (found, faults) = VocabularyCompiler.compile(source: Array(vocabulary.utf8))
        guard let index = found else { throw WorldFault(what: "\(faults)") }
        let charters = try sources.map { source in
            let compiled = CharterCompiler.compile(source: Array(source.utf8), vocabulary: index)
            guard let charter = compiled.charter else {
                throw WorldFault(what: "\(compiled.diagnostics)")
            }
            return ByteString(charter.charter.canonicalBytes)
        }
        return ([ByteString(index.canonicalBytes)], charters)
    }

    static let bundle = """
        {"resourceType":"Bundle","type":"collection","entry":[
        {"fullUrl":"urn:test:Patient:p1","resource":{"resourceType":"Patient","id":"p1",
         "name":[{"text":"林秀英"}],"birthDate":"1958-04-12"}},
        {"resource":{"resourceType":"Observation","id":"o1","status":"final",
         "subject":{"reference":"Patient/p1"},
         "code":{"coding":[{"system":"http://loinc.org","code":"2339-0"}]},
         "effectiveDateTime":"2026-01-05T08:00:00+08:00",
         "valueQuantity":{"value":7.8,"unit":"mmol/L"}}}]}
        """

    static func request(
        of subject: Pseudonym, action: String = "read", purpose: String = "care",
        fields: [String] = ["glucose"]
    ) -> Governance.Request {
        Governance.Request(
            asset: nil, subject: subject, action: action, purpose: purpose, fields: fields,
            output: "raw", clientTime: WallClock.now())
    }
}
