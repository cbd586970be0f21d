import CanonicalCoding
import LedgerTypes
import Sealing

/// One seat's word on a proposal: the digest of the report that its own node computed.
package struct GateReportRecord: Hashable, Sendable, CanonicalCodable {
    package let member: MemberID
    package let report: Digest
    package let passes: Bool
    package let time: BlockTime

    package init(member: MemberID, report: Digest, passes: Bool, time: BlockTime) {
        self.member = member
        self.report = report
        self.passes = passes
        self.time = time
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        member.encode(into: &writer)
        report.encode(into: &writer)
        writer.flag(passes)
        time.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        member = try MemberID(from: &reader)
        report = try Digest(from: &reader)
        passes = try reader.flag(field: "passes")
        time = try BlockTime(from: &reader)
        reader.endArray()
    }
}

/// Whether the seats agree on one passing report.
package enum GateStanding: Hashable, Sendable {
    case open
    case passed(Digest)
    /// No digest can still reach a quorum of passing reports.
    case failed

    /// Counts one report a seat. Source: docs/reference/charter-language.md, "The gate".
    package init(reports: [GateReportRecord], seats: [MemberID], quorum: Int) {
        let counted = reports.filter { seats.contains($0.member) }
        var best = 0
        for candidate in counted where candidate.passes {
            let same = counted.count { $0.passes && $0.report == candidate.report }
            if same >= quorum {
                self = .passed(candidate.report)
                return
            }
            best = max(best, same)
        }
        let outstanding = seats.count - counted.count
        self = best + outstanding < quorum ? .failed : .open
    }
}
