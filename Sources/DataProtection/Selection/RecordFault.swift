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
    /// A resource is written in a release of FHIR that is not read here.
    case otherRelease(kind: String)

    /// A stable number for reports.
    package var code: UInt64 {
        switch self {
        case .notJSON(let fault): fault.code
        case .notFHIR: 6051
        case .noPatient: 6052
        case .severalPatients: 6053
        case .foreignResource: 6054
        case .noFieldsAsked: 6055
        case .otherRelease: 6056
        }
    }

    package var english: String {
        switch self {
        case .notJSON(let fault): "the record is not JSON: \(fault.english)"
        case .notFHIR: "the record is neither a FHIR Bundle nor a FHIR resource"
        case .noPatient: "the record holds no Patient"
        case .severalPatients(let count): "the record holds \(count) patients, expected one"
        case .foreignResource(let kind):
            "a `\(kind)` is not said to be this patient's: its subject is absent, another, or none "
                + "that the record holds"
        case .noFieldsAsked: "no field is asked for"
        case .otherRelease(let kind):
            "a `\(kind)` is written in another release of FHIR than R4: convert it first"
        }
    }

    package var chinese: String {
        switch self {
        case .notJSON(let fault): "病历不是 JSON：\(fault.chinese)"
        case .notFHIR: "病历既不是 FHIR Bundle，也不是 FHIR 资源"
        case .noPatient: "病历中没有 Patient"
        case .severalPatients(let count): "病历中有 \(count) 名患者，应为一名"
        case .foreignResource(let kind): "有一项 `\(kind)` 未指明属于本患者：缺少主体、主体为他人或无法在病历中找到"
        case .noFieldsAsked: "没有请求任何字段"
        case .otherRelease(let kind): "有一项 `\(kind)` 不是按 FHIR R4 书写：请先转换"
        }
    }
}

extension RecordFault: Worded, CustomStringConvertible {
    package var description: String { english }
}
