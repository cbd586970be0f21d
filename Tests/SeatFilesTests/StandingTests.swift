import BlockStore
import Consensus
import LedgerTypes
import Testing

@testable import SeatFiles

/// Source: docs/internals/consensus.md, "What a start trusts".
@Suite struct `A seat that comes back` {
    let seat: Seat
    let tip = Height(3)

    init() throws { seat = try Seat() }

    private func first(_ files: VotingFiles, _ recovered: [VoteLogRecord]) -> UInt64? {
        files.signsFrom(after: tip, recovered: recovered)?.value
    }

    @Test func `signs at the next height if nothing was signed, or all of it is in the log`() throws
    {
        let files = try seat.open()
        #expect(first(files, []) == nil)
        try files.persist(seat.vote(3, 2, .precommit))
        #expect(first(files, []) == nil)
        let records = [seat.proposal(4, 0), seat.vote(4, 0, .prevote)]
        for (number, record) in records.enumerated() {
            try files.persist(record)
            #expect(first(files, Array(records.prefix(number + 1))) == nil)
        }
    }

    @Test(arguments: [0, 1]) func `skips the height of which its log lost the last word`(
        kept: Int
    ) throws {
        let files = try seat.open()
        let records = [seat.vote(4, 0, .prevote), seat.vote(4, 0, .precommit)]
        for record in records { try files.persist(record) }
        #expect(first(files, Array(records.prefix(kept))) == 5)
    }

    @Test func `takes no word of another step or round for the one that is missing`() throws {
        let files = try seat.open()
        try files.persist(seat.vote(4, 1, .prevote))
        #expect(first(files, [seat.vote(4, 0, .prevote)]) == 5)
        #expect(first(files, [seat.proposal(4, 1)]) == 5)
        #expect(first(files, [seat.vote(4, 1, .precommit)]) == 5)
        #expect(first(files, [seat.vote(4, 1, .prevote)]) == nil)
    }

    @Test func `waits until the chain has passed what it signed on blocks that are lost`() throws {
        let files = try seat.open()
        try files.persist(seat.vote(7, 0, .prevote))
        #expect(first(files, []) == 8)
        #expect(first(files, [seat.vote(7, 0, .prevote)]) == 8)
        // The log may know more than the register.
        #expect(first(files, [seat.vote(9, 0, .prevote)]) == 10)
    }

    @Test func `waits for the height to which its register was raised`() throws {
        let files = try seat.begin(6)
        #expect(first(files, []) == 6)
        #expect(files.signsFrom(after: Height(5), recovered: []) == nil)
        #expect(first(files, [seat.vote(6, 0, .prevote)]) == 7)
    }
}
