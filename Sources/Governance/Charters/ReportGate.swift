import CanonicalCoding
import LedgerTypes
import Sealing

/// `report-gate`: a seat's node has computed the gate report of a charter and commits its digest.
package struct ReportGate: LedgerAction, Hashable {
    package static let kind = TransactionKind.reportGate
    package let proposal: RecordID
    package let report: Digest
    package let passes: Bool

    package init(proposal: RecordID, report: Digest, passes: Bool) {
        self.proposal = proposal
        self.report = report
        self.passes = passes
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        proposal.encode(into: &writer)
        report.encode(into: &writer)
        writer.flag(passes)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        proposal = try RecordID(from: &reader)
        report = try Digest(from: &reader)
        passes = try reader.flag(field: "passes")
        reader.endArray()
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> RuleProposal
    {
        guard var found = reader.get(Tables.proposals, proposal) else { throw .unknownProposal }
        guard found.state == .gate else { throw .proposalClosed }
        guard reader.seatSet.index(of: call.member) != nil else { throw .seatMissing }
        guard !found.reports.contains(where: { $0.member == call.member }) else {
            throw .gateReported
        }
        found.reports.append(
            GateReportRecord(
                member: call.member, report: report, passes: passes, time: reader.time))
        found.reports.sort { $0.member < $1.member }
        return found
    }

    package func apply(
        _ reported: RuleProposal, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        var reported = reported
        let seats = change.reader.seatSet
        switch GateStanding(
            reports: reported.reports, seats: seats.seats.map(\.member), quorum: seats.quorum)
        {
        case .open: break
        case .passed: CharterLifecycle.openBallot(&reported, openedBy: call.id, &change)
        case .failed: reported.state = .gateFailed
        }
        CharterLifecycle.save(reported, &change)
        return Verdict(.accepted, detail: reported.state.canonicalBytes)
    }
}
