import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// HTTP/1.1 of callers, each counted before it costs more than its descriptor.
struct GuardedChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    private let base: HTTP1Channel
    private let guarding: ConnectionGuard

    init(
        _ guarding: ConnectionGuard, idle: TimeAmount,
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        self.guarding = guarding
        base = HTTP1Channel(
            responder: { request, writer, channel in
                guarding.answers(channel)
                defer { guarding.rests(channel) }
                try await responder(request, writer, channel)
            },
            configuration: .init(
                idleTimeout: idle,
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: Limits.headerBytes,
                    maxHeaderListSize: Limits.allHeaderBytes,
                    maxHeaderFieldCount: Limits.headers)))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        guard guarding.admit(channel) else {
            return channel.close().flatMap {
                channel.eventLoop.makeFailedFuture(ChannelError.alreadyClosed)
            }
        }
        return base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            // Where requests still have their version, their Host and every header as it was sent.
            let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(
                WireRules(patience: Limits.wholeRequest) { channel, stage in
                    guarding.note(stage, of: channel)
                }, position: .after(parser))
            return value
        }
    }

    func handle(value: Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}

/// Keeps the table of connections and closes those that have to go.
final class ConnectionGuard: Sendable {
    private struct Content {
        var channels: [UInt64: any Channel] = [:]
        var numbers: [ObjectIdentifier: UInt64] = [:]
    }

    private let table: ConnectionTable
    private let patience: TimeAmount
    private let content = Mutex(Content())

    /// - Parameter patience: how long a new connection may take until the head of its first request
    ///   has come.
    init(_ table: ConnectionTable, patience: TimeAmount = Limits.firstHead) {
        self.table = table
        self.patience = patience
    }

    /// True if the connection may stay.
    func admit(_ channel: any Channel) -> Bool {
        let host = channel.remoteAddress?.ipAddress ?? ""
        // Under one lock: whoever is to go is known by its channel as soon as it has a number.
        let (number, leaving) = content.withLock { content -> (UInt64?, (any Channel)?) in
            let (number, admission) = table.admit(host)
            var leaving: (any Channel)?
            if case .replaces(let other) = admission { leaving = content.channels[other] }
            guard let number else { return (nil, leaving) }
            content.channels[number] = channel
            content.numbers[ObjectIdentifier(channel)] = number
            return (number, leaving)
        }
        // It is told nothing: it asked nothing that could be answered.
        leaving?.close(promise: nil)
        guard let number else { return false }
        let patience = channel.eventLoop.scheduleTask(in: patience) { [table] in
            if table.isSilent(number) { channel.close(promise: nil) }
        }
        channel.closeFuture.whenComplete { [weak self] _ in
            patience.cancel()
            self?.ended(channel, number)
        }
        return true
    }

    func note(_ stage: WireRules.Stage, of channel: any Channel) {
        guard let number = number(of: channel) else { return }
        switch stage {
        case .head: table.asks(number)
        case .end: table.hasAsked(number)
        }
    }

    func answers(_ channel: any Channel) { number(of: channel).map { table.answers($0) } }
    func rests(_ channel: any Channel) { number(of: channel).map { table.rests($0) } }

    private func number(of channel: any Channel) -> UInt64? {
        content.withLock { $0.numbers[ObjectIdentifier(channel)] }
    }

    private func ended(_ channel: any Channel, _ number: UInt64) {
        content.withLock {
            $0.channels[number] = nil
            $0.numbers[ObjectIdentifier(channel)] = nil
        }
        table.ended(number)
    }
}
