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
    /// Ascending in the order in which connections came to be.
    let number: UInt64
    let doorstep = Doorstep()
    /// True once it was told to end, though its socket may still be there.
    private(set) var isEnding = false
    private var context: ChannelHandlerContext?
    private(set) var peer: LinkPeer?
    private var hello: LinkHello?
    /// What the link is good for; nil until the hello has come.
    private(set) var access: LinkAccess?
    private(set) var fault: LinkFault?
    /// Since when it only waits for the peer to read why it is not taken.
    private var departing: NIODeadline?
    private var accumulated = ByteBuffer()
    private var queue: OutboundQueue
    private var bytesInSocket = 0
    private var bytesUnworked = 0
    private var isReadHeld = false
    private var lastHeard: NIODeadline
    private var lastSaid: NIODeadline
    private let began: NIODeadline

    init(_ network: NetworkCore, target: MemberID?, address: String, number: UInt64) {
        self.network = network
        self.number = number
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
    var isEstablished: Bool { access != nil }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    /// Called by TLS with the peer's certificate, which it has proved to hold the key of.
    ///
    /// TLS goes on in any case: a peer that is not taken is told why, and nothing else.
    func judge(certificate der: [UInt8]) {
        do throws(LinkFault) {
            let found: X509Certificate
            do {
                found = try X509Certificate(der: der)
            } catch {
                throw LinkFault.certificateUnreadable
            }
            let admitted = try network.admit(found, target: target)
            peer = admitted
            let hello = LinkHello.make(
                identity: network.identity, peerKey: admitted.certificateKey)
            write(LinkFrame(kind: .hello, bytes: hello.canonicalBytes))
        } catch {
            depart(error)
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
        if frame.kind == .remark { return try takeRemark(frame) }
        guard isEstablished else { return takeHello(frame) }
        switch frame.kind {
        case .hello: throw .helloUnreadable
        case .signOfLife, .remark: break
        case .consensus, .gateway:
            bytesUnworked += frame.heldBytes
            network.received(frame, on: self)
        }
    }

    private func takeHello(_ frame: LinkFrame) {
        do throws(LinkFault) {
            guard frame.kind == .hello, let peer,
                let hello = try? LinkHello(canonical: frame.bytes)
            else { throw .helloUnreadable }
            try hello.check(chain: network.identity.chain, member: peer.member)
            self.hello = hello
            let access = try judged()
            try network.establish(self, member: peer.member)
            self.access = access
            if access != .full { remark(.gatewayKeyDiffers) }
            network.announce(self, access)
        } catch {
            depart(error)
        }
    }

    /// What the link is good for by the ledger as it is now.
    private func judged() throws(LinkFault) -> LinkAccess {
        guard let peer, let hello else { throw .helloUnreadable }
        return try peer.access(
            network.directory, hello: hello,
            ownKey: network.identity.certificate.keyFingerprint, isDialed: isDialed)
    }

    /// Judges again after the ledger has moved on.
    func review() {
        guard fault == nil, let access else { return }
        do throws(LinkFault) {
            let found = try judged()
            guard found != access else { return }
            self.access = found
            remark(found == .full ? .taken : .gatewayKeyDiffers)
            network.changed(self, found)
        } catch {
            end(error)
        }
    }

    /// The peer says what it thinks of the link; only a refusal ends it.
    private func takeRemark(_ frame: LinkFrame) throws(LinkFault) {
        guard frame.bytes.count <= Limits.maximumRemarkBytes else {
            throw .frameTooLarge(bytes: frame.bytes.count)
        }
        let reason = LinkReason(rawValue: String(decoding: frame.bytes, as: UTF8.self)) ?? .other
        switch reason {
        case .taken, .gatewayKeyDiffers, .copyCalls: network.remarked(reason, on: self)
        default: throw .refusedByPeer(reason)
        }
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

    /// Says what this end thinks of a link that stays.
    func remark(_ reason: LinkReason) {
        write(LinkFrame(kind: .remark, bytes: Array(reason.rawValue.utf8)))
    }

    /// Tells the peer why it is not taken, and gives it a moment to read that.
    private func depart(_ reason: LinkFault) {
        guard fault == nil else { return }
        remark(reason.reason)
        fault = reason
        departing = .now()
    }

    /// Called at every beat of the network's clock.
    func beat(_ times: LinkTimes) {
        let now = NIODeadline.now()
        if let departing {
            if now - departing > times.farewell { end(.stopping) }
        } else if !isEstablished {
            let saysNothing = !isDialed && !doorstep.isAnswered
            if now - began > times.handshake {
                end(.handshakeTooSlow)
            } else if saysNothing, now - began > times.clientHello {
                end(.saysNothing)
            }
        } else if now - lastHeard > times.silence, !isReadHeld {
            end(.silent)
        } else if now - lastSaid > times.signOfLife {
            send(LinkFrame(kind: .signOfLife, bytes: []), isEssential: false)
        }
    }

    func end(_ reason: LinkFault) {
        if fault == nil {
            // Best effort: whoever is gone does not read it.
            if isEstablished, reason.isTold { remark(reason.reason) }
            fault = reason
        }
        isEnding = true
        guard let context else { return }
        switch reason {
        case .tooManyStrangers, .saysNothing, .handshakeTooSlow: doorstep.shut()
        default: context.close(mode: .all, promise: nil)
        }
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
