import LedgerTypes
import NIOCore
import NIOPosix
import NodeFiles
import Sealing
import TestSupport
import Testing
import TrustAnchors

@testable import Links

@Suite(.timeLimit(.minutes(15))) struct `Peer network` {
    @Test func `links two members and carries messages both ways`() async throws {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b])
        let second = try await b.start(knowing: [a], at: [a.member: first.address])
        #expect(await eventually { first.log.connected == [b.member] })
        #expect(await eventually { second.log.connected == [a.member] })
        first.network.send(.consensus, [1, 2, 3], isEssential: true, to: b.member)
        second.network.broadcast(.gateway, [4], isEssential: true)
        #expect(await eventually { second.log.payloads == [[1, 2, 3]] })
        #expect(await eventually { first.log.payloads == [[4]] })
        await first.network.stop()
        await second.network.stop()
    }

    @Test func `keeps one link when both dial at once`() async throws {
        let parties = try ["a", "b"].map { try LinkParty($0) }
        let first = try await parties[0].start(knowing: parties)
        let second = try await parties[1].start(
            knowing: parties, at: [parties[0].member: first.address])
        first.network.update(addresses: [parties[1].member: second.address])
        #expect(await eventually { await first.network.connected() == [parties[1].member] })
        #expect(await eventually { await second.network.connected() == [parties[0].member] })
        // Until both have arrived: only a link that both ends keep carries both ways.
        #expect(
            await eventually {
                first.network.send(.consensus, [9], isEssential: true, to: parties[1].member)
                second.network.send(.consensus, [8], isEssential: true, to: parties[0].member)
                return !first.log.payloads.isEmpty && !second.log.payloads.isEmpty
            })
        #expect(await eventually { first.log.links(with: parties[1].member) == 1 })
        #expect(await eventually { second.log.links(with: parties[0].member) == 1 })
        await first.network.stop()
        await second.network.stop()
    }

    @Test func `refuses a certificate that nobody enrolled`() async throws {
        let (a, stranger) = (try LinkParty("a"), try LinkParty("stranger"))
        let first = try await a.start(knowing: [])
        let second = try await stranger.start(knowing: [a], at: [a.member: first.address])
        // The stranger is told why.
        #expect(
            await eventually {
                second.standing(of: a.member)?.reason == .certificateNotEnrolled
            })
        #expect(second.standing(of: a.member)?.isPeers == true)
        #expect(first.log.all.isEmpty)
        #expect(await second.network.connected().isEmpty)
        await first.network.stop()
        await second.network.stop()
    }

    @Test func `admits a certificate out of its time: the ledger's key decides`() async throws {
        let a = try LinkParty("a")
        let old = try NodeIdentity.create(
            subject: NodeSubject(commonName: "b", organization: "b"), notBefore: 1_000_000,
            notAfter: 2_000_000)
        let b = try LinkParty("b", certificate: old)
        let first = try await a.start(knowing: [b])
        let second = try await b.start(knowing: [a], at: [a.member: first.address])
        #expect(await eventually { first.log.connected == [b.member] })
        #expect(await eventually { second.log.connected == [a.member] })
        // When it ended is known all the same.
        let seen = first.network.board.standings.first { $0.member == b.member }
        #expect(seen?.certificateEnds == BlockTime(2_000_000))
        await first.network.stop()
        await second.network.stop()
    }

    @Test func `admits a renewed certificate of the same key`() async throws {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b])
        let now = WallClock.now().value
        let renewed = try b.identity.node.renewed(
            subject: NodeSubject(commonName: "b", organization: "b"), notBefore: now - 1_000,
            notAfter: now + 60_000)
        let second = try await LinkParty("b", certificate: renewed)
            .start(knowing: [a], at: [a.member: first.address])
        #expect(await eventually { first.log.connected == [b.member] })
        await first.network.stop()
        await second.network.stop()
    }

    @Test func `refuses a peer of another chain`() async throws {
        let other = ChainID(CryptoSuite.ed25519SHA256.hash([1]))
        let (a, b) = (try LinkParty("a"), try LinkParty("b", chain: other))
        let first = try await a.start(knowing: [b])
        let second = try await b.start(knowing: [a], at: [a.member: first.address])
        // Both ends know why.
        #expect(await eventually { first.standing(of: b.member)?.reason == .otherChain })
        #expect(await eventually { second.standing(of: a.member)?.reason == .otherChain })
        #expect(first.log.connected.isEmpty)
        await first.network.stop()
        await second.network.stop()
    }

    @Test func `takes a member that signs with another gateway key for blocks only`() async throws {
        let (a, old) = (try LinkParty("a"), try LinkParty("b"))
        // The ledger of `a` names the key of before; the node of `b` has its new one in use.
        let b = try LinkParty("b", certificate: old.identity.node, gateway: "rotated")
        let first = try await a.start(knowing: [old])
        let second = try await b.start(knowing: [a], at: [a.member: first.address])
        #expect(await eventually { first.log.sources == [b.member: true] })
        #expect(await eventually { second.log.connected == [a.member] })
        #expect(first.log.connected.isEmpty)
        // What the other end says of gateways is not taken, what is of blocks is.
        second.network.send(.gateway, [1], isEssential: true, to: a.member)
        second.network.send(.consensus, [2], isEssential: true, to: a.member)
        #expect(await eventually { first.log.payloads == [[2]] })
        // Nor is anything of gateways given to it.
        first.network.send(.gateway, [3], isEssential: true, to: b.member)
        first.network.send(.consensus, [4], isEssential: true, to: b.member)
        #expect(await eventually { second.log.payloads == [[4]] })
        #expect(first.standing(of: b.member)?.reason == .gatewayKeyDiffers)
        // The other end is told, and knows by its own ledger that nothing is wrong with it.
        #expect(
            await eventually { second.standing(of: a.member)?.reason == .gatewayKeyDiffers })
        // Once the ledger has moved on the same link is good for all.
        first.network.update(PeerDirectory([a.enrolled, b.enrolled]))
        #expect(await eventually { first.log.connected == [b.member] })
        #expect(await eventually { second.standing(of: a.member)?.reason == nil })
        // And for less again when the key is replaced.
        first.network.update(PeerDirectory([a.enrolled, old.enrolled]))
        #expect(await eventually { first.log.disconnected.count == 2 })
        #expect(await eventually { first.standing(of: b.member)?.access == .blocks })
        await first.network.stop()
        await second.network.stop()
    }

    @Test func `fetches from a member that its ledger does not know yet, where it called itself`()
        async throws
    {
        let (a, late) = (try LinkParty("a"), try LinkParty("late"))
        // Enrolled long ago there, unknown here: this node is behind.
        let first = try await late.start(knowing: [a])
        let second = try await a.start(knowing: [], at: [late.member: first.address])
        #expect(await eventually { second.log.sources == [late.member: false] })
        #expect(await eventually { first.log.connected == [a.member] })
        // Nobody whom it does not know is taken when it calls.
        let third = try await a.start(knowing: [])
        let caller = try await late.start(knowing: [a], at: [a.member: third.address])
        #expect(
            await eventually {
                caller.standing(of: a.member)?.reason == .certificateNotEnrolled
            })
        #expect(third.log.all.isEmpty)
        for link in [first, second, third, caller] { await link.network.stop() }
    }

    @Test func `tells a suspended member, and a node with the own certificate, why`() async throws {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let stopped = [b.identity.certificate.keyFingerprint: b.member]
        let first = try await a.start(knowing: []) {
            $0.directory = PeerDirectory([a.enrolled], stopped: stopped)
        }
        let second = try await b.start(knowing: [a], at: [a.member: first.address])
        #expect(await eventually { second.standing(of: a.member)?.reason == .memberStopped })
        let copy = try await a.start(knowing: [b], at: [b.member: first.address])
        #expect(await eventually { copy.network.board.ownCertificateAt != nil })
        #expect(await eventually { first.network.board.ownCertificateAt != nil })
        for link in [first, second, copy] { await link.network.stop() }
    }

    @Test func `knows a copy of itself by the links that it takes away`() async throws {
        // The copy's member has the greater name: each of the two dials.
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b]) { $0.times.silence = .milliseconds(200) }
        func node() async throws -> RunningLink {
            try await b.start(knowing: [a], at: [a.member: first.address]) {
                $0.times.silence = .milliseconds(200)
                $0.times.signOfLife = .milliseconds(50)
            }
        }
        let (one, two) = (try await node(), try await node())
        #expect(
            await eventually { one.network.board.isCopied && two.network.board.isCopied })
        // The peer that both call knows whose keys they are, and that its own are not meant.
        #expect(first.network.board.copiedPeers == [b.member])
        #expect(!first.network.board.isCopied)
        for link in [first, one, two] { await link.network.stop() }
    }

    @Test func `two calls at once, or a dead link that is held, are no copy`() {
        let start = NIODeadline.now()
        var calls = DoubleCalls()
        func note(_ seconds: Int64) { calls.note(start + .seconds(seconds), silence: .seconds(20)) }
        for second in [0, 0, 1, 3, 7, 15] as [Int64] { note(second) }
        #expect(!calls.isLasting(at: start + .seconds(15)))
        note(22)
        #expect(calls.isLasting(at: start + .seconds(22)))
        // It is over some time after the last call, and old calls do not add up.
        #expect(!calls.isLasting(at: start + .seconds(200)))
        note(300)
        note(310)
        #expect(!calls.isLasting(at: start + .seconds(310)))
    }

    /// A link that the peer gave up is taken down slowly; by then another one stands in its place.
    @Test func `the late end of a link says nothing of the one in its place`() async throws {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b])
        let old = try await RogueClient.connect(as: b, to: a, at: first.address, reads: false)
        #expect(await eventually { first.log.connected.count == 1 })
        var buffer = ByteBuffer()
        let replaced = LinkFrame(kind: .remark, bytes: Array(LinkReason.replaced.rawValue.utf8))
        replaced.write(into: &buffer)
        try await old.writeAndFlush(buffer)
        let new = try await RogueClient.connect(as: b, to: a, at: first.address)
        #expect(await eventually { first.log.connected.count == 2 })
        try await old.setOption(.autoRead, value: true).get()
        #expect(await eventually { await first.network.openLinks() == 1 })
        #expect(await first.network.connected() == [b.member])
        #expect(first.standing(of: b.member)?.access == .full)
        #expect(first.network.reaches(b.member))
        #expect(!first.network.board.isCopied)
        try? await new.close()
        #expect(await eventually { !first.network.reaches(b.member) })
        await first.network.stop()
    }

    @Test func `lives on when strangers send garbage`() async throws {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b])
        for size in [1, 5, 400, 100_000] {
            let channel = try await ClientBootstrap(group: LinkParty.loops)
                .connect(host: "127.0.0.1", port: first.port).get()
            try? await channel.writeAndFlush(
                ByteBuffer(repeating: UInt8(size & 0xff), count: size))
            channel.close(promise: nil)
        }
        let second = try await b.start(knowing: [a], at: [a.member: first.address])
        #expect(await eventually { first.log.connected == [b.member] })
        await first.network.stop()
        await second.network.stop()
    }

    @Test func `drops a member that announces a frame beyond the limit and refuses it a while`()
        async throws
    {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b])
        let rogue = try await RogueClient.connect(as: b, to: a, at: first.address)
        #expect(await eventually { first.log.connected == [b.member] })
        var buffer = ByteBuffer()
        buffer.writeInteger(UInt32(Limits.maximumFrameBytes + 2))
        buffer.writeBytes([3, 0, 0])
        // The refusal begins after this moment, so that it cannot end before it and its length.
        let sent = ContinuousClock.now
        try? await rogue.writeAndFlush(buffer)
        #expect(await eventually { first.log.disconnected == [b.member] })
        let second = try await b.start(knowing: [a], at: [a.member: first.address])
        #expect(await eventually { first.log.connected.count == 2 })
        #expect(ContinuousClock.now - sent >= .milliseconds(300))
        await first.network.stop()
        await second.network.stop()
    }

    @Test func `drops a member whose first message is no hello`() async throws {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b])
        let rogue = try await RogueClient.connect(as: b, to: a, at: first.address, hello: false)
        var buffer = ByteBuffer()
        LinkFrame(kind: .consensus, bytes: [1]).write(into: &buffer)
        try? await rogue.writeAndFlush(buffer)
        try await rogue.closeFuture.get()
        #expect(first.log.all.isEmpty)
        await first.network.stop()
    }

    @Test func `holds a bounded number of bytes for a slow reader`() async throws {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b]) { $0.outboundQueueBytes = 2 * 1024 * 1024 }
        let rogue = try await RogueClient.connect(as: b, to: a, at: first.address, reads: false)
        #expect(await eventually { first.log.connected == [b.member] })
        let piece = [UInt8](repeating: 7, count: 256 * 1024)
        for _ in 0..<200 {
            first.network.send(.consensus, piece, isEssential: false, to: b.member)
        }
        // Droppable frames never end the link; frames that may not be lost do.
        #expect(await first.network.connected() == [b.member])
        for _ in 0..<40 {
            first.network.send(.consensus, piece, isEssential: true, to: b.member)
        }
        #expect(await eventually { await first.network.connected().isEmpty })
        rogue.close(promise: nil)
        await first.network.stop()
    }

    @Test func `does not read a peer whose messages are not worked off`() async throws {
        let (a, b, c) = (try LinkParty("a"), try LinkParty("b"), try LinkParty("c"))
        let first = try await a.start(knowing: [b, c])
        let second = try await b.start(knowing: [a], at: [a.member: first.address])
        let third = try await c.start(knowing: [a], at: [a.member: first.address])
        #expect(await eventually { await first.network.connected() == [b.member, c.member] })
        let piece = [UInt8](repeating: 7, count: 1024 * 1024)
        for _ in 0..<30 {
            second.network.send(.consensus, piece, isEssential: true, to: a.member)
        }
        #expect(await eventually { first.log.receipts(of: b.member).count >= 8 })
        // Meanwhile as much comes from another, whose messages are worked off.
        for count in 1...30 {
            third.network.send(.consensus, piece, isEssential: true, to: a.member)
            #expect(await eventually { first.log.receipts(of: c.member).count == count })
            first.log.receipts(of: c.member).last.map(first.network.worked(off:))
        }
        #expect(first.log.receipts(of: b.member).count < 20)
        first.log.receipts(of: b.member).forEach(first.network.worked(off:))
        #expect(await eventually { first.log.receipts(of: b.member).count > 10 })
        for link in [first, second, third] { await link.network.stop() }
    }

    @Test func `ends the link of a member whose certificate is no longer enrolled`() async throws {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b])
        let second = try await b.start(knowing: [a], at: [a.member: first.address])
        #expect(await eventually { await first.network.connected() == [b.member] })
        first.network.update(PeerDirectory([a.enrolled]))
        #expect(await eventually { first.log.disconnected == [b.member] })
        // It calls again, and its call is ended.
        let call = try await RogueClient.connect(as: b, to: a, at: first.address)
        try await call.closeFuture.get()
        #expect(await first.network.connected().isEmpty && first.log.connected == [b.member])
        first.network.update(PeerDirectory([a.enrolled, b.enrolled]))
        #expect(await eventually { await first.network.connected() == [b.member] })
        await first.network.stop()
        await second.network.stop()
    }

    @Test func `links again after the peer was away`() async throws {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b])
        let second = try await b.start(knowing: [a], at: [a.member: first.address])
        #expect(await eventually { await second.network.connected() == [a.member] })
        await first.network.stop()
        #expect(await eventually { await second.network.connected().isEmpty })
        // Long enough for several attempts that nobody answers.
        try await Task.sleep(for: .milliseconds(700))
        let again = try await a.start(knowing: [b]) { $0.listen = first.address }
        #expect(await eventually { await second.network.connected() == [a.member] })
        await again.network.stop()
        await second.network.stop()
    }
}

@Suite struct `Outbound queue` {
    private func frame(_ byte: UInt8, _ count: Int = 95) -> LinkFrame {
        LinkFrame(kind: .consensus, bytes: [UInt8](repeating: byte, count: count))
    }

    @Test func `drops the oldest droppable frames first and keeps the order of the rest`() {
        var queue = OutboundQueue(maximumBytes: 300)
        #expect(queue.append(frame(1), isEssential: false) == .queued)
        #expect(queue.append(frame(2), isEssential: true) == .queued)
        #expect(queue.append(frame(3), isEssential: false) == .queued)
        #expect(queue.append(frame(4), isEssential: true) == .dropped(1))
        #expect(queue.append(frame(5), isEssential: true) == .dropped(1))
        #expect(queue.append(frame(6), isEssential: true) == .full)
        #expect((0..<4).compactMap { _ in queue.next()?.bytes.first } == [2, 4, 5, 6])
        #expect(queue.next() == nil)
        #expect(queue.bytes == 0)
    }

    @Test func `counts the bytes it holds`() {
        var queue = OutboundQueue(maximumBytes: 1_000_000)
        for round in 0..<3_000 {
            _ = queue.append(frame(UInt8(round & 0xff), 10), isEssential: true)
            if round % 3 == 0 { #expect(queue.next() != nil) }
        }
        #expect(queue.bytes == 2_000 * 15)
    }
}

@Suite struct `Link frame` {
    @Test func `is read back from pieces`() throws {
        var wire = ByteBuffer()
        let sent = [
            LinkFrame(kind: .gateway, bytes: [1, 2]), LinkFrame(kind: .signOfLife, bytes: []),
        ]
        for frame in sent { frame.write(into: &wire) }
        var buffer = ByteBuffer()
        var found: [LinkFrame] = []
        for byte in wire.readableBytesView {
            buffer.writeInteger(byte)
            while let frame = try LinkFrame.read(from: &buffer, maximumBytes: 10) {
                found.append(frame)
            }
        }
        #expect(found == sent)
    }

    @Test func `refuses lengths and kinds before taking memory`() {
        var zero = ByteBuffer(bytes: [0, 0, 0, 0, 1])
        #expect(throws: LinkFault.frameTooLarge(bytes: 0)) {
            try LinkFrame.read(from: &zero, maximumBytes: 10)
        }
        var large = ByteBuffer(bytes: [0, 0, 0, 12, 1])
        #expect(throws: LinkFault.frameTooLarge(bytes: 12)) {
            try LinkFrame.read(from: &large, maximumBytes: 10)
        }
        var unknown = ByteBuffer(bytes: [0, 0, 0, 2, 99])
        #expect(throws: LinkFault.unknownFrame(99)) {
            try LinkFrame.read(from: &unknown, maximumBytes: 10)
        }
    }

    @Test func `pauses grow to the cap and never vanish`() {
        var times = LinkTimes()
        times.firstPause = .milliseconds(100)
        times.longestPause = .seconds(2)
        var backoff = Backoff(times)
        let pauses = (0..<200).map { _ in backoff.next().nanoseconds }
        #expect(pauses.allSatisfy { (50_000_000...2_000_000_000).contains($0) })
        #expect(pauses[0] <= 100_000_000)
        #expect(pauses.suffix(50).allSatisfy { $0 >= 1_000_000_000 })
    }
}
