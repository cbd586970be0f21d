import NIOCore
import Testing

@testable import Links

@Suite struct `Room for strangers` {
    private final class Mark {}

    /// Strangers of a host, and what keeps their marks alive.
    private func strangers(
        _ count: Int, of host: String, from first: UInt64 = 0, answered: Bool = false
    ) -> (marks: [Mark], all: [StrangerRoom.Stranger]) {
        let marks = (0..<count).map { _ in Mark() }
        return (
            marks,
            marks.enumerated().map {
                StrangerRoom.Stranger(
                    id: ObjectIdentifier($1), host: host, number: first + UInt64($0),
                    isAnswered: answered)
            }
        )
    }

    @Test func `the oldest silent one of a full address goes, and an answered one after it`() {
        let room = StrangerRoom(peers: [:])
        let answered = strangers(1, of: "a", answered: true)
        let silent = strangers(Limits.strangersOfOneHost - 1, of: "a", from: 1)
        let all = answered.all + silent.all
        #expect(room.leaving(for: "a", among: all) == silent.all[0].id)
        #expect(room.leaving(for: "b", among: all) == nil)
        let full = strangers(Limits.strangersOfOneHost, of: "a", answered: true)
        #expect(room.leaving(for: "a", among: full.all) == full.all[0].id)
    }

    @Test
    func `an address of members has places that others may not take`() {
        let room = StrangerRoom(peers: ["p": 3])
        let own = strangers(Limits.strangersOfOneHost + 5, of: "p")
        #expect(room.leaving(for: "p", among: own.all) == nil)
        let free = Limits.maximumStrangers - Limits.strangersReservedForPeers
        let others = (0..<free / 4).map { strangers(4, of: "x\($0)", from: UInt64($0 * 4)) }
        let all = others.flatMap(\.all)
        #expect(room.leaving(for: "new", among: all) == all[0].id)
        #expect(room.leaving(for: "p", among: all) == nil)
    }

    @Test func `where all places are taken one of the address goes that has most`() {
        let room = StrangerRoom(peers: ["p": 1])
        let few = (0..<20).map { strangers(2, of: "x\($0)", from: UInt64($0 * 2)) }
        let many = strangers(8, of: "many", from: 100)
        let members = strangers(9, of: "p", from: 200)
        let all = few.flatMap(\.all) + many.all + members.all
        let rest = strangers(Limits.maximumStrangers - all.count, of: "q", from: 300)
        #expect(room.leaving(for: "p", among: all + rest.all) == many.all[0].id)
    }
}

@Suite struct `Book of complaints` {
    @Test func `says a thing again after a while, and keeps no more than it may`() {
        var book = ComplaintBook()
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
        func isSaid(_ host: String, after seconds: Int64) -> Bool {
            book.isNews(
                ComplaintBook.Subject(who: host, kind: "silent"), at: start + .seconds(seconds))
        }
        let repeated = [0, 9, 10].map { isSaid("127.0.0.1", after: $0) }
        #expect(repeated == [true, false, true])
        let many = (0..<5_000).count { isSaid("host-\($0)", after: 12) }
        // As many as it remembers beside the first, and one line for all others.
        #expect(many == ComplaintBook.capacity)
        #expect(book.count == ComplaintBook.capacity)
        let isSaidLater = isSaid("new", after: 23)
        #expect(isSaidLater)
    }
}
