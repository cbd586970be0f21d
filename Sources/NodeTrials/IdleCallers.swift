import Foundation
import SystemCalls

/// Sockets of somebody who begins a call and says no more.
package final class IdleCallers {
    /// A request that never ends.
    package static let halfRequest = Array("GET /v1/health HTTP/1.1\r\nHost: ".utf8)

    private var sockets: [Int32] = []

    package init() {}

    /// How many were taken, as far as the callers know.
    package var count: Int { sockets.count }

    /// Connects to a port of this machine so many times, in turn from `127.0.0.1` and as many of
    /// the addresses after it as `hosts` says; those that find nobody are left out.
    package func open(_ count: Int, to port: Int, saying words: [UInt8], hosts: UInt32 = 1) {
        for number in 0..<count {
            let socket = StreamSocket.make()
            guard socket >= 0 else { continue }
            let host = UInt32(0x7f00_0001) + UInt32(number) % hosts
            guard call(bind, socket, host, 0), call(connect, socket, 0x7f00_0001, port) else {
                close(socket)
                continue
            }
            if !words.isEmpty {
                _ = words.withUnsafeBytes { StreamSocket.send($0, to: socket) }
            }
            sockets.append(socket)
        }
    }

    package func closeAll() {
        for socket in sockets { close(socket) }
        sockets = []
    }

    private func call(
        _ function: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, _ socket: Int32,
        _ host: UInt32, _ port: Int
    ) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = host.bigEndian
        // SAFETY: the address outlives the call, and its length is its own.
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                function(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
