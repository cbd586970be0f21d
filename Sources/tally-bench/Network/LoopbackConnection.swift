import Foundation
import SystemCalls

/// One kept-alive HTTP/1.1 connection to a node on this machine.
///
/// Plain blocking calls: what is timed is the node, not a client library.
final class LoopbackConnection {
    private let socketHandle: Int32
    private let host: String
    private var pending: [UInt8] = []

    /// `patience` is how long an answer may take, in seconds.
    init(port: Int, patience: Int = 70) throws {
        host = "127.0.0.1:\(port)"
        socketHandle = StreamSocket.make()
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        // SAFETY: the address outlives the call, and its length is its own.
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socketHandle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard socketHandle >= 0, status == 0 else {
            throw BenchFault(zh: "节点 \(host) 没有应答", en: "nobody answers at \(host)")
        }
        var one: Int32 = 1
        setsockopt(
            socketHandle, Int32(IPPROTO_TCP), TCP_NODELAY, &one,
            socklen_t(MemoryLayout<Int32>.size))
        var patience = timeval(tv_sec: patience, tv_usec: 0)
        setsockopt(
            socketHandle, SOL_SOCKET, SO_RCVTIMEO, &patience,
            socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(socketHandle) }

    /// One call and its whole answer.
    func call(
        _ method: String, _ path: String, headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) throws -> (status: Int, body: [UInt8]) {
        var head = "\(method) \(path) HTTP/1.1\r\nhost: \(host)\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        if !body.isEmpty { head += "content-type: application/json\r\n" }
        head += "content-length: \(body.count)\r\n\r\n"
        try send(Array(head.utf8) + body)
        return try answer()
    }

    private func send(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { StreamSocket.send($0, to: socketHandle) }
            guard count > 0 else { throw broken }
            done += count
        }
    }

    private func answer() throws -> (status: Int, body: [UInt8]) {
        let end: [UInt8] = [0x0d, 0x0a, 0x0d, 0x0a]
        var searched = 0
        var headEnd: Int?
        while headEnd == nil {
            if pending.count >= 4 {
                headEnd = (searched...(pending.count - 4)).first {
                    pending[$0] == 0x0d && pending[$0..<($0 + 4)].elementsEqual(end)
                }
                searched = pending.count - 3
            }
            if headEnd == nil { try receive() }
        }
        let head = String(decoding: pending[..<headEnd!], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        let length = lines.dropFirst().first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        guard words.count > 1, let status = Int(words[1]), let length else { throw broken }
        let start = headEnd! + 4
        while pending.count < start + length { try receive() }
        let body = Array(pending[start..<(start + length)])
        pending.removeFirst(start + length)
        return (status, body)
    }

    private func receive() throws {
        var piece = [UInt8](repeating: 0, count: 16_384)
        let count = recv(socketHandle, &piece, piece.count, 0)
        guard count > 0 else { throw broken }
        pending += piece[..<count]
    }

    private var broken: BenchFault {
        BenchFault(zh: "与 \(host) 的连接中断", en: "the connection with \(host) broke")
    }
}
