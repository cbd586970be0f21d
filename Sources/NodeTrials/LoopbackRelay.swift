import Foundation
import Synchronization
import SystemCalls

/// A wire that can be cut: takes connections on a port of loopback and carries their bytes to
/// another port, each way until it is told to hold them.
///
/// Bytes that are held wait, as in a network that drops packets: no connection is closed, and what
/// was held goes on when the wire is whole again. New connections are taken meanwhile and get no
/// answer.
package final class LoopbackRelay: Sendable {
    /// The two ways of a wire, seen from whoever dials.
    package enum Way: Sendable, CaseIterable {
        case outward, back
    }

    package let port: Int
    private let target: Int
    private let listener: Int32
    private struct State {
        var held: Set<Way> = []
        var isEnded = false
    }
    private let state = Mutex(State())

    /// How often a held or idle way looks whether something has changed, in milliseconds.
    private static let beat: Int32 = 20

    /// Listens at once.
    package init(to target: Int) throws {
        self.target = target
        (listener, port) = try LoopbackPorts.bound(to: 0)
        guard listen(listener, 64) == 0 else {
            close(listener)
            throw TrialFault(zh: "端口 \(port) 无法监听", en: "port \(port) cannot be listened on")
        }
        let accepting = Thread { [self] in accept() }
        accepting.start()
    }

    /// Holds the bytes of these ways, and lets those of the others pass.
    package func hold(_ ways: Set<Way>) { state.withLock { $0.held = ways } }

    /// Ends the relay and its connections.
    package func end() { state.withLock { $0.isEnded = true } }

    private func isHeld(_ way: Way) -> Bool { state.withLock { $0.held.contains(way) } }
    private var isEnded: Bool { state.withLock { $0.isEnded } }

    private func accept() {
        defer { close(listener) }
        while !isEnded {
            guard Self.isReadable(listener) else { continue }
            let near = SystemCalls.accept(listener, nil, nil)
            guard near >= 0 else { continue }
            LoopbackPorts.sendAtOnce(near)
            let carrying = Thread { [self] in carry(near) }
            carrying.start()
        }
    }

    /// Carries one connection; returns when both of its ways have ended.
    private func carry(_ near: Int32) {
        defer { close(near) }
        // A dialer whose way is held does not learn whether anybody is there.
        while isHeld(.outward) || isHeld(.back) {
            if isEnded { return }
            usleep(UInt32(Self.beat) * 1_000)
        }
        guard let far = LoopbackPorts.connection(to: target) else { return }
        defer { close(far) }
        let group = DispatchGroup()
        group.enter()
        let back = Thread { [self] in
            pump(.back, from: far, to: near)
            group.leave()
        }
        back.start()
        pump(.outward, from: near, to: far)
        group.wait()
    }

    /// Moves bytes one way until either end has closed.
    private func pump(_ way: Way, from source: Int32, to sink: Int32) {
        var piece = [UInt8](repeating: 0, count: 65_536)
        // Whoever waits for the other way must see the end too.
        defer {
            shutdown(source, Int32(SHUT_RDWR))
            shutdown(sink, Int32(SHUT_RDWR))
        }
        while !isEnded {
            if isHeld(way) {
                usleep(UInt32(Self.beat) * 1_000)
                continue
            }
            guard Self.isReadable(source) else { continue }
            if isHeld(way) { continue }
            let count = recv(source, &piece, piece.count, 0)
            guard count > 0, send(piece[..<count], to: sink) else { return }
        }
    }

    private func send(_ bytes: ArraySlice<UInt8>, to sink: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
                let count = StreamSocket.send(rest, to: sink)
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }

    private static func isReadable(_ descriptor: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, beat) > 0
    }
}
