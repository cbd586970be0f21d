import LedgerTypes
import Testing

@testable import Links

@Suite struct `Board of links` {
    private let member = MemberID(unchecked: "centre-c")

    @Test(arguments: [LinkReason.refusedForNow, .unreachable, nil])
    func `keeps why a link was refused, until it stands again`(later: LinkReason?) {
        let board = LinkBoard()
        board.ended(member, .otherChain, byPeer: true, address: "127.0.0.1:1")
        board.ended(member, later, byPeer: false, address: "127.0.0.1:1")
        #expect(board.standings.map(\.reason) == [.otherChain])
        #expect(board.standings.map(\.isPeers) == [true])
        board.linked(member, .full, certificateEnds: 1)
        #expect(board.standings.map(\.reason) == [nil])
        // Where nothing better is known, that is said.
        board.ended(member, later, byPeer: false, address: "127.0.0.1:1")
        #expect(board.standings.map(\.reason) == [later])
    }
}
