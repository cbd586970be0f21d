import CanonicalCoding
import LedgerTypes
import Sealing

/// A waiver in force: what a ruling on an exemption leaves behind.
package struct Waiver: Hashable, Sendable, CanonicalCodable {
    package let caseID: RecordID
    package let scope: ExemptionScope

    package init(caseID: RecordID, scope: ExemptionScope) {
        self.caseID = caseID
        self.scope = scope
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        caseID.encode(into: &writer)
        scope.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        caseID = try RecordID(from: &reader)
        scope = try ExemptionScope(from: &reader)
        reader.endArray()
    }
}

extension Tables {
    package static let cases = Table<RecordID, Case>("case")
    /// Cases that a member opened, without those that were closed when it last opened one.
    static let openedCases = Table<MemberID, RecordList<RecordID>>("opened-cases")
    /// The appeal of a case, by the case.
    package static let appeals = Table<RecordID, RecordID>("appeal")
    package static let escalatedRequests = Table<RecordID, EscalatedRequest>("escalated-request")
    /// What a ruling on an escalated request led to, by the case.
    package static let rulingDecisions = Table<RecordID, Decision>("ruling-decision")
    /// Waivers by the member that may use them.
    package static let waivers = Table<MemberID, RecordList<Waiver>>("waiver")
    /// Rulings on escalated requests, by the digest of what was asked.
    package static let clearances = Table<Digest, Clearance>("clearance")
}

extension StateReader {
    /// Committee seats and substitutes whose term runs and whose person is in office.
    var bench: CommitteeBench {
        mutating get {
            let committee = committee
            var sitting: Set<StaffReference> = []
            for seat in committee.everybody {
                let isInOffice =
                    (try? Signers.isInOffice(seat.person, [.committee], &self)) ?? false
                if isInOffice { sitting.insert(seat.person) }
            }
            let now = time
            return CommitteeBench(committee) { $0.until > now && sitting.contains($0.person) }
        }
    }

    /// Ids of the rules of one charter version that a waiver lifts for this use; ascending.
    ///
    /// A waiver of another version of the charter lifts nothing.
    package mutating func waivedRules(
        charter: String, version: UInt64, user: MemberID, asset: RecordID?, purpose: String
    ) -> [String] {
        let scopes = (get(Tables.waivers, user)?.elements ?? []).map(\.scope)
        let rules = scopes.filter {
            $0.rule.isOf(charter: charter, version: version)
                && $0.covers(user: user, asset: asset, purpose: purpose, at: time)
        }.map(\.rule.rule)
        return Set(rules).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Ids of the rules of one charter version whose escalation a ruling has satisfied for this
    /// request; ascending.
    package mutating func clearedRules(
        charter: String, version: UInt64, content: Digest
    ) -> [String] {
        guard let clearance = get(Tables.clearances, content), clearance.isInForce(at: time) else {
            return []
        }
        let rules = clearance.rules.filter { $0.isOf(charter: charter, version: version) }
            .map(\.rule)
        return Set(rules).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

extension RuleKey {
    func isOf(charter: String, version: UInt64) -> Bool {
        self.charter.utf8.elementsEqual(charter.utf8) && self.version == version
    }
}
