import CanonicalCoding
import LedgerTypes
import NIOCore
import Sealing
import TrustAnchors

/// One connection, on the network's event loop: TLS judged, hello exchanged, frames in and out.
final class Link: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let network: NetworkCore
    /// Whom this node dialed; nil if the peer dialed.
    let target: MemberID?
    let address: String
    private var context: ChannelHandlerContext?
    private(set) var peer: EnrolledPeer?
    private(set) var isEstablished = false
    private var fault: LinkFault?
    private var accumulated = ByteBuffer()
    private var queue: OutboundQueue
    private var bytesInSocket = 0
    private var bytesUnworked = 0
    private var isReadHeld = false
    private var lastHeard: NIODeadline
    private var lastSaid: NIODeadline
    private let began: NIODeadline

    init(_ network: NetworkCore, target: MemberID?, address: String) {
        self.network = network
        self.target = target
        self.address = address
        queue = OutboundQueue(maximumBytes: network.outboundQueueBytes)
        began = .now()
        lastHeard = began
        lastSaid = began
    }

    /// The address without its port.
    var host: String { address.lastIndex(of: ":").map { String(address[..<$0]) } ?? address }
    var isDialed: Bool { target != nil }
    var member: MemberID? { peer?.member }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    /// Called by TLS with the peer's certificate; true admits it.
    func judge(certificate der: [UInt8]) -> Bool {
        do throws(LinkFault) {
            let found: X509Certificate
            do {
                found = try X509Certificate(der: der)
            } catch {
                throw LinkFault.certificateUnreadable
            }
            let admitted = try network.admit(found)
            peer = admitted
            let hello = LinkHello.make(
                identity: network.identity, peerKey: admitted.certificateKey)
            write(LinkFrame(kind: .hello, bytes: hello.canonicalBytes))
            return true
        } catch {
            fault = error
            return false
        }
    }

    // MARK: inbound

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard fault == nil else { return }
        var incoming = unwrapInboundIn(data)
        accumulated.writeBuffer(&incoming)
        lastHeard = .now()
        do throws(LinkFault) {
            while fault == nil,
                let frame = try LinkFrame.read(
                    from: &accumulated,
                    maximumBytes: isEstablished
                        ? Limits.maximumFrameBytes : Limits.maximumHelloBytes)
            {
                try take(frame)
            }
        } catch {
            end(error)
        }
        accumulated.discardReadBytes()
    }

    private func take(_ frame: LinkFrame) throws(LinkFault) {
        guard isEstablished else { return try takeHello(frame) }
        switch frame.kind {
        case .hello: throw .helloUnreadable
        case .signOfLife: break
        case .consensus, .gateway:
            bytesUnworked += frame.heldBytes
            network.received(frame, on: self)
        }
    }

    private func takeHello(_ frame: LinkFrame) throws(LinkFault) {
        guard frame.kind == .hello, let peer, let hello = try? LinkHello(canonical: frame.bytes)
        else { throw .helloUnreadable }
        try hello.verify(
            chain: network.identity.chain, peer: peer,
            ownKey: network.identity.certificate.keyFingerprint)
        try network.establish(self, member: peer.member)
        isEstablished = true
        network.announce(self)
    }

    /// The node has worked off this many bytes of what the link delivered.
    func worked(off bytes: Int) {
        bytesUnworked -= bytes
        guard isReadHeld, bytesUnworked < Limits.inboundWindowBytes else { return }
        isReadHeld = false
        context?.read()
    }

    // A peer that sends faster than the node works is not read: TCP makes it wait.
    func read(context: ChannelHandlerContext) {
        if bytesUnworked >= Limits.inboundWindowBytes {
            isReadHeld = true
        } else {
            context.read()
        }
    }

    // MARK: outbound

    func send(_ frame: LinkFrame, isEssential: Bool) {
        guard isEstablished, fault == nil else { return }
        if queue.isEmpty, bytesInSocket < Limits.socketWindowBytes {
            write(frame)
            return
        }
        switch queue.append(frame, isEssential: isEssential) {
        case .queued: break
        case .dropped(let count): network.noteDropped(count, on: self)
        case .full: end(.queueFull)
        }
    }

    private func write(_ frame: LinkFrame) {
        guard let context else { return }
        var buffer = context.channel.allocator.buffer(capacity: frame.wireBytes)
        frame.write(into: &buffer)
        let count = frame.wireBytes
        bytesInSocket += count
        lastSaid = .now()
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { [weak self] _ in
            self?.left(count)
        }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: written)
    }

    private func left(_ count: Int) {
        bytesInSocket -= count
        while fault == nil, bytesInSocket < Limits.socketWindowBytes, let frame = queue.next() {
            write(frame)
        }
    }

    // MARK: life

    /// Called at every beat of the network's clock.
    func beat(_ times: LinkTimes) {
        let now = NIODeadline.now()
        if !isEstablished {
            if now - began > times.handshake { end(.handshakeTooSlow) }
        } else if now - lastHeard > times.silence, !isReadHeld {
            end(.silent)
        } else if now - lastSaid > times.signOfLife {
            send(LinkFrame(kind: .signOfLife, bytes: []), isEssential: false)
        }
    }

    func end(_ reason: LinkFault) {
        if fault == nil { fault = reason }
        guard let context else { return }
        context.close(mode: .all, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        network.noteError(error, on: self, fault: fault)
        context.close(mode: .all, promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    // A channel that never became active is taken down without becoming inactive.
    func handlerRemoved(context: ChannelHandlerContext) { finish() }

    private func finish() {
        guard context != nil else { return }
        context = nil
        network.ended(self, fault: fault)
    }
}
