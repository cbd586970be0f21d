import CharterLanguage
import Governance
import LedgerTypes

/// A grant to be opened: the charter's record and the host's terms from one set of facts.
struct GrantDraft {
    let charter: String
    let holder: MemberID
    let user: MemberID
    let patient: Pseudonym
    let assets: [RecordID]
    let purpose: String
    let actions: [String]
    let maximumLevel: UInt64
    let from: BlockTime
    let until: BlockTime
    let uses: UInt64
    var fields: [String] = []
    var data = DataPeriod.all
    var deniedFields: [String] = []
    var ethics: String?

    /// The step that creates and opens it.
    var transition: TakeTransition {
        let terms = GrantTerms(
            assets: assets, subjects: [patient], holder: holder, grantees: [user],
            purposes: [purpose], actions: actions, fields: fields, maximumLevel: maximumLevel,
            dataFrom: data.from, dataUntil: data.until, notBefore: from, notAfter: until,
            maximumUses: uses, deniedFields: deniedFields, ethicsApproval: ethics)
        let fields = [
            NamedField(name: "holder", value: .party(.member(holder))),
            NamedField(name: "user", value: .party(.member(user))),
            NamedField(name: "patient", value: .party(.subject(patient))),
            NamedField(name: "purpose", value: .fact(.member(purpose))),
            NamedField(name: "until", value: .fact(.instant(Int64(clamping: until.value)))),
            NamedField(name: "uses", value: .fact(.integer(Int64(clamping: uses)))),
        ]
        return TakeTransition(
            target: .new(
                NewRecord(
                    charter: charter, type: GrantTerms.recordType, fields: fields, terms: terms)),
            transition: "open")
    }
}
