import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing
import Testing

@testable import Evidence

/// Mutations of genesis and the history of seats.
@Suite struct `Mutated history of seats` {
    /// A chain on which two seats changed their keys, one after the other.
    private func story() throws -> (story: Story, keys: [SigningKey]) {
        var chain = try TestChain()
        var keys = chain.seatKeys
        chain.record(.registerSubject, heads: [Story.subject])
        for place in [3, 2] {
            let old = keys
            keys[place] = try TestChain.key(UInt8(200 + place), 1)
            var next = chain.seats.seats
            next[place] = Seat(member: next[place].member, key: keys[place].verifyingKey)
            chain.close(next: try SeatSet(checking: next), keys: old)
        }
        chain.record(.label, heads: [Story.subject])
        chain.close(keys: keys)
        var story = Story(chain: chain, isTold: true)
        story.order = ExportOrder(subject: Story.subject, exporter: MemberID(unchecked: "anhe"))
        return (story, keys)
    }

    private func steps(
        _ code: CheckCode, location: SourceLocation = #_sourceLocation,
        _ change: (inout [SeatStep], [SigningKey], Story) throws -> Void
    ) throws {
        let (story, keys) = try story()
        try Bench(story).refuses(code, location: location) {
            try change(&$0.content.seatSteps, keys, story)
        }
    }

    @Test func `mutation 73: another seat in genesis`() throws {
        try Bench().refuses(.genesisDigest) { file in
            var genesis = try StandInGenesis(canonical: file.content.genesis)
            genesis.seats = try SeatSet(checking: Array(genesis.seats.seats.dropLast()))
            file.content.genesis = genesis.canonicalBytes
        }
    }
    @Test func `mutation 74: a whole chain of the forger's own`() throws {
        let forged = Story(chain: try TestChain(salt: 66))
        let report = forged.verify(try forged.export(), policy: try Story().policy)
        #expect(report.code == .genesisDigest)
        #expect(report.verdict == .totalFailed)
        #expect(forged.verify(try forged.export()).verdict == .totalPassed)
    }
    @Test func `mutation 75: a change left out`() throws {
        try steps(.headerSeats) { steps, _, _ in steps.removeLast() }
    }
    @Test func `mutation 75: the first change left out`() throws {
        try steps(.stepSeats) { steps, _, _ in steps.removeFirst() }
    }
    @Test func `mutation 76: changes in another order`() throws {
        try steps(.stepOrder) { steps, _, _ in steps.swapAt(0, 1) }
    }
    @Test func `mutation 77: a change twice`() throws {
        try steps(.stepOrder) { steps, _, _ in steps.append(steps[1]) }
    }
    @Test func `mutation 78: a change signed by the seats that it brings`() throws {
        try steps(.stepCertificates) { steps, keys, story in
            var keys = keys
            keys[2] = try TestChain.key(99, 1)
            steps[1].block = story.chain.committed(steps[1].block.header, keys: keys)
        }
    }
    @Test func `mutation 79: the block signed by the seats that left`() throws {
        let (story, _) = try story()
        try Bench(story).refuses(.certificateSignatures) {
            $0.content.block = story.chain.committed(story.tip.header, keys: story.chain.seatKeys)
        }
    }
    @Test func `a change with other seats than it announced`() throws {
        try steps(.stepNextSeats) { steps, _, _ in
            var seats = steps[1].next.seats
            seats[0] = Seat(member: seats[0].member, key: try TestChain.key(98, 1).verifyingKey)
            steps[1].next = try SeatSet(checking: seats)
        }
    }
    @Test func `a change of another chain`() throws {
        try steps(.stepChain) { steps, _, _ in
            steps[0].block.header.chain = ChainID(.zero)
        }
    }
    @Test(arguments: [
        [UInt8](repeating: 0, count: 32), [1] + [UInt8](repeating: 0, count: 31),
        [UInt8](repeating: 0xff, count: 32),
    ])
    func `mutations 59 to 61: a key that is not admitted`(key: [UInt8]) throws {
        let (story, keys) = try story()
        let old = keys[2].verifyingKey.bytes
        try Bench(story).refusesBytes(.contentForm) { bytes in
            let place = bytes.place(of: old)!
            bytes.replaceSubrange(place..<place + 32, with: key)
        }
    }
    @Test func `mutation 68: a seat listed twice`() throws {
        let (story, keys) = try story()
        try Bench(story).refusesBytes(.contentForm) { bytes in
            let place = bytes.place(of: keys[2].verifyingKey.bytes)!
            bytes.replaceSubrange(place..<place + 32, with: keys[3].verifyingKey.bytes)
        }
    }
}
