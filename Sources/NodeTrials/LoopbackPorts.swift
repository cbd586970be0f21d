import SystemCalls

/// Sockets on the loopback interface.
package enum LoopbackPorts {
    /// Ports that systems give to nobody by themselves. One of the others could be taken, between
    /// now and the start of the node that shall listen there, by any outgoing connection.
    static let unassigned = 10_000..<32_768

    /// Ports of loopback that nobody uses at this moment, from a random place on.
    package static func free(_ count: Int) throws -> [Int] {
        var sockets: [Int32] = []
        defer { for descriptor in sockets { close(descriptor) } }
        var ports: [Int] = []
        let first = Int.random(in: unassigned)
        for step in 0..<unassigned.count where ports.count < count {
            let port = unassigned.lowerBound + (first + step) % unassigned.count
            guard let descriptor = try? bound(to: port).descriptor else { continue }
            sockets.append(descriptor)
            ports.append(port)
        }
        guard ports.count == count else {
            throw TrialFault(
                zh: "回环地址上没有足够的空闲端口", en: "there are not enough free ports on loopback")
        }
        return ports
    }

    /// A socket that is bound to a port of loopback; 0 takes any that is free.
    static func bound(to port: Int) throws -> (descriptor: Int32, port: Int) {
        let descriptor = StreamSocket.make()
        var one: Int32 = 1
        setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = loopback(port)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // SAFETY: the address outlives both calls, and its length is its own.
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else {
            close(descriptor)
            throw TrialFault(
                zh: "回环地址上没有可用端口（\(port)）", en: "there is no free port on loopback (\(port))")
        }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// A connection to a port of loopback; nil if nobody listens.
    static func connection(to port: Int) -> Int32? {
        let descriptor = StreamSocket.make()
        var address = loopback(port)
        // SAFETY: the address outlives the call, and its length is its own.
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            close(descriptor)
            return nil
        }
        sendAtOnce(descriptor)
        return descriptor
    }

    /// Small messages do not wait for larger ones.
    static func sendAtOnce(_ descriptor: Int32) {
        var one: Int32 = 1
        setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one,
            socklen_t(MemoryLayout<Int32>.size))
    }

    private static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }
}
