import NIOCore
import Sealing

/// The patience of links; tests shorten it.
package struct LinkTimes: Sendable {
    /// A link must say who it is within this time.
    package var handshake = TimeAmount.seconds(10)
    /// A caller must have sent its whole ClientHello within this time: whoever says nothing holds no
    /// place for as long as a slow handshake may take.
    package var clientHello = TimeAmount.seconds(3)
    /// How long a peer that is not taken has to read why.
    package var farewell = TimeAmount.seconds(1)
    /// Silence after which a sign of life is sent.
    package var signOfLife = TimeAmount.seconds(5)
    /// Silence after which a link counts as dead.
    package var silence = TimeAmount.seconds(20)
    /// First and longest pause between attempts to reach a peer.
    package var firstPause = TimeAmount.milliseconds(250)
    package var longestPause = TimeAmount.seconds(15)
    /// How long a peer is refused after it broke the protocol.
    package var refusal = TimeAmount.seconds(30)

    package init() {}
}

/// Pauses between attempts: doubled up to a cap, each shortened by a random part of up to a half,
/// so that nodes that lost each other at once do not return at once.
struct Backoff {
    private let first: Int64
    private let longest: Int64
    private var attempts = 0

    init(_ times: LinkTimes) {
        first = max(times.firstPause.nanoseconds, 1)
        longest = max(times.longestPause.nanoseconds, first)
    }

    mutating func reset() { attempts = 0 }

    mutating func next() -> TimeAmount {
        let (scaled, overflow) = first.multipliedReportingOverflow(by: 1 << min(attempts, 30))
        let full = overflow ? longest : min(scaled, longest)
        attempts += 1
        let random = RandomBytes.number(below: UInt64(full / 2 + 1))
        return .nanoseconds(full - Int64(random))
    }
}
