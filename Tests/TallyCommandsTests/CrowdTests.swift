import Foundation
import SystemCalls
import TestSupport
import Testing

@testable import TallyCommands

/// Sockets of somebody who sends half a request and waits.
private final class HalfRequests {
    private var sockets: [Int32] = []

    func open(_ count: Int, to port: Int) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let half = Array("GET /v1/health HTTP/1.1\r\nHost: ".utf8)
        for _ in 0..<count {
            let socket = StreamSocket.make()
            guard socket >= 0 else { continue }
            // SAFETY: the address outlives the call, and its length is its own.
            let isOpen = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            guard isOpen else {
                close(socket)
                continue
            }
            _ = half.withUnsafeBytes { StreamSocket.send($0, to: socket) }
            sockets.append(socket)
        }
    }

    func closeAll() {
        for socket in sockets { close(socket) }
        sockets = []
    }
}

@Suite(.serialized, .timeLimit(.minutes(4))) struct `A crowd of idle callers` {
    @Test func `takes no descriptor from votes, blocks and health`() async throws {
        DescriptorLimit.raise()
        try await RunningConsortium.with(descriptors: 256) { net in
            let node = net.network["hospital-a"]
            let before = try #require(await net.network.health(of: "hospital-a"))
            let crowd = HalfRequests()
            defer { crowd.closeAll() }
            for _ in 0..<4 {
                crowd.open(300, to: node.api)
                #expect(node.isRunning)
                let health = try #require(await net.network.health(of: "hospital-a"))
                #expect(health.disk.damagedBlocks.isEmpty)
                #expect(health.problems.contains { $0.code == 7_197 })
            }
            // The seat votes on, and reads its blocks again.
            #expect(
                await net.network.wait(for: "hospital-a") {
                    $0.height > before.height + 1 && $0.role == "voting"
                        && $0.disk.scrubPasses > before.disk.scrubPasses
                })
            #expect(node.isRunning)
            #expect(!node.log().contains { $0.contains("is damaged on this disk") })
            // Half-sent requests end by themselves.
            #expect(
                await net.network.wait(for: "hospital-a") { ($0.connections?.open ?? .max) < 8 })
        }
    }
}
