import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import Sealing

/// Records that tests begin with: B's patients p1 and p2 and their glucose data set.
package enum Samples {
    package static func subject(
        _ name: String, holder: String = "centre-b", attending: [StaffReference] = [],
        refusesEmergency: Bool = false
    ) -> Subject {
        Subject(
            pseudonym: TestConsortium.pseudonym(name, at: holder),
            holder: TestConsortium.id(holder),
            key: TestConsortium.key("subject/\(name)").verifyingKey,
            refusesEmergency: refusesEmergency, attending: attending)
    }

    package static func asset(_ names: [String], level: UInt64 = 3) -> AssetDescription {
        func label(_ field: String, _ category: DataCategory, _ level: UInt64) -> FieldLabel {
            FieldLabel(
                field: field, category: category, level: level, rule: "\(field)@1",
                authority: "catalogue@1")
        }
        return AssetDescription(
            kind: .raw, category: .status, level: level,
            schema: TestConsortium.suite.hash(Array("schema".utf8)),
            content: TestConsortium.suite.hash(Array("content".utf8)), rows: 1_000,
            members: names.isEmpty
                ? .nobody : .subjects(names.map(TestConsortium.pseudonym).sorted()),
            labels: [
                label("glucose", .status, level), label("hba1c", .status, level),
                label("home_address", .attributes, 3), label("phone", .attributes, 3),
            ])
    }

    package static func consent(
        _ name: String, purposes: [String] = ["care", "rescue", "research"],
        permits: Bool = true, level: UInt64 = 4, supersedes: RecordID? = nil,
        until: BlockTime? = BlockTime(TestConsortium.founded.value + 100 * TestConsortium.day),
        audiences: [String] = [], categories: [DataCategory] = [], fields: [String] = [],
        actions: [String] = [], data: DataPeriod = .all, isSeparate: Bool = true,
        inOwnHand: Bool = true
    ) -> ConsentTerms {
        ConsentTerms(
            about: .subject(TestConsortium.pseudonym(name)), permits: permits,
            scope: ConsentScope(
                purposes: purposes, categories: categories, maximumLevel: level,
                audiences: audiences.map(TestConsortium.id), fields: fields, actions: actions,
                dataFrom: data.from, dataUntil: data.until, notBefore: TestConsortium.founded,
                notAfter: until),
            notice: .zero, isSeparate: isSeparate, document: .zero, supersedes: supersedes,
            inOwnHand: inOwnHand)
    }

    package static func request(
        _ asset: RecordID?, subject: String? = nil, action: String = "read",
        purpose: String = "care", fields: [String] = ["glucose"], output: String = "raw",
        grant: RecordID? = nil
    ) -> Request {
        Request(
            asset: asset, subject: subject.map(TestConsortium.pseudonym), action: action,
            purpose: purpose, fields: fields, output: output, grant: grant,
            clientTime: TestConsortium.founded)
    }

    /// Opens a grant for hospital A to train on an asset for research.
    package static func grant(
        _ asset: RecordID, patient: String, holder: String, until: BlockTime, uses: UInt64,
        denied: [String] = [], fields: [String] = [], data: DataPeriod = .all,
        supersedes: RecordID? = nil
    ) -> TakeTransition {
        let holder = TestConsortium.id(holder)
        let user = TestConsortium.id("hospital-a")
        let patient = TestConsortium.pseudonym(patient)
        return TakeTransition(
            target: .new(
                NewRecord(
                    charter: "diabetes_consortium", type: "Grant",
                    fields: [
                        NamedField(name: "holder", value: .party(.member(holder))),
                        NamedField(name: "user", value: .party(.member(user))),
                        NamedField(name: "patient", value: .party(.subject(patient))),
                        NamedField(name: "purpose", value: .fact(.member("research"))),
                        NamedField(name: "until", value: .fact(.instant(Int64(until.value)))),
                        NamedField(name: "uses", value: .fact(.integer(Int64(uses)))),
                    ],
                    terms: GrantTerms(
                        assets: [asset], holder: holder, grantees: [user],
                        purposes: ["research"], actions: ["train"], fields: fields,
                        maximumLevel: 4, dataFrom: data.from, dataUntil: data.until,
                        notBefore: TestConsortium.founded, notAfter: until, maximumUses: uses,
                        deniedFields: denied, supersedes: supersedes))),
            transition: "open")
    }
}
