import Bilingual
import Duties
import TallyClient

extension DutyView {
    init(_ account: WorkAccount) {
        let standing = account.standing
        self.init(
            kind: standing.kind.name, subject: standing.subject.description,
            stage: standing.stage.rawValue, isEnded: standing.isEnded,
            concern: account.concern?.rawValue, what: TextView(account.what),
            whom: TextView(account.whom), member: account.member?.text,
            patient: account.patient?.digest.short, since: standing.since.value,
            due: account.due?.value, sent: standing.sent, refusals: standing.refusals,
            expirations: standing.expirations, code: standing.code?.value,
            why: TextView(account.why), next: TextView(account.next))
    }
}

extension TextView {
    init(_ words: some Worded) { self.init(zh: words.chinese, en: words.english) }
}
