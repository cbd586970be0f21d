import Foundation
import SystemCalls
import Testing

/// A socket to the interface on which a test says what no client would.
final class WireConnection: @unchecked Sendable {
    private let handle: Int32

    init(port: Int) throws {
        handle = StreamSocket.make()
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        // SAFETY: the address outlives the call, and its length is its own.
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(handle >= 0 && status == 0)
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(
            handle, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(handle) }

    /// Says it all, then listens until the node has closed its side: what it said.
    static func exchange(_ text: String, port: Int) async throws -> String {
        try await withCheckedThrowingContinuation { waiting in
            Thread.detachNewThread {
                waiting.resume(
                    with: Result {
                        let connection = try WireConnection(port: port)
                        connection.say(text)
                        return connection.rest()
                    })
            }
        }
    }

    private func say(_ text: String) {
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { StreamSocket.send($0, to: handle) }
            guard count > 0 else { return }
            done += count
        }
    }

    private func rest() -> String {
        var said: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(handle, &piece, piece.count, 0), count > 0 {
            said += piece[..<count]
        }
        return String(decoding: said, as: UTF8.self)
    }
}

/// One answer as it stood on the wire.
struct WireAnswer {
    let status: Int
    let headers: [String: String]
    let body: String

    /// Every answer of a connection; informational ones have no body.
    static func all(in text: String) throws -> [WireAnswer] {
        var rest = Array(text.utf8)[...]
        var found: [WireAnswer] = []
        while !rest.isEmpty {
            let end = try #require(
                rest.indices.first { rest[$0...].starts(with: [0x0d, 0x0a, 0x0d, 0x0a]) })
            let lines = String(decoding: rest[..<end], as: UTF8.self).split(separator: "\r\n")
            let status = try #require(
                lines[0].split(separator: " ").dropFirst().first.map(String.init))
            var headers: [String: String] = [:]
            for line in lines.dropFirst() {
                let pair = line.split(separator: ":", maxSplits: 1)
                headers[pair[0].lowercased()] = pair[1].trimmingCharacters(in: .whitespaces)
            }
            rest = rest[(end + 4)...]
            let code = try #require(Int(status))
            let length = code < 200 ? 0 : try #require(headers["content-length"].flatMap(Int.init))
            let body = rest.prefix(length)
            found.append(
                WireAnswer(
                    status: code, headers: headers, body: String(decoding: body, as: UTF8.self)))
            rest = rest.dropFirst(length)
        }
        return found
    }

    /// Status and code of an error, which has the one shape that errors have.
    func refusal() throws -> String {
        try ApiAnswer(status: status, body: Array(body.utf8)).refusal()
    }
}
