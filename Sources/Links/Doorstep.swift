import NIOCore

/// In front of TLS: tells when the first bytes go back to a caller, which is when its whole
/// ClientHello has come; and shuts the door at once, without TLS's own farewell, which would hold the
/// socket for seconds.
final class Doorstep: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    /// True once the caller's ClientHello was answered.
    private(set) var isAnswered = false
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        isAnswered = true
        context.write(data, promise: promise)
    }

    func shut() { context?.close(mode: .all, promise: nil) }
}
