import Testing

@testable import Diagnosis

@Suite struct `Figures of callers` {
    @Test func `keep when a limit was reached after the connections are gone`() {
        let board = NodeStatusBoard()
        let moment = ContinuousClock.now
        board.connections(ConnectionFigures(open: 8, most: 8, turnedAway: 1, crowded: moment))
        board.connections(ConnectionFigures(open: 0, most: 8, turnedAway: 1))
        #expect(board.current.connections.crowded == moment)
        #expect(board.current.connections.open == 0)
    }
}
