import Bilingual
import LedgerTypes

extension SigningRule {
    /// Who signs, with the circumstances that it depends on.
    package var words: Wording {
        switch self {
        case .gateway(let party):
            return Wording(
                english: "the gateway of \(party.words.english)",
                chinese: "\(party.words.chinese)网关")
        case .quorumOfSeats(let excluding):
            return Wording(
                english: "⌊2n/3⌋+1 governance keys of seats"
                    + (excluding ? ", the target not counted" : ""),
                chinese: "席位治理密钥⌊2n/3⌋+1 个" + (excluding ? "（对象不计）" : ""))
        case .quorumOfMembers:
            return Wording(
                english: "⌊2n/3⌋+1 governance keys of active members", chinese: "现任成员治理密钥⌊2n/3⌋+1 个"
            )
        case .governance(let party):
            return Wording(
                english: "the governance key of \(party.words.english)",
                chinese: "\(party.words.chinese)治理密钥")
        case .replacedKey: return Wording(english: "the key that is replaced", chinese: "被更换的密钥")
        case .person(let roles):
            return Wording(
                english: "the acting person\(roles.asEnglish)", chinese: "行为人本人\(roles.asChinese)")
        case .countersigned(let roles):
            return Wording(
                english: "a second person of the member\(roles.asEnglish), beside the named one",
                chinese: "同机构另一人\(roles.asChinese)复核（行为人须具名）")
        case .appointers:
            return Wording(
                english:
                    "two of security officer, audit officer and governance key; one officer is named",
                chinese: "安全管理员、审计管理员、治理密钥三者之二（其中一名管理员具名）")
        case .ownKey:
            return Wording(
                english: "the patient's own key, no guardian's", chinese: "患者本人密钥（监护人不可代）")
        case .witness:
            return Wording(
                english:
                    "two persons of the holder: the named one, and one who shares no role with them",
                chinese: "持有方两人：具名行为人与岗位不同的见证人")
        case .subject:
            return Wording(english: "the key of the patient or their guardian", chinese: "患者或监护人密钥")
        case .code: return Wording(english: "the key of the code", chinese: "授权码密钥")
        case .parties:
            return Wording(
                english: "everyone in one of the lists that the charter gives",
                chinese: "章程所列任一组的全体当事方")
        case .all(let rules):
            return Wording(
                english: rules.map(\.words.english).joined(separator: "; and "),
                chinese: rules.map(\.words.chinese).joined(separator: "；并且"))
        case .any(let rules):
            return Wording(
                english: rules.map(\.words.english).joined(separator: " – or – "),
                chinese: rules.map(\.words.chinese).joined(separator: " —或— "))
        case .when(let condition, let rule):
            return Wording(
                english: "where \(condition.words.english): \(rule.words.english)",
                chinese: "\(condition.words.chinese)时：\(rule.words.chinese)")
        }
    }
}

extension SigningParty {
    package var words: Wording {
        switch self {
        case .acting: Wording(english: "the acting member", chinese: "行为机构")
        case .holder: Wording(english: "the holder, who acts itself", chinese: "持有方（亲自提交）")
        case .attesting: Wording(english: "the holder, whoever submits", chinese: "持有方（不论由谁提交）")
        case .receiver: Wording(english: "the receiver, who acts itself", chinese: "接收方（亲自提交）")
        }
    }
}

extension SigningCondition {
    package var words: Wording {
        switch self {
        case .lowersLevel:
            Wording(english: "a level is lowered, or data are nobody's", chinese: "降低级别或不属任何患者")
        case .changesSubject:
            Wording(
                english: "a patient's key, guardian, word or treating staff changes",
                chinese: "变更患者密钥、监护人、意愿或诊疗人员")
        case .changesOwnWord:
            Wording(english: "the patient's own key set it", chinese: "原由患者本人密钥设定")
        case .targetsMember: Wording(english: "a member is meant", chinese: "对象为机构")
        case .targetsStaff:
            Wording(english: "a person is meant, no officer", chinese: "对象为管理员以外的人员")
        case .targetsOfficer:
            Wording(english: "a security or audit officer is meant", chinese: "对象为安全或审计管理员")
        case .overrulesAuthority:
            Wording(
                english: "another authority's licence is overruled, or a withdrawn one given back",
                chinese: "推翻其他发证机关的证明，或恢复已撤回的执业证")
        case .liftsSuspension: Wording(english: "a suspension is lifted", chinese: "恢复停用")
        case .changesOwnKey:
            Wording(english: "a key of the patient's own is replaced", chinese: "更换患者本人密钥")
        case .inPerson:
            Wording(
                english: "a person is named, or the patient's own hand", chinese: "写明行为人，或患者本人签署")
        case .notInPerson: Wording(english: "otherwise", chinese: "其他情形")
        }
    }
}

extension StaffRoles {
    fileprivate var asEnglish: String {
        isEmpty ? "" : " (" + list.map(\.name).joined(separator: ", ") + ")"
    }
    fileprivate var asChinese: String {
        isEmpty ? "" : "（" + list.map(\.chinese).joined(separator: "、") + "）"
    }
}
