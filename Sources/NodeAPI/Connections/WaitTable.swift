import LedgerTypes
import Sealing
import Synchronization
import TallyClient

/// The calls that wait for something to happen, bounded for each key, each member and all together.
///
/// A connection that is being answered is never cut off, and one that waits may be answered for a
/// minute: without a bound one key would hold all that a node may have open.
final class WaitTable: Sendable {
    /// Whose calls are counted together: a member's people and gateway, or all patients.
    private enum House: Hashable {
        case member(MemberID)
        case patients
    }

    private struct Content {
        var all = 0
        var ofKeys: [KeyID: Int] = [:]
        var ofHouses: [House: Int] = [:]
    }

    private let most: Int
    private let content = Mutex(Content())

    /// - Parameter connections: how many there may be of one address, from which everybody may come
    ///   through a proxy; at least half of them never wait.
    init(connections: Int) { most = connections / 2 }

    /// How many wait.
    var count: Int { content.withLock { $0.all } }

    /// Runs what waits for a caller; throws, before anything is done, where too much waits.
    func hold<Value: Sendable>(
        for caller: Caller, _ work: () async throws -> Value
    ) async throws -> Value {
        guard enter(caller) else { throw APIError.tooManyWaits }
        defer { leave(caller) }
        return try await work()
    }

    private func enter(_ caller: Caller) -> Bool {
        let house = Self.house(of: caller)
        return content.withLock { content in
            let ofKey = content.ofKeys[caller.key.id, default: 0]
            let ofHouse = content.ofHouses[house, default: 0]
            guard ofKey < Limits.waitsOfKey, ofHouse < min(Limits.waitsOfMember, most / 2),
                content.all < most
            else { return false }
            content.all += 1
            content.ofKeys[caller.key.id] = ofKey + 1
            content.ofHouses[house] = ofHouse + 1
            return true
        }
    }

    private func leave(_ caller: Caller) {
        let house = Self.house(of: caller)
        content.withLock { content in
            content.all -= 1
            Self.take(caller.key.id, from: &content.ofKeys)
            Self.take(house, from: &content.ofHouses)
        }
    }

    private static func take<Key>(_ key: Key, from counts: inout [Key: Int]) {
        let count = counts[key, default: 0]
        counts[key] = count > 1 ? count - 1 : nil
    }

    private static func house(of caller: Caller) -> House {
        caller.member.map(House.member) ?? .patients
    }
}
