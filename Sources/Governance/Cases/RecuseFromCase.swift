import CanonicalCoding
import LedgerTypes

/// `recuse`: a committee member steps aside from a case, before voting.
package struct RecuseFromCase: LedgerAction, Hashable {
    package static let kind = TransactionKind.recuse
    package let caseID: RecordID

    package init(caseID: RecordID) { self.caseID = caseID }

    package func encode(into writer: inout CanonicalWriter) { caseID.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        caseID = try RecordID(from: &reader)
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Case {
        guard let staff = call.staff else { throw .staffMissing }
        let person = StaffReference(member: call.member, staff: staff)
        guard var found = reader.get(Tables.cases, caseID) else { throw .unknownCase }
        guard found.takesBallots(at: reader.time) else { throw .caseClosed }
        guard found.panel.seat(of: person) != nil else { throw .notOnPanel }
        guard !found.ballots.contains(where: { $0.person == person }) else { throw .votedAlready }
        guard found.panel.recuse(person) else { throw .recusedFromCase }
        found.panel.complete(from: reader.bench, apartFrom: found.parties)
        return found
    }

    package func apply(_ recused: Case, _ call: Call, _ change: inout StateChange) -> Verdict {
        CaseDocket.settle(recused, &change)
        return CaseVoting.verdict(caseID, &change)
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        reader.heads(ofCase: caseID)
    }
}
