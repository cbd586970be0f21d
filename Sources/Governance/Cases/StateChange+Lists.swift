import CanonicalCoding
import LedgerTypes

/// Lists of what is open: a duty that fell off a list would be forgotten, so they have no bound;
/// what is done leaves them.
extension StateChange {
    mutating func enlist<Key>(
        _ id: RecordID, _ table: Table<Key, RecordList<RecordID>>, _ key: Key
    ) {
        var list = get(table, key) ?? RecordList()
        guard !list.elements.contains(id) else { return }
        list.elements.append(id)
        put(table, key, list)
    }

    mutating func strike<Key>(
        _ id: RecordID, _ table: Table<Key, RecordList<RecordID>>, _ key: Key
    ) {
        guard var list = get(table, key), list.elements.contains(id) else { return }
        list.elements.removeAll { $0 == id }
        if list.elements.isEmpty {
            delete(table, key)
        } else {
            put(table, key, list)
        }
    }
}

extension Tables {
    /// Cases that take ballots, in the order of opening.
    static let openCases = Table<Only, RecordList<RecordID>>("open-cases")
    /// Proposals that are not final, in the order of proposing.
    static let openProposals = Table<Only, RecordList<RecordID>>("open-proposals")
    /// Notices that are not discharged, by the member responsible.
    static let outstandingNotices = Table<MemberID, RecordList<RecordID>>("outstanding-notices")
    /// Every override of a subject, in the order of declaring.
    static let overrideHistory = Table<Pseudonym, RecordList<RecordID>>("override-history")
}
