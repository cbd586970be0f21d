import CharterLanguage
import LedgerTypes

/// Storing of declared records, their indexes and their timeouts.
enum RecordRegister {
    static func concerns(_ terms: GrantTerms?, _ reader: inout StateReader) -> [HeadID] {
        guard let terms else { return [] }
        let heads = Concerns.of(assets: terms.assets, subjects: terms.subjects, &reader)
        // A refused grant may name too many; its first ones are as many as an entry can link.
        return Array(Set(heads).sorted().prefix(LedgerTypes.Limits.maximumHeadLinks))
    }

    /// Lists a new record where deciding looks for it, and schedules its timeouts.
    static func index(_ record: DeclaredRecord, _ change: inout StateChange) {
        var dues: [BlockTime] = []
        for case .instant(let instant) in record.fields where instant >= 0 {
            dues.append(BlockTime(UInt64(instant)))
        }
        if let terms = record.terms {
            dues.append(terms.notAfter)
            for asset in terms.assets { change.insert(Tables.grantsOfAsset, asset, record.id) }
            for subject in terms.subjects {
                change.insert(Tables.grantsOfSubject, subject, record.id)
            }
        } else if record.type == WaiverRecord.recordType {
            WaiverRecord.list(record, &change)
        }
        for due in Set(dues).sorted() where due > change.time {
            Schedule.add(
                DueItem(due: due, record: record.id, action: .recordTimeout), to: &change)
        }
    }

    /// Writes a record; a grant that becomes active replaces what it supersedes.
    static func store(_ record: DeclaredRecord, _ change: inout StateChange) {
        change.put(Tables.records, record.id, record)
        guard record.isActiveGrant, let id = record.terms?.supersedes,
            var earlier = change.get(Tables.records, id), earlier.supersededBy == nil
        else { return }
        earlier.supersededBy = record.id
        change.put(Tables.records, id, earlier)
    }

    /// Calls back what was released on a grant that a step ended, or that the new one replaces, and
    /// what a new one denies. A grant whose time is over recalls nothing.
    static func recall(
        _ record: DeclaredRecord, before: DeclaredRecord?, _ change: inout StateChange
    ) {
        if before?.isActiveGrant ?? false, !record.isActiveGrant {
            Recalling.grant(record, .revoked, &change)
        }
        begin(record, before: before, &change)
    }

    /// Calls back what a grant that became active replaces, and what it denies.
    private static func begin(
        _ record: DeclaredRecord, before: DeclaredRecord?, _ change: inout StateChange
    ) {
        guard !(before?.isActiveGrant ?? false), record.isActiveGrant, let terms = record.terms
        else { return }
        if let id = terms.supersedes, let earlier = change.get(Tables.records, id),
            earlier.supersededBy == record.id
        {
            Recalling.grant(earlier, .superseded, &change)
        }
        if !terms.deniedFields.isEmpty { Recalling.grant(record, .refused, &change) }
    }

    /// At a due time: the steps that the charter lets the host take, each state at most once.
    static func timeout(_ id: RecordID, _ change: inout StateChange) {
        guard let before = change.get(Tables.records, id) else { return }
        var record = before
        let checked = change.reader.checked(
            record.charter.digest, vocabulary: record.charter.vocabulary
        ).checked
        guard let type = checked.record(named: record.type) else { return }
        for _ in type.states {
            let timeout = try? checked.dueTimeout(
                of: record.type, in: record.state, fields: record.fields(of: type),
                now: change.time.signed)
            guard let timeout else { break }
            record.state = timeout.edge.to
        }
        store(record, &change)
        // A grant that a timeout ends has had its time.
        begin(record, before: before, &change)
    }
}

/// A waiver as a charter declares it: a rule's name and an end.
enum WaiverRecord {
    static let recordType = "Waiver"
    static let activeState = "active"

    /// What holds for an exemption by a case holds for a record: the rule is there and may be waived,
    /// and the waiver ends within 90 days.
    static func check(
        _ waiver: DeclaredRecord, _ type: RecordType, _ charter: Charter, _ now: BlockTime
    ) throws(Refusal) {
        guard let name = waiver.ruleName(type) else { throw .unknownRule }
        try WaivableRule.require(name, in: charter)
        var ends: [Int64] = []
        for case .instant(let until) in waiver.fields { ends.append(until) }
        guard let end = ends.min() else { throw .waiverTooLong }
        try WaivableRule.require(end: end, at: now)
    }

    /// Those of a charter that are not over: what has ended takes up no room.
    private static func live(_ charter: String, _ reader: inout StateReader) -> [RecordID] {
        let listed = reader.get(Tables.waiverRecords, charter)?.elements ?? []
        return listed.filter { id in
            reader.get(Tables.records, id).map { isInTime($0, reader.time) } ?? false
        }
    }

    /// Refuses a record that deciding would not look for.
    static func requireRoom(_ charter: String, _ reader: inout StateReader) throws(Refusal) {
        guard live(charter, &reader).count < GovernanceLimits.indexed else { throw .tooMany }
    }

    static func list(_ record: DeclaredRecord, _ change: inout StateChange) {
        let ids = live(record.charter.id, &change.reader) + [record.id]
        change.put(Tables.waiverRecords, record.charter.id, RecordList(ids))
    }

    /// Ids of the rules of a charter version that active waiver records lift now for a member;
    /// ascending. A record that names a party lifts nothing for others.
    static func rules(
        _ charter: CharterInForce, for user: MemberID, _ reader: inout StateReader
    ) -> [String] {
        let id = charter.checked.charter.id
        guard let type = charter.checked.record(named: recordType),
            let list = reader.get(Tables.waiverRecords, id)
        else { return [] }
        var names: [String] = []
        for record in list.elements {
            guard let waiver = reader.get(Tables.records, record), waiver.state == activeState,
                waiver.charter.digest == charter.digest,
                let bytes = waiver.ruleName(type), isInTime(waiver, reader.time)
            else { continue }
            let users = waiver.partyMembers(type, &reader)
            guard users.isEmpty || users.contains(user) else { continue }
            let name = String(decoding: bytes, as: UTF8.self)
            if !names.contains(name) { names.append(name) }
        }
        return Names.sorted(names)
    }

    private static func isInTime(_ waiver: DeclaredRecord, _ now: BlockTime) -> Bool {
        waiver.fields.allSatisfy {
            if case .instant(let until) = $0 { now.signed < until } else { true }
        }
    }
}

extension DeclaredRecord {
    /// The bytes of the rule's id that its first field of that kind has; nil without one.
    fileprivate func ruleName(_ type: RecordType) -> [UInt8]? {
        guard let at = type.fields.firstIndex(where: { $0.type == .ruleName }),
            case .opaque(let bytes) = fields[at]
        else { return nil }
        return bytes.bytes
    }
}
