import EvidenceTree
import GovernanceSamples
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Governance

/// Lists with one key an element.
@Suite struct `Lists that grow` {
    private static let listing = Listing<MemberID>("test-list", links: "test-item")
    private let parent = TestConsortium.id("centre-b")
    private let other = TestConsortium.id("hospital-a")

    private func record(_ number: Int) -> RecordID {
        RecordID(CryptoSuite.ed25519SHA256.hash([UInt8(number >> 8), UInt8(number & 0xff)]))
    }

    private func change() throws -> StateChange { try TestLedger.withSmallRules().change }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `agree with a plain list, whatever comes and goes`(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        var change = try change()
        let before = change.reader.settledWrites.count
        var naive: [RecordID] = []
        for _ in 0..<300 {
            let id = record(dice.below(20))
            if dice.oneIn(2) {
                change.enlist(id, Self.listing, parent)
                if !naive.contains(id) { naive.append(id) }
            } else {
                change.strike(id, Self.listing, parent)
                naive.removeAll { $0 == id }
            }
            change.settle()
            #expect(change.reader.ids(Self.listing, parent) == naive)
            #expect(change.reader.count(Self.listing, parent) == UInt64(naive.count))
            #expect(change.reader.ids(Self.listing, other).isEmpty)
        }
        for id in naive { change.strike(id, Self.listing, parent) }
        change.settle()
        // Nothing is left: every key of the list is absent again.
        let left = change.reader.settledWrites.filter { $0.value != nil }
        #expect(!change.has(Self.listing.ends, parent) && left.count == before)
    }

    @Test func `cost as much with ten thousand as with ten`() throws {
        var change = try change()
        func add(_ number: Int) -> StateUse {
            let before = change.reader.settledUse
            change.enlist(record(number), Self.listing, parent)
            change.settle()
            return change.reader.settledUse.since(before)
        }
        var uses: [StateUse] = []
        for number in 0..<10_000 { uses.append(add(number)) }
        #expect(uses[10].keys == uses[9_999].keys)
        #expect(uses[9_999].bytes < uses[10].bytes + 8)
        let before = change.reader.settledUse
        change.strike(record(5_000), Self.listing, parent)
        change.settle()
        #expect(change.reader.settledUse.since(before).keys <= 8)
        #expect(change.reader.count(Self.listing, parent) == 9_999)
    }

    @Test func `cases and notices do not cost more the more of them are open`() throws {
        var ledger = try TestLedger.withSmallRules()
        var parameters = ChainParameters.standard
        parameters.openOverrides = 256
        ledger.change.put(Tables.parameters, parameters)
        ledger.change.settle()
        let overrides = Overrides()
        var uses: [StateUse] = []
        for _ in 0..<200 {
            let before = ledger.change.reader.settledUse
            let refusal = overrides.declare(overrides.declaration(ledger), &ledger)
            #expect(refusal == nil)
            uses.append(ledger.change.reader.settledUse.since(before))
        }
        // Whether duties are overdue is asked of each that is open, and of no more than may be open.
        #expect(uses[199].keys <= uses[20].keys + 2 * 200)
        #expect(uses[199].bytes - uses[100].bytes <= 200 * (uses[199].keys - uses[100].keys))
    }
}
