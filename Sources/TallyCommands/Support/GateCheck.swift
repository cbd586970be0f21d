import DataProtection
import Duties

/// What `tally gate check` found, as its JSON has it; no value that was held back is in it.
struct GateCheck: Encodable {
    /// Something that the gate found: what, and where, never what it said.
    struct Finding: Encodable {
        let code: UInt64
        let kind: String
        let path: String
        let zh: String
        let en: String

        init(_ finding: GateFinding) {
            code = finding.kind.code
            kind = "\(finding.kind)"
            path = finding.path
            zh = finding.kind.chinese
            en = finding.kind.english
        }
    }

    /// Values that the record has and that may not leave for the purpose.
    struct Withheld: Encodable {
        let code: UInt64
        let count: Int
        let zh: String
        let en: String

        init(_ withheld: WithheldValues) {
            code = withheld.reason.code
            count = withheld.count
            zh = withheld.reason.chinese
            en = withheld.reason.english
        }
    }

    struct Value: Encodable {
        let text: String
        let time: String?
    }

    struct Field: Encodable {
        let field: String
        let zh: String
        let level: UInt64
        let quasi: Bool
        let mask: String?
        /// How a value is made coarser, such as `city`; nil unless the mask is to generalise.
        let coarser: String?
        let fate: String
        let values: [Value]
        let withheld: [Withheld]
        let findings: [Finding]

        init(_ field: ReleaseTrial.Field) {
            self.field = field.label.field
            zh = field.label.chinese
            level = field.label.level.number
            quasi = field.label.isQuasiIdentifier
            mask = field.mask?.name
            coarser = field.mask == .generalise ? "\(field.label.generalisation)" : nil
            fate = field.fate.rawValue
            values = field.values.map { Value(text: $0.text, time: $0.time) }
            withheld = field.withheld.map(Withheld.init)
            findings = field.findings.map(Finding.init)
        }
    }

    /// How many of the given records look the same by what identifies together.
    struct Crowd: Encodable {
        /// Quasi-identifiers that would leave.
        let quasi: [String]
        /// Records that were counted; the patient's own is one of them.
        let over: Int
        /// Given and not readable, hence not counted.
        let unread: Int
        /// Nil where no other record is given to compare with.
        let k: Int?
        /// `1/k`: the chance at most to pick the right one for whoever knows that the patient is one
        /// of those that were counted; nil where k is not known.
        let risk: String?

        init(_ record: SelectedRecord, in others: (crowd: QuasiCrowd, unread: Int)) {
            quasi = others.crowd.quasiIdentifiers(of: record)
            over = others.crowd.size
            unread = others.unread
            k = over > 1 ? others.crowd.alike(record) : nil
            risk = k.map { "1/\($0)" }
        }
    }

    struct Patient: Encodable {
        let path: String
        /// Of what would leave.
        let level: UInt64
        let fields: [Field]
        /// Found outside of all fields.
        let findings: [Finding]
        let crowd: Crowd

        init(_ path: String, _ trial: ReleaseTrial, _ crowd: Crowd) {
            self.path = path
            self.crowd = crowd
            level = trial.level
            fields = trial.fields.map(Field.init)
            findings = trial.elsewhere.map(Finding.init)
        }
    }

    /// Why a record is refused before the gate reads it.
    struct Refused: Encodable {
        let path: String
        let code: UInt64
        let zh: String
        let en: String
    }

    let purpose: String
    /// Whether text may leave for it, as for care.
    let isCare: Bool
    let leaves: Bool
    let patients: [Patient]
    let refused: Refused?

    init(_ terms: ReleaseTerms, _ patients: [Patient], _ verdict: ReleaseJudgement.Verdict) {
        purpose = terms.purpose
        isCare = terms.use.allowsText
        self.patients = patients
        refused = nil
        if case .leaves = verdict { leaves = true } else { leaves = false }
    }

    init(_ terms: ReleaseTerms, refused path: String, _ fault: RecordFault) {
        purpose = terms.purpose
        isCare = terms.use.allowsText
        patients = []
        leaves = false
        refused = Refused(path: path, code: fault.code, zh: fault.chinese, en: fault.english)
    }
}
