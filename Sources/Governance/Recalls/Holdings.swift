import LedgerTypes

extension Tables {
    /// Permits on which something of a patient or data set was released, and whose right has not
    /// ended by a withdrawal, in the order of release.
    static let holdings = Listing<HeadID>("holdings", links: "holding")
}

/// What was released and is with its receivers, and what becomes of it once the right has ended.
enum Holdings {
    /// The patients and the data set of a request: each with a list of its own.
    static func heads(of permit: PermitRecord, _ reader: inout StateReader) -> [HeadID] {
        var heads: Set<HeadID> = []
        if let asset = permit.request.asset { heads.insert(.asset(asset)) }
        if let subject = permit.request.subject {
            heads.insert(.subject(subject))
        } else if let asset = permit.request.asset.flatMap({ reader.get(Tables.assets, $0) }) {
            for subject in asset.description.members.explicit { heads.insert(.subject(subject)) }
        }
        return heads.sorted()
    }

    /// Something was released on a permit, or arrived.
    static func add(_ id: RecordID, _ permit: PermitRecord, _ change: inout StateChange) {
        guard var recall = change.get(Tables.recalls, id) else {
            for head in heads(of: permit, &change.reader) {
                change.enlist(id, Tables.holdings, head)
            }
            return
        }
        // It arrived after it was said that it had not: it is owed an answer again.
        guard recall.state == .notReceived else { return }
        recall.state = change.time < recall.due ? .due : .overdue
        recall.answered = nil
        recall.answer = nil
        change.put(Tables.recalls, id, recall)
        change.enlist(id, Tables.openRecalls, recall.receiver)
    }

    /// The holder says that nothing of it left. What may arrive all the same stays listed: a
    /// withdrawal asks its receiver, who says that nothing came.
    static func withhold(_ id: RecordID, _ change: inout StateChange) {
        guard var recall = change.get(Tables.recalls, id), recall.state.isOpen else { return }
        recall.state = .notReceived
        recall.answered = change.time
        change.put(Tables.recalls, id, recall)
        change.strike(id, Tables.openRecalls, recall.receiver)
    }

    private static func strike(
        _ id: RecordID, _ permit: PermitRecord, _ change: inout StateChange
    ) {
        for head in heads(of: permit, &change.reader) {
            change.strike(id, Tables.holdings, head)
        }
    }

    /// The right to what was released on a permit has ended: its receiver owes an answer.
    static func recall(
        _ id: RecordID, _ permit: PermitRecord, because withdrawal: RecordID,
        _ occasion: RecallOccasion, _ change: inout StateChange
    ) {
        strike(id, permit, &change)
        guard !change.has(Tables.recalls, id) else { return }
        let due = change.time.adding(GovernanceLimits.recallAnswer) ?? change.time
        let recall = Recall(
            permit: id, receiver: permit.actor.principal, holder: permit.holder,
            withdrawal: withdrawal, occasion: occasion, created: change.time, due: due)
        change.put(Tables.recalls, id, recall)
        change.enlist(id, Tables.openRecalls, recall.receiver)
        for head in heads(of: permit, &change.reader) {
            change.enlist(id, Tables.recallsOfHead, head)
        }
        Schedule.add(DueItem(due: due, record: id, action: .recallDeadline), to: &change)
    }

    static func deadline(_ id: RecordID, _ change: inout StateChange) {
        guard var recall = change.get(Tables.recalls, id), recall.state == .due else { return }
        recall.state = .overdue
        change.put(Tables.recalls, id, recall)
    }
}
