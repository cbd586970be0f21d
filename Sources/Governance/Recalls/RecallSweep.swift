import CanonicalCoding
import LedgerTypes
import Sealing

/// A search through what was released of one patient or data set for what a withdrawal ended.
///
/// A block looks at `GovernanceLimits.recallStep` permits of it; the rest waits for the next block.
struct RecallSweep: Hashable, Sendable, CanonicalCodable {
    /// The consent, refusal or grant.
    let withdrawal: RecordID
    let occasion: RecallOccasion
    /// Whether all that it touches is meant, not only what it covers as a whole.
    let isWide: Bool
    let head: HeadID
    /// The permit that was looked at last; nil at the beginning.
    var last: RecordID?

    init(withdrawal: RecordID, occasion: RecallOccasion, isWide: Bool, head: HeadID) {
        self.withdrawal = withdrawal
        self.occasion = occasion
        self.isWide = isWide
        self.head = head
        last = nil
    }

    private static let domain = DigestDomain("tally/recall-sweep/v1")

    /// Its name, which follows from what is withdrawn and where is searched.
    func id(_ suite: CryptoSuite) -> RecordID {
        var writer = CanonicalWriter()
        writer.array(count: 3)
        withdrawal.encode(into: &writer)
        occasion.encode(into: &writer)
        head.encode(into: &writer)
        return RecordID(suite.digest(Self.domain, writer.bytes))
    }

    func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        withdrawal.encode(into: &writer)
        occasion.encode(into: &writer)
        writer.flag(isWide)
        head.encode(into: &writer)
        writer.optional(last)
    }

    init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        withdrawal = try RecordID(from: &reader)
        occasion = try RecallOccasion(from: &reader)
        isWide = try reader.flag(field: "is wide")
        head = try HeadID(from: &reader)
        last = try reader.optional()
        reader.endArray()
    }
}

extension Tables {
    static let recallSweeps = Table<RecordID, RecallSweep>("recall-sweep")
}

/// Looks for whom a withdrawal reaches.
enum Recalling {
    // MARK: what begins it

    /// A permission ended, or a refusal began.
    ///
    /// - Parameter inOwnHand: whether the patient's own key says so: then it binds what others
    ///   attested, too.
    static func consent(
        _ consent: Consent, _ occasion: RecallOccasion, inOwnHand: Bool,
        _ change: inout StateChange
    ) {
        let heads: [HeadID] =
            switch consent.terms.about {
            // A word under one name binds all names of the patient.
            case .subject(let subject): change.reader.names(of: subject).map(HeadID.subject)
            case .cohort(let asset): [.asset(asset)]
            }
        let isWide = inOwnHand || !consent.terms.permits
        let begin = occasion == .refused ? consent.terms.scope.notBefore : change.time
        start(consent.id, occasion, isWide: isWide, at: heads, from: begin, &change)
    }

    /// A grant is another than it was: it gives no more, or denies something.
    static func grant(
        _ grant: DeclaredRecord, _ occasion: RecallOccasion, _ change: inout StateChange
    ) {
        guard let terms = grant.terms else { return }
        // A grant about patients binds under all their names; the data sets of others list the patients.
        let heads =
            terms.assets.isEmpty
            ? change.reader.names(of: terms.subjects).map(HeadID.subject)
            : terms.assets.map(HeadID.asset)
        start(
            grant.id, occasion, isWide: false, at: heads,
            from: occasion == .refused ? terms.notBefore : change.time, &change)
    }

    /// The ruling on which a permit rested was turned round.
    ///
    /// - Parameter ruling: the case that had ruled.
    static func clearance(
        _ ruling: RecordID, _ permit: PermitRecord, of id: RecordID, _ change: inout StateChange
    ) {
        guard !isStillPermitted(permit, decided(permit, &change.reader)) else { return }
        Holdings.recall(id, permit, because: ruling, .revoked, &change)
    }

    private static func start(
        _ withdrawal: RecordID, _ occasion: RecallOccasion, isWide: Bool, at heads: [HeadID],
        from begin: BlockTime, _ change: inout StateChange
    ) {
        // One search begins at once; a patient of several names, or a grant of several, waits.
        var isBegun = false
        for head in heads {
            let sweep = RecallSweep(
                withdrawal: withdrawal, occasion: occasion, isWide: isWide, head: head)
            if begin > change.time {
                wait(sweep, until: begin, &change)
            } else if change.has(Tables.holdings.ends, head) {
                isBegun ? wait(sweep, until: change.time, &change) : step(sweep, &change)
                isBegun = true
            }
        }
    }

    private static func wait(
        _ sweep: RecallSweep, until time: BlockTime, _ change: inout StateChange
    ) {
        let id = sweep.id(change.suite)
        change.put(Tables.recallSweeps, id, sweep)
        Schedule.add(DueItem(due: time, record: id, action: .recallSweep), to: &change)
    }

    // MARK: one step

    /// Goes on with a search at a due time.
    static func goOn(_ id: RecordID, _ change: inout StateChange) {
        guard let sweep = change.get(Tables.recallSweeps, id) else { return }
        change.delete(Tables.recallSweeps, id)
        step(sweep, &change)
    }

    /// Looks at the next permits; what is left is looked at in the next block.
    private static func step(_ sweep: RecallSweep, _ change: inout StateChange) {
        var sweep = sweep
        var next = first(sweep, &change)
        for _ in 0..<GovernanceLimits.recallStep {
            guard let id = next else { return }
            // Before it may leave the list.
            next = after(id, sweep.head, &change)
            sweep.last = id
            guard let permit = change.get(Tables.permits, id),
                hasEnded(permit, by: sweep, &change.reader)
            else { continue }
            Holdings.recall(id, permit, because: sweep.withdrawal, sweep.occasion, &change)
            sweep.last = before(next, sweep.head, &change)
        }
        if next != nil { wait(sweep, until: change.time, &change) }
    }

    /// The permit to look at first: behind the last one, or the first of all where that left the list
    /// meanwhile.
    private static func first(_ sweep: RecallSweep, _ change: inout StateChange) -> RecordID? {
        if let last = sweep.last,
            let link = change.get(
                Tables.holdings.links, ListPlace(parent: sweep.head, id: last))
        {
            return link.after
        }
        return change.get(Tables.holdings.ends, sweep.head)?.first
    }

    private static func after(
        _ id: RecordID, _ head: HeadID, _ change: inout StateChange
    ) -> RecordID? {
        change.get(Tables.holdings.links, ListPlace(parent: head, id: id))?.after
    }

    private static func before(
        _ id: RecordID?, _ head: HeadID, _ change: inout StateChange
    ) -> RecordID? {
        id.flatMap {
            change.get(Tables.holdings.links, ListPlace(parent: head, id: $0))?.before
        }
    }

    // MARK: what has ended

    /// Whether the use of a permit was the withdrawal's, and nothing else permits all of it now.
    private static func hasEnded(
        _ permit: PermitRecord, by sweep: RecallSweep, _ reader: inout StateReader
    ) -> Bool {
        if let consent = reader.get(Tables.consents, sweep.withdrawal) {
            return hasEnded(permit, by: consent, sweep, &reader)
        }
        guard let terms = reader.get(Tables.records, sweep.withdrawal)?.terms,
            terms.mayHaveGiven(
                permit.request, to: permit.actor.principal, isDenial: sweep.occasion == .refused)
        else { return false }
        let now = decided(permit, &reader)
        guard let grant = now?.scene.grant, grant.isActive else {
            return !isStillPermitted(permit, now)
        }
        // Something else than the grants stops it.
        return !grant.periods.covers(permit.reach)
            && !isStillPermitted(permit, now)
    }

    private static func hasEnded(
        _ permit: PermitRecord, by consent: Consent, _ sweep: RecallSweep,
        _ reader: inout StateReader
    ) -> Bool {
        let scope = consent.terms.scope
        // A refusal that was taken back before its search came here refuses nothing.
        guard sweep.occasion != .refused || consent.state == .active,
            scope.mayHaveReached(
                permit.request, by: permit.actor.principal, isWide: sweep.isWide)
        else { return false }
        guard let now = decided(permit, &reader) else { return true }
        guard scope.sharesCategories(with: now.scene.use) else { return false }
        guard now.scene.consent == .valid else { return !isStillPermitted(permit, now) }
        // Something else than the consents stops it.
        return !now.scene.consentPeriods.all.covers(permit.reach)
            && !isStillPermitted(permit, now)
    }

    /// Whether what was decided now permits all that a permit gave, the times of the data too.
    private static func isStillPermitted(
        _ permit: PermitRecord, _ now: Deciding.Result?
    ) -> Bool {
        guard let decision = now?.decision, decision.outcome == .permit else { return false }
        return (decision.dataLimit ?? .all).covers(permit.reach)
    }

    /// The request as it is decided now, whoever is in office; nil where what it names is gone.
    private static func decided(
        _ permit: PermitRecord, _ reader: inout StateReader
    ) -> Deciding.Result? {
        do throws(Refusal) {
            return try Deciding.decide(
                permit.request, by: permit.actor, counted: permit.countedGrant, &reader)
        } catch {
            return nil
        }
    }
}

extension PermitRecord {
    /// The times of the data that were given.
    fileprivate var reach: DataPeriods { dataLimit ?? .all }
}

// The labels of the data at the time are not known any more: what they are labelled today, be it a
// higher level, takes nothing from what was given then.
extension ConsentScope {
    /// Whether it names a use: as a whole, or where `isWide` some part of it. Labels apart.
    fileprivate func mayHaveReached(
        _ request: Request, by receiver: MemberID, isWide: Bool
    ) -> Bool {
        guard purposes.contains(request.purpose),
            audiences.isEmpty || audiences.contains(receiver),
            actions.isEmpty || actions.contains(request.action)
        else { return false }
        guard !fields.isEmpty else { return true }
        return isWide
            ? request.fields.contains(where: fields.contains)
            : request.fields.allSatisfy(fields.contains)
    }

    /// Whether some of the data may be of its categories.
    fileprivate func sharesCategories(with use: RequestedUse) -> Bool {
        categories.isEmpty || use.labels.hasUnknown
            || use.labels.categories.contains(where: categories.contains)
    }
}

extension GrantTerms {
    /// Whether it gave a use, or denies a field of it; labels apart.
    fileprivate func mayHaveGiven(
        _ request: Request, to receiver: MemberID, isDenial: Bool
    ) -> Bool {
        guard grantees.contains(receiver), purposes.contains(request.purpose),
            actions.contains(request.action)
        else { return false }
        if isDenial { return request.fields.contains(where: deniedFields.contains) }
        return fields.isEmpty || request.fields.allSatisfy(fields.contains)
    }
}
