import LedgerTypes
import NIOCore
import Replica
import Testing

@testable import Links
@testable import NodeRuntime

@Suite struct `Peers' inbox` {
    private let member = MemberID(unchecked: "m1")
    private final class Token {}
    private let link = Token()

    private func frame(_ number: UInt8) -> PeerEvent {
        .received(
            from: member, .consensus, [number],
            DeliveryReceipt(link: ObjectIdentifier(link), bytes: Int(number)))
    }

    private func text(_ work: PeerInbox.Work?) -> String {
        switch work {
        case .connected: "connected"
        case .connectedForBlocks: "connected for blocks"
        case .disconnected: "disconnected"
        case .frame(_, let bytes, _): "\(bytes[0])"
        case .message: "message"
        case nil: "none"
        }
    }

    private func all(_ inbox: inout PeerInbox) -> [String] {
        var found: [String] = []
        while let next = inbox.next() { found.append(text(next.item)) }
        return found
    }

    @Test func `keeps what one link left, and not that of links before it`() {
        var inbox = PeerInbox()
        var dropped: [Int] = []
        for event in [
            .connected(member), frame(1), .disconnected(member), .connected(member), frame(2),
            frame(3),
        ] { dropped += inbox.put(event).map(\.bytes) }
        #expect(dropped.isEmpty)
        // A second end while the first waits: a peer that links again and again fills nothing.
        let old = inbox.put(.disconnected(member)).map(\.bytes)
        #expect(old == [1, 2, 3])
        let fresh = inbox.put(.connected(member)) + inbox.put(frame(4))
        let found = all(&inbox)
        #expect(fresh.isEmpty && found == ["disconnected", "connected", "4"])
        let last = inbox.put(.disconnected(member))
        let end = all(&inbox)
        #expect(last.isEmpty && end == ["disconnected"])
    }

    @Test func `drops what a shunned peer sent and sends, until it links again`() {
        var inbox = PeerInbox()
        for event in [PeerEvent.connected(member), frame(1), frame(2)] { _ = inbox.put(event) }
        let taken = [text(inbox.next()?.item), text(inbox.next()?.item)]
        #expect(taken == ["connected", "1"])
        let dropped = inbox.shun(member).map(\.bytes) + inbox.put(frame(3)).map(\.bytes)
        #expect(dropped == [2, 3] && inbox.isShunned(member))
        _ = inbox.put(.disconnected(member))
        _ = inbox.put(.connected(member))
        _ = inbox.put(frame(4))
        let found = all(&inbox)
        #expect(!inbox.isShunned(member) && found == ["disconnected", "connected", "4"])
    }

    @Test func `works long messages off in pieces`() throws {
        let cluster = try NodeCluster(1)
        let transactions = (0..<100).map { number in
            SignedTransaction(
                Transaction(
                    suite: NodeCluster.suite, chain: cluster.genesis.chainID,
                    kind: .registerSubject,
                    member: cluster.members[0],
                    nonce: Array(repeating: UInt8(number), count: 16), validUntil: BlockTime(1),
                    payload: []), signedBy: [cluster.keys[0].gateway])
        }
        var sizes: [Int] = []
        var found: [SignedTransaction] = []
        var left: PeerMessage? = .transactions(transactions)
        while let message = left {
            let pieces = message.pieces
            if case .transactions(let piece) = pieces?.first ?? message {
                sizes.append(piece.count)
                found += piece
            }
            left = pieces?.rest
        }
        #expect(found == transactions)
        #expect(sizes == [32, 32, 32, 4])
        #expect(PeerMessage.transactions([]).pieces == nil)
    }
}
