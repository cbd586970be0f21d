import CanonicalCoding
import LedgerTypes

/// What an account has used of a day.
package struct QuotaUse: Hashable, Sendable, CanonicalCodable {
    /// Days of China time since 1970.
    package let day: UInt64
    package internal(set) var entries: UInt64 = 0
    package internal(set) var bytes: UInt64 = 0

    init(day: UInt64) { self.day = day }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.unsigned(day)
        writer.unsigned(entries)
        writer.unsigned(bytes)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        day = try reader.unsigned()
        entries = try reader.unsigned()
        bytes = try reader.unsigned()
        reader.endArray()
    }
}

/// Entries and bytes that an account may add in a day of block time, so that no key fills the chain.
///
/// Admission asks for room on the state before a block, so that whoever has none gets into no block.
/// Within a block each entry is counted, and what goes beyond is refused there.
package enum Quota {
    private static let dayMilliseconds: UInt64 = 86_400_000
    /// Days begin at midnight in China.
    private static let zoneMilliseconds: UInt64 = 8 * 3_600_000

    static func day(of time: BlockTime) -> UInt64 {
        (time.value + zoneMilliseconds) / dayMilliseconds
    }

    /// When what was used at a time is free again.
    package static func freed(after time: BlockTime) -> BlockTime {
        BlockTime((day(of: time) + 1) * dayMilliseconds - zoneMilliseconds)
    }

    /// What counts at a time of what is recorded.
    static func use(_ recorded: QuotaUse?, at time: BlockTime) -> QuotaUse {
        let day = day(of: time)
        return recorded.flatMap { $0.day == day ? $0 : nil } ?? QuotaUse(day: day)
    }

    static func hasRoom(
        _ use: QuotaUse, _ account: QuotaAccount, _ parameters: ChainParameters
    ) -> Bool {
        let quota = account.quota(parameters)
        return use.entries < quota.entries && use.bytes < quota.bytes
    }

    /// Refuses at admission what the account has no room for.
    static func requireRoom(
        _ account: QuotaAccount, _ state: LedgerState, now: BlockTime
    ) throws(Refusal) {
        let use = use(state.get(Tables.quotaUses, account), at: now)
        guard hasRoom(use, account, state.parameters) else { throw .quotaUsed }
    }

    /// Counts an entry, whatever comes of it; false where there is no room for it.
    static func charge(
        _ account: QuotaAccount, bytes: Int, _ change: inout StateChange
    ) -> Bool {
        var use = use(change.get(Tables.quotaUses, account), at: change.time)
        guard hasRoom(use, account, change.reader.parameters) else { return false }
        use.entries += 1
        use.bytes += UInt64(bytes)
        change.put(Tables.quotaUses, account, use)
        return true
    }
}

extension Tables {
    package static let quotaUses = Table<QuotaAccount, QuotaUse>("quota")
}

extension StateReader {
    // INVARIANT: genesis writes them, and nothing deletes them.
    var parameters: ChainParameters {
        mutating get {
            guard let found = get(Tables.parameters) else {
                preconditionFailure("the state has no parameters")
            }
            return found
        }
    }
}
