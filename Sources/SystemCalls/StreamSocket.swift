/// TCP sockets of IPv4. Each is an open descriptor, closed by whoever made it.
package enum StreamSocket {
    /// A socket that is bound to nothing; negative where the system gives none.
    package static func make() -> Int32 {
        #if os(Linux)
            return socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            return socket(AF_INET, SOCK_STREAM, 0)
        #endif
    }

    /// Sends bytes; how many were taken, not above zero where the connection is broken. A peer that
    /// has gone ends no process.
    package static func send(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
        #if os(Linux)
            let flags = Int32(MSG_NOSIGNAL)
            return SystemCalls.send(descriptor, bytes.baseAddress, bytes.count, flags)
        #else
            var one: Int32 = 1
            let size = socklen_t(MemoryLayout<Int32>.size)
            setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &one, size)
            return SystemCalls.send(descriptor, bytes.baseAddress, bytes.count, 0)
        #endif
    }
}
