import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

/// Everything that is agreed after one block: the state map, the tree of entries so far, and caches
/// that derive from them.
///
/// A value: keeping an old one costs nothing, so proposals are executed on copies.
package struct LedgerState: Sendable {
    package let suite: CryptoSuite
    package let chain: ChainID
    package let height: Height
    package let time: BlockTime
    package let map: StateMap
    /// The tree of all entries since genesis.
    package let frontier: TreeFrontier
    /// Checked charters in force.
    package private(set) var rules: RuleBook
    package let seats: SeatSet
    package let nextSeats: SeatSet
    package let parameters: ChainParameters
    package let rulesInForce: RulesInForce
    package let recoveryEpoch: UInt64

    /// Opens what a snapshot or a block left behind; caches are filled from the map.
    // INVARIANT: the map descends from genesis, which writes every record read here.
    package init(
        suite: CryptoSuite, chain: ChainID, height: Height, time: BlockTime, map: StateMap,
        frontier: TreeFrontier, rules: RuleBook = RuleBook()
    ) {
        self.suite = suite
        self.chain = chain
        self.height = height
        self.time = time
        self.map = map
        self.frontier = frontier
        func only<Record>(_ table: Table<Only, Record>) -> Record {
            guard let bytes = map.value(for: table.stateKey(Only())) else {
                preconditionFailure("the state has no `\(table.name)`")
            }
            return table.record(bytes)
        }
        seats = only(Tables.seats)
        nextSeats = only(Tables.nextSeats)
        parameters = only(Tables.parameters)
        rulesInForce = only(Tables.rules)
        recoveryEpoch = only(Tables.recoveryEpoch)
        self.rules = rules
    }

    /// The state after a block on this one; what the block did not write is not decoded again.
    package func advanced(
        to height: Height, time: BlockTime, by change: StateChange, frontier: TreeFrontier
    ) -> LedgerState {
        var next = LedgerState(advancing: self, height, time, change.reader, frontier)
        next.checkCharters()
        return next
    }

    private init(
        advancing before: LedgerState, _ height: Height, _ time: BlockTime,
        _ reader: StateReader, _ frontier: TreeFrontier
    ) {
        let map = before.map.applying(reader.settledWrites)
        func only<Record>(_ table: Table<Only, Record>, _ known: Record) -> Record {
            let key = table.stateKey(Only())
            guard reader.hasSettled(key), let bytes = map.value(for: key) else { return known }
            return table.record(bytes)
        }
        suite = before.suite
        chain = before.chain
        self.height = height
        self.time = time
        self.map = map
        self.frontier = frontier
        rules = reader.rules
        seats = only(Tables.seats, before.seats)
        nextSeats = only(Tables.nextSeats, before.nextSeats)
        parameters = only(Tables.parameters, before.parameters)
        rulesInForce = only(Tables.rules, before.rulesInForce)
        recoveryEpoch = only(Tables.recoveryEpoch, before.recoveryEpoch)
    }

    /// Checks charters that came into force, once for all who will ask under them: a review has no
    /// block in which to keep what it checked.
    private mutating func checkCharters() {
        guard rulesInForce.charters.contains(where: { rules.charter($0.digest) == nil }) else {
            return
        }
        var reader = self.reader
        for active in rulesInForce.charters {
            _ = reader.checked(active.digest, vocabulary: active.vocabulary)
        }
        rules = reader.rules
    }

    package var entryCount: UInt64 { frontier.count }
    package var stateRoot: Digest { map.root }
    package var entryRoot: Digest { frontier.root }

    /// The record of a key, or nil.
    package func get<Key, Record>(_ table: Table<Key, Record>, _ key: Key) -> Record? {
        map.value(for: table.stateKey(key)).map(table.record)
    }

    package func get<Record>(_ table: Table<Only, Record>) -> Record? { get(table, Only()) }

    /// The last entry of a subject or asset; nil where it has none.
    package func head(_ head: HeadID) -> HeadRecord? { get(Tables.heads, head) }

    /// A reader at the committed time, for questions that change nothing.
    package var reader: StateReader { StateReader(self, height: height.next, time: time) }
}

extension HeadID: TableKey {
    package var keyBytes: [UInt8] { Array("\(kind.rawValue)/".utf8) + id.bytes }
}

extension Tables {
    /// How far the entries of each subject and asset go.
    // INVARIANT: the same keys as `HeadID.stateKey`, by which verifiers look them up.
    package static let heads = Table<HeadID, HeadRecord>("head")
}
