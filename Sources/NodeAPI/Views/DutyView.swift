import Bilingual
import Duties
import TallyClient

extension DutyView {
    /// - Parameter names: whether the patient is named.
    init(_ account: WorkAccount, names: Bool) {
        let standing = account.standing
        let patient = names ? account.patient?.digest.short : nil
        let whom = TextView(account.whom)
        self.init(
            kind: standing.kind.name, subject: standing.subject.description,
            stage: standing.stage.rawValue, isEnded: standing.isEnded,
            concern: account.concern?.rawValue, what: TextView(account.what),
            whom: patient.map {
                TextView(zh: "\(whom.zh)，患者 \($0)", en: "\(whom.en), patient \($0)")
            } ?? whom, member: account.member?.text, patient: patient, since: standing.since.value,
            due: account.due?.value, sent: standing.sent, refusals: standing.refusals,
            expirations: standing.expirations, code: standing.code?.value,
            why: TextView(account.why), next: TextView(account.next),
            withdrawal: account.withdrawal?.description)
    }
}

extension TextView {
    init(_ words: some Worded) { self.init(zh: words.chinese, en: words.english) }
}
