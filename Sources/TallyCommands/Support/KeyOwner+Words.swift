import Bilingual
import Governance

extension KeyOwner {
    /// Whose key it is.
    var wording: Wording {
        switch self {
        case .gateway(let member):
            Wording(english: "\(member)'s gateway", chinese: "\(member) 网关")
        case .governance(let member):
            Wording(english: "\(member)'s governance key", chinese: "\(member) 治理密钥")
        case .seat(let member): Wording(english: "\(member)'s seat", chinese: "\(member) 席位")
        case .staff(let person): Wording(english: "\(person)", chinese: "\(person)")
        case .subject(let patient):
            Wording(english: "the patient \(patient)", chinese: "患者 \(patient)")
        case .code(let code): Wording(english: "the code \(code)", chinese: "授权码 \(code)")
        }
    }
}
