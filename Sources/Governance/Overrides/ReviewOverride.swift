import CanonicalCoding
import LedgerTypes

/// `review`: a committee member's verdict on an override; a ballot on its case.
package struct ReviewOverride: LedgerAction, Hashable {
    package static let kind = TransactionKind.review
    package let override: RecordID
    package let verdict: OverrideVerdict

    package init(override: RecordID, verdict: OverrideVerdict) {
        self.override = override
        self.verdict = verdict
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        override.encode(into: &writer)
        verdict.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        override = try RecordID(from: &reader)
        verdict = try OverrideVerdict(from: &reader)
        reader.endArray()
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Case {
        guard let staff = call.staff else { throw .staffMissing }
        guard let found = reader.get(Tables.overrides, override),
            let review = reader.get(Tables.cases, found.reviewCase)
        else { throw .unknownOverride }
        return try CaseVoting.vote(
            CastBallot(
                person: StaffReference(member: call.member, staff: staff),
                choice: verdict == .justified ? .approve : .reject, time: reader.time,
                transaction: call.id),
            on: review, &reader)
    }

    package func apply(_ voted: Case, _ call: Call, _ change: inout StateChange) -> Verdict {
        CaseDocket.settle(voted, &change)
        return CaseVoting.verdict(voted.id, &change)
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        reader.heads(ofOverride: override)
    }
}
