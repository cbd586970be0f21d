import BlockStore
import DataProtection
import Duties
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import WrittenText

/// A release that is tried on files: the same making as a permit's, with a key that is thrown away.
struct GateTrying {
    private let terms: ReleaseTerms
    private let masker = Masker(key: SecretBytes(RandomBytes.generate(count: 32)))

    /// A patient as given: the path, and the documents that were read.
    typealias Patient = (path: String, documents: [[UInt8]])

    init(fields: [String], purpose: String, action: String) throws {
        guard ReleaseTerms.movingActions.contains(action) else {
            let known = ReleaseTerms.movingActions.sorted().reversed()
            throw Failure(
                .usage, code: "action-moves-nothing",
                zh: "--action 应为 \(known.joined(separator: " 或 "))：其他行为不传送病历，无内容出域",
                en: "--action is \(known.joined(separator: " or ")): no other action moves records")
        }
        terms = ReleaseTerms(trying: fields, for: purpose, at: WallClock.now())
    }

    /// The fields as written, or all of the catalogue.
    static func fields(_ text: String?) throws -> [String] {
        let catalogue = FieldCatalogue.standard
        guard let text else { return catalogue.labels.map(\.field) }
        return try Given.names(text).map { word in
            if catalogue.contains(word) { return word }
            let meant = catalogue.labels.filter { $0.chinese == word }
            if meant.count == 1 { return meant[0].field }
            let known = catalogue.labels.flatMap { [$0.field, $0.chinese] }
            let nearest = NearestName.best(for: word, among: known)
            throw Failure(
                .usage, code: "field-unknown",
                zh: "--fields：目录中没有字段“\(word)”"
                    + (nearest.map { "；是否指 \($0)？" } ?? "，未知字段不得出域"),
                en: "--fields: the catalogue has no field `\(word)`"
                    + (nearest.map { "; is `\($0)` meant?" } ?? ", and no unknown field leaves"))
        }
    }

    /// A purpose by its id; a consortium may have others than the base vocabulary has.
    static func purpose(_ word: String) throws -> String {
        let known = RecordedWords.base.purposes
        let isID = word.utf8.allSatisfy { $0 == 0x5f || (0x61...0x7a).contains($0) }
        let nearest = NearestName.best(for: word, among: known)
        guard !known.contains(word), !isID || nearest != nil || word.isEmpty else { return word }
        throw Failure(
            .usage, code: "purpose-unknown",
            zh: "--purpose：“\(word)”不是用途编号；"
                + (nearest.map { "是否指 \($0)？" } ?? "例如：\(known.joined(separator: "、"))"),
            en: "--purpose: `\(word)` is no id of a purpose; "
                + (nearest.map { "is `\($0)` meant?" } ?? "such as \(known.joined(separator: ", "))")
        )
    }

    /// All documents of a patient: a release reads the whole record or nothing.
    static func patient(_ path: String) throws -> Patient {
        let documents = try Files.documents(path)
        if Files.isFolder(path) {
            let strays = try RecordShelf.strays(at: "", in: FileStorage(root: path))
            guard strays.isEmpty else {
                throw Failure(
                    .badInput, code: "files-not-read",
                    ReleaseBuilder.unread(strays.map { "\(path)/\($0)" }))
            }
        }
        return (path, documents)
    }

    /// Makes, judges and counts.
    ///
    /// - Throws: `Failure` where a file is none that a record could be read from.
    func check(_ patients: [Patient], among others: [Patient]) throws -> GateCheck {
        var making = ReleaseMaking(terms, masker)
        for patient in patients {
            do throws(RecordFault) {
                try making.add(PatientDocuments(named: patient.path, patient.documents))
            } catch {
                guard !error.isOfFile else {
                    throw Failure(
                        .badInput, code: "record-unreadable",
                        zh: "\(patient.path)：\(error.chinese)",
                        en: "\(patient.path): \(error.english)")
                }
                return GateCheck(terms, refused: patient.path, error)
            }
        }
        let judgement = making.judged()
        let crowd = crowd(patients + others)
        let trials = patients.indices.map { index in
            GateCheck.Patient(
                patients[index].path, ReleaseTrial(judgement, at: index),
                GateCheck.Crowd(judgement.records[index].clear, in: crowd))
        }
        return GateCheck(terms, trials, judgement.verdict)
    }

    /// Each patient once, made as for a release; and how many cannot be read.
    private func crowd(_ patients: [Patient]) -> (crowd: QuasiCrowd, unread: Int) {
        var crowd = QuasiCrowd()
        var unread = 0
        var seen: Set<[[UInt8]]> = []
        for patient in patients where seen.insert(patient.documents).inserted {
            var making = ReleaseMaking(terms, masker)
            do throws(RecordFault) {
                try making.add(PatientDocuments(named: patient.path, patient.documents))
                for record in making.records { crowd.add(record.clear) }
            } catch {
                unread += 1
            }
        }
        return (crowd, unread)
    }
}
