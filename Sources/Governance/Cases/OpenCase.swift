import CanonicalCoding
import CharterLanguage
import LedgerTypes

/// `open-case`: a dispute, an application for an exemption, or an appeal. The host opens all other
/// cases itself.
package struct OpenCase: LedgerAction, Hashable {
    package static let kind = TransactionKind.openCase
    package let type: CaseType
    /// The record in dispute, or the case that is appealed.
    package let reference: RecordID?
    /// Parties besides those that follow from the matter, strictly ascending; each accepts being one
    /// by its signature. Whoever opens the case is a party in any event.
    package let parties: [MemberID]
    package let subject: Pseudonym?
    package let exemption: ExemptionScope?

    package init(
        type: CaseType, reference: RecordID? = nil, parties: [MemberID] = [],
        subject: Pseudonym? = nil, exemption: ExemptionScope? = nil
    ) {
        self.type = type
        self.reference = reference
        self.parties = parties.sorted()
        self.subject = subject
        self.exemption = exemption
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        type.encode(into: &writer)
        writer.optional(reference)
        writer.array(parties)
        writer.optional(subject)
        writer.optional(exemption)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        type = try CaseType(from: &reader)
        reference = try reader.optional()
        parties = try reader.array(upTo: GovernanceLimits.parties - 2)
        subject = try reader.optional()
        exemption = try reader.optional()
        reader.endArray()
    }

    package func validate() throws(Refusal) {
        for (left, right) in zip(parties, parties.dropFirst()) where left >= right {
            throw .caseMalformed
        }
        switch type {
        case .dispute: guard exemption == nil else { throw .caseMalformed }
        case .exemption:
            // Its matter is the member that asks and the asset: nothing else brings in parties.
            guard let exemption, exemption.purpose.map(Names.isWellFormed) ?? true,
                reference == nil, subject == nil
            else { throw .caseMalformed }
        case .appeal:
            guard reference != nil, exemption == nil, parties.isEmpty, subject == nil else {
                throw .caseMalformed
            }
        default: throw .caseMalformed
        }
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        var facts = SigningFacts()
        facts.inPerson = call.staff != nil
        return facts
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> [MemberID] {
        for member in parties where !reader.has(Tables.members, member) { throw .unknownMember }
        if let subject, !reader.has(Tables.subjects, subject) { throw .unknownSubject }
        var all = Set(matter(&reader) + [call.principal])
        let signers = Signers(call, &reader)
        for member in parties where !all.contains(member) {
            // Nobody takes a judge off the panel by naming the judge's member.
            guard try signers.speaks(for: member, &reader) else {
                throw .caseMalformed
            }
            all.insert(member)
        }
        switch type {
        case .dispute: try checkDispute(call, &reader)
        case .exemption: try checkExemption(call, &reader)
        case .appeal: all.formUnion(try checkAppeal(call, &reader))
        default: break
        }
        guard all.count <= GovernanceLimits.parties else { throw .tooMany }
        let parties = all.sorted()
        let panel = Panel.independent(of: parties, from: reader.bench)
        guard panel.isComplete else { throw .panelIncomplete }
        guard Self.stillOpen(of: call.principal, &reader).count < GovernanceLimits.openedCases
        else { throw .tooMany }
        return parties
    }

    /// The members whose matter it is, by what the case names.
    private func matter(_ reader: inout StateReader) -> [MemberID] {
        var members = reference.map { CaseMatter.members(of: $0, &reader) } ?? []
        if let subject, let holder = reader.get(Tables.subjects, subject)?.holder {
            members.append(holder)
        }
        if let asset = exemption?.asset {
            members += CaseMatter.members(of: asset, &reader)
        }
        return members
    }

    /// Cases that a member opened and that still take ballots.
    private static func stillOpen(
        of member: MemberID, _ reader: inout StateReader
    ) -> [RecordID] {
        var open: [RecordID] = []
        for id in reader.get(Tables.openedCases, member)?.elements ?? []
        where reader.get(Tables.cases, id)?.takesBallots(at: reader.time) ?? false {
            open.append(id)
        }
        return open
    }

    /// A dispute names what concerns its opener: nobody makes a member a party to a matter of which
    /// they have no part. Regulators and courts take up any.
    private func checkDispute(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        switch reader.get(Tables.members, call.principal)?.kind {
        case .regulator, .court: return
        default: break
        }
        let record = reference.map { CaseMatter.members(of: $0, &reader) } ?? []
        guard record.isEmpty || record.contains(call.principal) else { throw .disputeUnrelated }
        guard let subject, let holder = reader.get(Tables.subjects, subject)?.holder,
            holder != call.principal
        else { return }
        // A case lets the committee read the patient's records: of somebody else's patient only where
        // the matter is about that patient, not only about their holder.
        let patients = reference.map { CaseMatter.patients(of: $0, &reader) } ?? []
        guard record.contains(holder), patients.contains(subject) else { throw .disputeUnrelated }
    }

    private func checkExemption(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        guard let scope = exemption else { throw .caseMalformed }
        guard scope.user == call.principal else { throw .notParty }
        try WaivableRule.require(end: scope.until.signed, at: reader.time)
        guard let charter = reader.activeCharter(named: scope.rule.charter),
            charter.version == scope.rule.version
        else { throw .unknownRule }
        try WaivableRule.require(scope.rule.rule.utf8, in: charter)
    }

    private func checkAppeal(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> [MemberID] {
        guard let id = reference, let earlier = reader.get(Tables.cases, id) else {
            throw .unknownCase
        }
        switch earlier.type {
        case .dispute, .exemption, .escalation, .override: break
        default: throw .notAppealable
        }
        guard [.approved, .rejected, .lapsed].contains(earlier.state), let ruled = earlier.ruled,
            let end = ruled.adding(GovernanceLimits.appealPeriod), reader.time < end
        else { throw .notAppealable }
        guard earlier.parties.contains(call.principal) else { throw .notParty }
        guard !earlier.isInFavour(of: call.principal) else { throw .appealByWinner }
        guard !reader.has(Tables.appeals, id) else { throw .appealedAlready }
        return earlier.parties
    }

    package func apply(
        _ parties: [MemberID], _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        let earlier = type == .appeal ? reference.flatMap { change.get(Tables.cases, $0) } : nil
        let opened = CaseDocket.open(
            type, about: reference, openedBy: call.id,
            opener: call.staff.map { StaffReference(member: call.member, staff: $0) },
            applicant: call.principal, parties: parties, subject: subject ?? earlier?.subject,
            due: change.time.adding(GovernanceLimits.casePeriod) ?? change.time,
            exemption: exemption, &change)
        if let earlier { change.put(Tables.appeals, earlier.id, opened.id) }
        let open = Self.stillOpen(of: call.principal, &change.reader)
        change.put(Tables.openedCases, call.principal, RecordList(open + [opened.id]))
        return Verdict(.accepted, detail: opened.id.canonicalBytes)
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        Concerns.of(subject: subject, &reader) + Concerns.of(asset: exemption?.asset, &reader)
            + (type == .appeal ? reference.map { reader.heads(ofCase: $0) } ?? [] : [])
    }
}
