import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

/// What a transaction may see: the state before it, at its block's height and time.
///
/// It remembers what was read, so that a receipt can say what an outcome rested on.
package struct StateReader: Sendable {
    package let suite: CryptoSuite
    package let chain: ChainID
    /// Height of the block that is executed; for read-only use, of the next one.
    package private(set) var height: Height
    /// Time of that block.
    package private(set) var time: BlockTime
    /// Root of the state before the block.
    package let baseRoot: Digest
    /// Charters that were checked already, by digest.
    package var rules: RuleBook

    private let base: StateMap
    // Writes of earlier transactions of the block, and of this one.
    private var settled: [StateKey: [UInt8]?] = [:]
    private var pending: [StateKey: [UInt8]?] = [:]
    private var reads: [StateKey: [UInt8]?] = [:]
    /// What was read and written since the last `settle` or `forget`.
    private(set) var use = StateUse()
    /// What was read and written before that.
    package private(set) var settledUse = StateUse()

    /// Opens the state for a block of the given height and time.
    package init(_ state: LedgerState, height: Height, time: BlockTime) {
        suite = state.suite
        chain = state.chain
        self.height = height
        self.time = time
        baseRoot = state.map.root
        rules = state.rules
        base = state.map
    }

    /// Opens a bare map: genesis has no state before it.
    init(
        suite: CryptoSuite, chain: ChainID, base: StateMap, height: Height, time: BlockTime
    ) {
        self.suite = suite
        self.chain = chain
        self.height = height
        self.time = time
        baseRoot = base.root
        rules = RuleBook()
        self.base = base
    }

    /// The record of a key, or nil.
    package mutating func get<Key, Record>(_ table: Table<Key, Record>, _ key: Key) -> Record? {
        value(for: table.stateKey(key)).map(table.record)
    }

    package mutating func has<Key, Record>(_ table: Table<Key, Record>, _ key: Key) -> Bool {
        value(for: table.stateKey(key)) != nil
    }

    package mutating func get<Record>(_ table: Table<Only, Record>) -> Record? {
        get(table, Only())
    }

    /// The bytes of a key in the state map, or nil.
    package mutating func value(for key: [UInt8]) -> [UInt8]? {
        let name = StateKey(key)
        if let known = pending[name] { return known }
        if let known = reads[name] { return known }
        let found = settled[name] ?? base.value(for: key)
        reads[name] = .some(found)
        use.add(found)
        return found
    }

    /// Goes on with the next block on top of what was settled; tests of rules need no headers.
    mutating func move(to height: Height, time: BlockTime) {
        precondition(pending.isEmpty, "writes of a transaction are not settled")
        self.height = height
        self.time = time
    }

    /// The record of a key, left out of what a receipt says was read.
    ///
    /// Only for content that is named by its digest and cached: whether a node has it in its cache
    /// must not show in a receipt.
    func unrecorded<Key, Record>(_ table: Table<Key, Record>, _ key: Key) -> Record? {
        let bytes = table.stateKey(key)
        let name = StateKey(bytes)
        let found = pending[name] ?? settled[name] ?? base.value(for: bytes)
        return found.map(table.record)
    }

    mutating func write(_ value: [UInt8]?, for key: [UInt8]) {
        pending[StateKey(key)] = .some(value)
        use.add(value)
    }

    /// Keeps the writes since the last call for the rest of the block.
    mutating func settle() {
        settled.merge(pending) { $1 }
        forget()
    }

    /// Drops the writes and the memory of reads since the last `settle`.
    mutating func forget() {
        pending.removeAll(keepingCapacity: true)
        reads.removeAll(keepingCapacity: true)
        settledUse.add(use)
        use = StateUse()
    }

    private static let readsDomain = DigestDomain("tally/reads/v1")
    private static let writesDomain = DigestDomain("tally/writes/v1")

    /// Digest of [key, digest of its value or none] of all reads, by key.
    package var readsDigest: Digest { digest(reads, domain: Self.readsDomain) }

    /// Digest of [key, digest of its value or none] of all writes, by key.
    package var writesDigest: Digest { digest(pending, domain: Self.writesDomain) }

    private func digest(_ values: [StateKey: [UInt8]?], domain: DigestDomain) -> Digest {
        let ordered = values.sorted { $0.key < $1.key }
        var writer = CanonicalWriter()
        writer.array(count: ordered.count)
        for (key, value) in ordered {
            writer.array(count: 2)
            writer.byteString(key.bytes)
            writer.optional(value.map { suite.hash($0) })
        }
        return suite.digest(domain, writer.bytes)
    }

    func hasSettled(_ key: [UInt8]) -> Bool { settled[StateKey(key)] != nil }

    /// All writes that were settled, ascending by key.
    package var settledWrites: [StateWrite] {
        settled.sorted { $0.key < $1.key }
            .map { StateWrite(key: $0.key.bytes, value: $0.value) }
    }
}

/// How much of the state was read and written: the same in every process.
package struct StateUse: Hashable, Sendable {
    /// Keys that were read for the first time, and writes.
    package internal(set) var keys = 0
    /// Bytes of their values.
    package internal(set) var bytes = 0

    mutating func add(_ value: [UInt8]?) {
        keys += 1
        bytes += value?.count ?? 0
    }

    mutating func add(_ other: StateUse) {
        keys += other.keys
        bytes += other.bytes
    }

    /// What was used after an earlier count.
    package func since(_ earlier: StateUse) -> StateUse {
        var result = self
        result.keys -= earlier.keys
        result.bytes -= earlier.bytes
        return result
    }
}

/// A key of the state map, hashed as one run of bytes.
private struct StateKey: Hashable, Comparable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    static func < (left: StateKey, right: StateKey) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
