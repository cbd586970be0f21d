import LedgerTypes
import Testing

@testable import NodeRuntime

@Suite(.timeLimit(.minutes(15))) struct `Waits for a transaction` {
    /// However short: a wait whose time is over before it began is no wait for ever.
    @Test func `end when their time is over`() async {
        let desk = TransactionDesk()
        let id = TransactionID(NodeCluster.suite.hash([1]))
        await withTaskGroup(of: TransactionStatus?.self) { group in
            for number in 0..<5_000 {
                group.addTask {
                    await desk.wait(for: id, timeout: .microseconds(number % 1_500)) { false }
                }
            }
            for await told in group { #expect(told == nil) }
        }
    }
}
