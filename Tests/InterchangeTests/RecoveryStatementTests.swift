import CanonicalCoding
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import Interchange

@Suite struct `Recovery statement` {
    private typealias Samples = DraftSamples

    private func statement(round: UInt64?, locked: UInt64? = nil) throws -> RecoveryStatement {
        let block = BlockID(Samples.suite.hash([2]))
        return RecoveryStatement(
            chain: ChainID(Samples.suite.hash([1])), member: MemberID(unchecked: "hospital-a"),
            epoch: 0, height: Height(7), block: block, round: round.map { Round($0) },
            lock: locked.map { RecoveryStatement.Lock(round: Round($0), block: block) },
            key: try Samples.key("seat"))
    }

    @Test func `comes back from its page`() throws {
        for (round, locked) in [(nil, nil), (0, nil), (3, 2)] as [(UInt64?, UInt64?)] {
            let statement = try statement(round: round, locked: locked)
            #expect(try RecoveryStatement(page: Array(statement.page.utf8)) == statement)
        }
    }

    @Test func `is read up to the last round that an order can follow`() throws {
        let highest = GovernanceLimits.recoveryRound - 1
        let last = try statement(round: highest, locked: highest)
        #expect(try RecoveryStatement(page: Array(last.page.utf8)) == last)
        for (round, locked) in [(highest + 1, nil), (.max, nil), (0, highest + 1), (0, .max)]
            as [(UInt64, UInt64?)]
        {
            let beyond = try statement(round: round, locked: locked)
            #expect(throws: DraftFault.self) {
                try RecoveryStatement(page: Array(beyond.page.utf8))
            }
        }
    }
}
