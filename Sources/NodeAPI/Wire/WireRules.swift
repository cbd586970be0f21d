import NIOCore
import NIOHTTP1

/// Lets only well-formed requests through to the routes, and bounds what one connection may cost.
///
/// What is not well-formed becomes a request that says why, so that it is answered in its turn: after
/// the answers to what came before it on the same connection.
final class WireRules: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// How much of a request has come.
    enum Stage: Sendable {
        case head
        case end
    }

    private enum State {
        case betweenRequests
        /// In a request of which so many bytes of its body have come.
        case inRequest(Int)
        /// A fault was found: nothing that follows is read.
        case ended
    }

    private var state = State.betweenRequests
    private var requests = 0
    /// The request that is coming in is the connection's last.
    private var isLast = false
    private var deadline: Scheduled<Void>?
    private let patience: TimeAmount

    private let onStage: @Sendable (any Channel, Stage) -> Void

    /// - Parameters:
    ///   - patience: how long a request may take from its head to its end.
    ///   - onStage: told before the routes see it.
    init(
        patience: TimeAmount,
        onStage: @escaping @Sendable (any Channel, Stage) -> Void = { _, _ in }
    ) {
        self.patience = patience
        self.onStage = onStage
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (state, unwrapInboundIn(data)) {
        case (.ended, _): return
        case (_, .head(let head)): begin(head, context)
        case (.inRequest(let count), .body(let bytes)):
            guard count + bytes.readableBytes <= Limits.maximumBodyBytes else {
                fail(.bodyTooLarge, context)
                return
            }
            state = .inRequest(count + bytes.readableBytes)
            context.fireChannelRead(data)
        case (.inRequest, .end):
            endOfRequest()
            // Nothing that follows would be answered.
            state = isLast ? .ended : .betweenRequests
            onStage(context.channel, .end)
            // Trailers are asked for by no call and covered by no signature.
            context.fireChannelRead(wrapInboundOut(InboundOut.end(nil)))
        case (.betweenRequests, _): return
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else {
            context.fireErrorCaught(error)
            return
        }
        switch state {
        case .ended: return
        case .betweenRequests: refuse(WireFault(error), .GET, context)
        case .inRequest: fail(WireFault(error), context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { endOfRequest() }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        do throws(WireFault) {
            var checked = try RequestHead(checking: head)
            requests += 1
            if requests >= Limits.requestsOfConnection { checked.endsConnection() }
            state = .inRequest(0)
            isLast = !checked.head.isKeepAlive
            onStage(context.channel, .head)
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            deadline = context.eventLoop.scheduleTask(in: patience) {
                let (rules, context) = bound.value
                rules.fail(.tooSlow, context)
            }
            context.fireChannelRead(wrapInboundOut(.head(checked.head)))
            if checked.awaitsContinue {
                let goOn = HTTPResponseHead(version: .http1_1, status: .continue)
                context.writeAndFlush(wrapOutboundOut(.head(goOn)), promise: nil)
            }
        } catch {
            refuse(error, head.method, context)
        }
    }

    /// A request that the answers' maker answers with the fault, and the end of the connection.
    private func refuse(_ fault: WireFault, _ method: HTTPMethod, _ context: ChannelHandlerContext)
    {
        state = .ended
        var head = HTTPRequestHead(
            version: .http1_1, method: method == .HEAD ? .HEAD : .GET, uri: "/")
        head.headers = ["host": "node", "connection": "close", WireFault.mark: fault.rawValue]
        onStage(context.channel, .head)
        onStage(context.channel, .end)
        context.fireChannelRead(wrapInboundOut(.head(head)))
        context.fireChannelRead(wrapInboundOut(.end(nil)))
        context.fireChannelReadComplete()
    }

    /// The body breaks off with the fault, for whoever reads it.
    private func fail(_ fault: WireFault, _ context: ChannelHandlerContext) {
        endOfRequest()
        state = .ended
        context.fireErrorCaught(fault)
    }

    private func endOfRequest() {
        deadline?.cancel()
        deadline = nil
    }
}

@available(*, unavailable)
extension WireRules: Sendable {}
