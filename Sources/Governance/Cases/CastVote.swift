import CanonicalCoding
import LedgerTypes

/// `ballot`: one seat's vote on a case, in person; or, where red lines are touched, the consent of
/// a member's seat, signed by its governance key without a person.
package struct CastVote: LedgerAction, Hashable {
    package static let kind = TransactionKind.ballot
    package let caseID: RecordID
    package let choice: BallotChoice

    package init(caseID: RecordID, choice: BallotChoice) {
        self.caseID = caseID
        self.choice = choice
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        caseID.encode(into: &writer)
        choice.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        caseID = try RecordID(from: &reader)
        choice = try BallotChoice(from: &reader)
        reader.endArray()
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        var facts = SigningFacts()
        facts.inPerson = call.staff != nil
        return facts
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Case {
        guard let found = reader.get(Tables.cases, caseID) else { throw .unknownCase }
        if let staff = call.staff {
            let person = StaffReference(member: call.member, staff: staff)
            return try CaseVoting.vote(
                CastBallot(person: person, choice: choice, time: reader.time, transaction: call.id),
                on: found, &reader)
        }
        return try consent(of: call.member, to: found, &reader)
    }

    private func consent(
        of member: MemberID, to found: Case, _ reader: inout StateReader
    ) throws(Refusal) -> Case {
        guard found.needsEverySeat, choice == .approve else { throw .seatConsentNotAsked }
        guard found.takesBallots(at: reader.time) else { throw .caseClosed }
        guard reader.seatSet.index(of: member) != nil else { throw .seatMissing }
        guard !found.seatConsents.contains(member) else { throw .votedAlready }
        var voted = found
        voted.seatConsents = (voted.seatConsents + [member]).sorted()
        return voted
    }

    package func apply(_ voted: Case, _ call: Call, _ change: inout StateChange) -> Verdict {
        CaseDocket.settle(voted, &change)
        return CaseVoting.verdict(caseID, &change)
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        reader.heads(ofCase: caseID)
    }
}

extension Case {
    /// Whether a ballot at a time still counts: before the deadline, or on an overdue review.
    package func takesBallots(at time: BlockTime) -> Bool {
        switch state {
        case .open: time < due || type == .override
        case .overdue: true
        default: false
        }
    }
}

/// What `ballot` and `review` have in common.
enum CaseVoting {
    static func vote(
        _ ballot: CastBallot, on found: Case, _ reader: inout StateReader
    ) throws(Refusal) -> Case {
        guard found.takesBallots(at: reader.time) else { throw .caseClosed }
        var voted = found
        voted.panel.complete(from: reader.bench, apartFrom: found.parties)
        guard !found.parties.contains(ballot.person.member) else { throw .partyToCase }
        guard voted.panel.seat(of: ballot.person) != nil else { throw .notOnPanel }
        guard !voted.panel.recused.contains(ballot.person) else { throw .recusedFromCase }
        guard !found.ballots.contains(where: { $0.person == ballot.person }) else {
            throw .votedAlready
        }
        voted.ballots = (voted.ballots + [ballot]).sorted { $0.person < $1.person }
        return voted
    }

    /// The receipt reports the case as it stands after the vote, and the decision that a ruling on
    /// an escalated request led to.
    static func verdict(_ id: RecordID, _ change: inout StateChange) -> Verdict {
        guard let after = change.get(Tables.cases, id) else { return .accepted }
        var writer = CanonicalWriter()
        writer.array(count: 3)
        id.encode(into: &writer)
        after.state.encode(into: &writer)
        writer.optional(change.get(Tables.rulingDecisions, id))
        return Verdict(.accepted, detail: writer.bytes)
    }
}

extension StateReader {
    /// The heads of the subject and the asset that a case concerns.
    mutating func heads(ofCase id: RecordID) -> [HeadID] {
        guard let found = get(Tables.cases, id) else { return [] }
        let own = Concerns.of(subject: found.subject, &self)
        if let asset = found.exemption?.asset
            ?? get(Tables.escalatedRequests, id)?.request.asset
        {
            return own + Concerns.of(asset: asset, &self)
        }
        // The review of a permit concerns whom the permit concerns.
        return own + (found.reference.map { ReleaseConcerns.of($0, &self) } ?? [])
    }
}
