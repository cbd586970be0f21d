import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

/// The state while a block is executed: reads as `StateReader`, and writes.
///
/// Writes of a transaction stay apart until `settle`, so that a refused one leaves no trace.
package struct StateChange: Sendable {
    /// The read-only view; `resolve` sees nothing else.
    package var reader: StateReader

    package init(_ state: LedgerState, height: Height, time: BlockTime) {
        reader = StateReader(state, height: height, time: time)
    }

    init(
        suite: CryptoSuite, chain: ChainID, base: StateMap, height: Height, time: BlockTime
    ) {
        reader = StateReader(suite: suite, chain: chain, base: base, height: height, time: time)
    }

    package var suite: CryptoSuite { reader.suite }
    package var height: Height { reader.height }
    package var time: BlockTime { reader.time }

    package mutating func get<Key, Record>(_ table: Table<Key, Record>, _ key: Key) -> Record? {
        reader.get(table, key)
    }

    package mutating func get<Record>(_ table: Table<Only, Record>) -> Record? {
        reader.get(table)
    }

    package mutating func has<Key, Record>(_ table: Table<Key, Record>, _ key: Key) -> Bool {
        reader.has(table, key)
    }

    package mutating func put<Key, Record>(
        _ table: Table<Key, Record>, _ key: Key, _ record: Record
    ) {
        reader.write(record.canonicalBytes, for: table.stateKey(key))
    }

    package mutating func put<Record>(_ table: Table<Only, Record>, _ record: Record) {
        put(table, Only(), record)
    }

    package mutating func delete<Key, Record>(_ table: Table<Key, Record>, _ key: Key) {
        reader.write(nil, for: table.stateKey(key))
    }

    /// Adds a value to the list of a key unless it is there; false where the list is full.
    @discardableResult
    package mutating func insert<Key, Element>(
        _ table: Table<Key, RecordList<Element>>, _ key: Key, _ element: Element
    ) -> Bool {
        var list = get(table, key) ?? RecordList()
        guard !list.elements.contains(element) else { return true }
        guard list.elements.count < GovernanceLimits.indexed else { return false }
        list.elements.append(element)
        put(table, key, list)
        return true
    }

    /// Keeps what was written since the last call.
    package mutating func settle() { reader.settle() }

    /// Drops what was written since the last `settle`.
    package mutating func discard() { reader.forget() }
}
