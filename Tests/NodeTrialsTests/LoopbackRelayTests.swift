import SystemCalls
import Testing

@testable import NodeTrials

@Suite(.timeLimit(.minutes(15))) struct `Loopback relay` {
    /// A listener, and a connection to it through a relay: both ends.
    private struct Wire {
        let relay: LoopbackRelay
        let near: Int32
        let far: Int32
        private let listener: Int32

        init() throws {
            let (listener, port) = try LoopbackPorts.bound(to: 0)
            try #require(listen(listener, 4) == 0)
            self.listener = listener
            relay = try LoopbackRelay(to: port)
            near = try #require(LoopbackPorts.connection(to: relay.port))
            far = accept(listener, nil, nil)
            try #require(far >= 0)
        }

        func end() {
            relay.end()
            for descriptor in [near, far, listener] { close(descriptor) }
        }
    }

    private func put(_ text: String, _ descriptor: Int32) {
        let bytes = Array(text.utf8)
        let count = bytes.withUnsafeBytes { StreamSocket.send($0, to: descriptor) }
        #expect(count == bytes.count)
    }

    /// What arrives within a time; empty if nothing does.
    private func take(_ descriptor: Int32, milliseconds: Int32 = 10_000) -> String {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, milliseconds) > 0 else { return "" }
        var piece = [UInt8](repeating: 0, count: 64)
        let count = recv(descriptor, &piece, piece.count, 0)
        return String(decoding: piece.prefix(max(count, 0)), as: UTF8.self)
    }

    @Test func `carries bytes both ways`() throws {
        let wire = try Wire()
        defer { wire.end() }
        put("there", wire.near)
        #expect(take(wire.far) == "there")
        put("back", wire.far)
        #expect(take(wire.near) == "back")
    }

    @Test func `holds one way and lets the other pass, and goes on with what it held`() throws {
        let wire = try Wire()
        defer { wire.end() }
        put("first", wire.near)
        #expect(take(wire.far) == "first")
        wire.relay.hold([.outward])
        put("held", wire.near)
        put("free", wire.far)
        #expect(take(wire.near) == "free")
        #expect(take(wire.far, milliseconds: 200) == "")
        wire.relay.hold([])
        #expect(take(wire.far) == "held")
    }

    @Test func `tells one end that the other has closed`() throws {
        let wire = try Wire()
        defer { wire.end() }
        put("last", wire.far)
        shutdown(wire.far, Int32(SHUT_RDWR))
        #expect(take(wire.near) == "last")
        var piece: [UInt8] = [0]
        #expect(recv(wire.near, &piece, 1, 0) == 0)
    }

    @Test func `finds as many different free ports as are wanted`() throws {
        let ports = try LoopbackPorts.free(20)
        #expect(Set(ports).count == 20)
        // An outgoing connection may take any other before a node listens there.
        #expect(ports.allSatisfy { LoopbackPorts.unassigned.contains($0) })
    }
}
