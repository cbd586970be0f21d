import Bilingual
import CharterLanguage
import DataProtection
import Governance
import LedgerTypes
import WrittenText

/// What the holder has of one patient of a release, and what of it is to leave.
package struct PatientDocuments {
    /// The holder's name of the patient, the same in every release.
    let name: String
    /// Who treats the patient.
    let attending: [StaffReference]
    let all: [[UInt8]]
    var released: [[UInt8]]
    /// Whether none stays behind: `released` is taken out of `all`.
    var isWhole: Bool { released.count == all.count }

    init(_ subject: Subject, _ all: [[UInt8]]) {
        name = "\(subject.pseudonym)"
        attending = subject.attending
        self.all = all
        released = all
    }

    /// A patient of whom nothing but the documents is known.
    package init(named name: String, _ all: [[UInt8]]) {
        self.name = name
        attending = []
        self.all = all
        released = all
    }
}

extension ReleaseBuilder {
    /// Makes the payload of what was found: selects, masks, seals, judges.
    func build(
        _ scene: RequestScene, _ duties: Obligations, _ limit: DataPeriods?,
        _ labels: [FieldLabel],
        _ found: Result<[PatientDocuments], Unbuilt>
    ) -> ReleaseDraft {
        let patients: [PatientDocuments]
        switch found {
        case .success(let documents): patients = documents
        case .failure(.later(let reason)): return .notReadable(reason)
        case .failure(.blocked(let fault)):
            return .blocked(
                reason: fault.code,
                findings: ["\(fault.english) · \(fault.chinese)"])
        }
        guard !patients.isEmpty, patients.allSatisfy({ !$0.released.isEmpty }) else {
            return .notReadable(
                Wording(
                    english: "`records/` has no record of this patient, or of one of them: put it "
                        + "there",
                    chinese: "`records/` 中没有该患者（或其中某位患者）的病历：请放入"))
        }
        var making = ReleaseMaking(
            ReleaseTerms(scene, duties, limit, labels, holder: holder), masker)
        for patient in patients {
            do throws(RecordFault) {
                try making.add(patient)
            } catch {
                // A file that is torn, or is being written, is not what the holder has of a patient.
                guard !error.isOfFile else { return .notReadable(Self.unread(error)) }
                return .blocked(
                    reason: error.code, findings: ["\(error.english) · \(error.chinese)"])
            }
        }
        return making.judged().draft
    }

    private static func unread(_ fault: RecordFault) -> Wording {
        Wording(
            english: "a file of this patient in `records/` cannot be used: \(fault.english)",
            chinese: "`records/` 中该患者的文件无法使用：\(fault.chinese)")
    }

    /// Files among a patient's documents that are not read.
    package static func unread(_ paths: [String]) -> Wording {
        let shown = paths.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
        return Wording(
            english:
                "\(shown) is no *.json document of FHIR R4, and nothing is released of a record of "
                + "which only a part is read: convert it, or take it out of `records/`",
            chinese: "\(shown) 不是 FHIR R4 的 *.json 文件；病历未能全部读取时不予放行：请转换该文件，或将其移出 `records/`")
    }
}

extension RecordFault {
    /// True if the file is none that a record could be read from, whatever the patient has.
    package var isOfFile: Bool {
        switch self {
        case .notJSON, .notFHIR, .noPatient, .otherRelease: true
        case .severalPatients, .foreignResource, .noFieldsAsked: false
        }
    }
}
