import CanonicalCoding
import LedgerTypes
import Sealing

/// `licence`: an authority attests a person's licence, which renews an earlier one, or takes it back.
///
/// The member that enrols a person says what they do; that they may, somebody else says.
package struct AttestLicence: LedgerAction, Hashable {
    package static let kind = TransactionKind.licence
    package let content: Content

    package enum Content: Hashable, Sendable {
        case attest(Licence)
        case withdraw(StaffReference)
    }

    package init(_ content: Content) { self.content = content }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        switch content {
        case .attest(let licence):
            writer.unsigned(1)
            licence.encode(into: &writer)
        case .withdraw(let person):
            writer.unsigned(2)
            person.encode(into: &writer)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        switch try reader.unsigned() {
        case 1: content = .attest(try Licence(from: &reader))
        case 2: content = .withdraw(try StaffReference(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "licence")
        }
        reader.endArray()
    }

    package func validate() throws(Refusal) {
        if case .attest(let licence) = content { try licence.validate() }
    }

    /// Two sign where an authority overrules another, or gives back what was taken: one clerk would
    /// otherwise stop everybody, or undo it.
    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        var facts = SigningFacts()
        guard reader.isAuthority(call.member), let record = reader.get(Tables.licences, person)
        else { return facts }
        // Whatever another authority attested and that is in force or to come, wherever it stands.
        var standsElsewhere = false
        for span in record.spans
        where span.licence.authority != call.member && span.stands(at: reader.time)
            && reader.isAuthority(span.licence.authority)
        {
            standsElsewhere = true
        }
        switch content {
        case .attest:
            facts.overrulesAuthority = record.latest.licence.withdrawn != nil || standsElsewhere
        case .withdraw:
            facts.overrulesAuthority =
                standsElsewhere || record.latest.licence.authority != call.member
        }
        return facts
    }

    private var person: StaffReference {
        switch content {
        case .attest(let licence): licence.person
        case .withdraw(let person): person
        }
    }

    /// What is attested of the person afterwards.
    package func resolve(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> LicenceRecord {
        let before = reader.get(Tables.licences, person)
        switch content {
        case .attest(let licence):
            return try attested(licence, before, call, &reader)
        case .withdraw(let person):
            guard var record = before else { throw .licenceUnattested }
            guard reader.isAuthority(call.member), person.member != call.member else {
                throw .licenceAuthorityForeign
            }
            guard record.latest.licence.withdrawn == nil else { throw .licenceWithdrawn }
            record.withdraw(
                at: reader.time, LicenceWithdrawal(record: call.record, authority: call.member))
            return record
        }
    }

    private func attested(
        _ licence: Licence, _ before: LicenceRecord?, _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> LicenceRecord {
        guard licence.authority == call.member, reader.isAuthority(call.member) else {
            throw .licenceAuthorityForeign
        }
        try licence.requireOf(reader.get(Tables.staff, licence.person))
        guard licence.until > reader.time else { throw .licenceMalformed }
        guard var record = before else { return LicenceRecord(licence, attested: reader.time) }
        let latest = record.latest
        // There is one of a person: a nurse's would end the physician's without a word.
        guard
            latest.licence.kind == licence.kind || latest.licence.withdrawn != nil
                || latest.licence.until <= reader.time || latest.ended != nil
        else { throw .licenceOfOtherKind }
        record.add(licence, attested: reader.time)
        return record
    }

    package func apply(
        _ record: LicenceRecord, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        let before = change.get(Tables.licences, person)?.current(at: change.time).licence
        change.put(Tables.licences, person, record)
        let after = record.current(at: change.time).licence
        // Also where what is attested anew ends sooner: it takes back the rest.
        let isCut = before.map { $0.withdrawn == nil && after.until < $0.until } ?? false
        if record.latest.licence.withdrawn != nil || isCut {
            NoticeBoard.post(
                .governance, subject: nil, about: call.record, responsible: person.member,
                due: change.time.adding(GovernanceLimits.licenceNotice) ?? change.time, &change)
        }
        return .accepted
    }
}
