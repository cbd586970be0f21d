import LedgerTypes
import Logging
import NIOCore
import NIOPosix
import NodeFiles
import Synchronization
import TestSupport
import Testing

@testable import Links

/// Sockets of somebody who connects and says nothing.
private final class SilentSockets {
    private var channels: [any Channel] = []

    /// - Parameter host: the own address, any of 127.0.0.0/8.
    func open(_ count: Int, to port: Int, from host: String = "127.0.0.1", saying: [UInt8] = [])
        async throws
    {
        for _ in 0..<count {
            let channel = try await ClientBootstrap(group: LinkParty.loops)
                .bind(to: try SocketAddress(ipAddress: host, port: 0))
                .connect(host: "127.0.0.1", port: port).get()
            if !saying.isEmpty { try? await channel.writeAndFlush(ByteBuffer(bytes: saying)) }
            channels.append(channel)
        }
    }

    var openCount: Int { channels.count { $0.isActive } }

    func close() { for channel in channels { channel.close(promise: nil) } }
}

/// Lines that a network logged.
private final class KeptLines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }

    var logger: Logger {
        var logger = Logger(label: "kept") { _ in Handler(kept: self) }
        logger.logLevel = .info
        return logger
    }

    private struct Handler: LogHandler {
        let kept: KeptLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { kept.lines.withLock { $0.append("\(event.message)") } }
    }
}

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Strangers at the peer port` {
    @Test func `two hundred that say nothing keep no peer out`() async throws {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b])
        let strangers = SilentSockets()
        try await strangers.open(200, to: first.port)
        let began = ContinuousClock.now
        let second = try await b.start(knowing: [a], at: [a.member: first.address])
        #expect(await eventually { first.log.connected == [b.member] })
        // Sooner than any patience with strangers ends: they are not waited for.
        #expect(ContinuousClock.now - began < .seconds(8))
        strangers.close()
        await first.network.stop()
        await second.network.stop()
    }

    @Test func `of other addresses take no place of a peer's address`() async throws {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b])
        let strangers = SilentSockets()
        for host in 2...20 { try await strangers.open(8, to: first.port, from: "127.0.0.\(host)") }
        #expect(
            await eventually { await first.network.openLinks() <= Limits.maximumStrangers })
        let began = ContinuousClock.now
        let second = try await b.start(knowing: [a], at: [a.member: first.address])
        #expect(await eventually { first.log.connected == [b.member] })
        #expect(ContinuousClock.now - began < .seconds(8))
        strangers.close()
        await first.network.stop()
        await second.network.stop()
    }

    @Test func `that say nothing end long before a slow handshake does`() async throws {
        let (a, b) = (try LinkParty("a"), try LinkParty("b"))
        let first = try await a.start(knowing: [b]) {
            $0.times.clientHello = .milliseconds(300)
            $0.times.signOfLife = .milliseconds(100)
        }
        let strangers = SilentSockets()
        // Nothing; and the first bytes of a ClientHello that never comes to its end.
        try await strangers.open(2, to: first.port)
        try await strangers.open(2, to: first.port, saying: [0x16, 3, 1, 2, 0, 1])
        // Whoever has said hello to TLS has the time of the whole handshake.
        let rogue = try await RogueClient.connect(as: b, to: a, at: first.address, hello: false)
        #expect(await eventually { strangers.openCount == 0 })
        #expect(rogue.isActive)
        rogue.close(promise: nil)
        await first.network.stop()
    }

    @Test func `with many certificates make one line in the log`() async throws {
        let a = try LinkParty("a")
        let kept = KeptLines()
        let first = try await a.start(knowing: []) {
            $0.logger = kept.logger
            $0.times.farewell = .milliseconds(20)
            $0.times.signOfLife = .milliseconds(40)
        }
        for number in 0..<20 {
            let stranger = try LinkParty("stranger-\(number)")
            let rogue = try await RogueClient.connect(as: stranger, to: a, at: first.address)
            try await rogue.closeFuture.get()
        }
        let lines = kept.all.filter { $0.contains("no member enrolled") }
        #expect(lines.count == 1, "\(lines.count) lines")
        await first.network.stop()
    }
}
