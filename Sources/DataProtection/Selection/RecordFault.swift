import Bilingual
import WrittenText

/// Why documents cannot be read as one patient's record.
package enum RecordFault: Error, Hashable, Sendable {
    case notJSON(JSONFault)
    /// Neither a Bundle nor a resource.
    case notFHIR
    case noPatient
    /// Resources of several patients would be mixed.
    case severalPatients(count: Int)
    /// A resource points to another patient than the record's.
    case foreignResource(kind: String)
    case noFieldsAsked

    /// A stable number for reports.
    package var code: UInt64 {
        switch self {
        case .notJSON(let fault): fault.code
        case .notFHIR: 6051
        case .noPatient: 6052
        case .severalPatients: 6053
        case .foreignResource: 6054
        case .noFieldsAsked: 6055
        }
    }

    package var english: String {
        switch self {
        case .notJSON(let fault): "the record is not JSON: \(fault.english)"
        case .notFHIR: "the record is neither a FHIR Bundle nor a FHIR resource"
        case .noPatient: "the record holds no Patient"
        case .severalPatients(let count): "the record holds \(count) patients, expected one"
        case .foreignResource(let kind): "a `\(kind)` belongs to another patient"
        case .noFieldsAsked: "no field is asked for"
        }
    }

    package var chinese: String {
        switch self {
        case .notJSON(let fault): "病历不是 JSON：\(fault.chinese)"
        case .notFHIR: "病历既不是 FHIR Bundle，也不是 FHIR 资源"
        case .noPatient: "病历中没有 Patient"
        case .severalPatients(let count): "病历中有 \(count) 名患者，应为一名"
        case .foreignResource(let kind): "有一项 `\(kind)` 属于其他患者"
        case .noFieldsAsked: "没有请求任何字段"
        }
    }
}

extension RecordFault: Worded, CustomStringConvertible {
    package var description: String { english }
}
