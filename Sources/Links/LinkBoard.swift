import LedgerTypes
import NIOCore
import Synchronization

/// Where the link with one member stands.
package struct LinkStanding: Hashable, Sendable {
    package let member: MemberID
    /// Nil while there is no link.
    package internal(set) var access: LinkAccess?
    /// Why there is none, or only one for blocks.
    package internal(set) var reason: LinkReason?
    /// True if the other end said so, false if this one did.
    package internal(set) var isPeers = false
    /// Where the other end was met last.
    package internal(set) var address = ""
    /// The end of the dates of its certificate, as far as it was seen.
    package internal(set) var certificateEnds: BlockTime?

    /// One that was not heard yet.
    package init(member: MemberID) { self.member = member }
}

/// Where all links stand, kept apart from the loop on which they live: whoever asks waits for nobody.
package final class LinkBoard: Sendable {
    private struct Content {
        var members: [MemberID: LinkStanding] = [:]
        /// Links of this node that another one with its certificate took, or called for.
        var own = DoubleCalls()
        /// The same of peers.
        var peers: [MemberID: DoubleCalls] = [:]
        var ownCertificateAt: String?
    }

    private let content = Mutex(Content())

    package init() {}

    /// Ascending by member.
    package var standings: [LinkStanding] {
        content.withLock { $0.members.values.sorted { $0.member < $1.member } }
    }

    /// True if another node with this node's keys calls the same peers again and again.
    package var isCopied: Bool { content.withLock { $0.own.isLasting(at: .now()) } }

    /// Peers in whose name two nodes call, ascending.
    package var copiedPeers: [MemberID] {
        content.withLock { content in
            content.peers.keys.sorted().filter { content.peers[$0]?.isLasting(at: .now()) == true }
        }
    }

    /// Where a node with this node's own certificate was met.
    package var ownCertificateAt: String? { content.withLock { $0.ownCertificateAt } }

    private func change(_ member: MemberID, _ edit: (inout LinkStanding) -> Void) {
        content.withLock { edit(&$0.members[member, default: LinkStanding(member: member)]) }
    }

    func linked(_ member: MemberID, _ access: LinkAccess, certificateEnds: UInt64) {
        change(member) {
            $0.access = access
            $0.reason = access == .full ? nil : .gatewayKeyDiffers
            $0.isPeers = false
            $0.certificateEnds = BlockTime(certificateEnds)
        }
    }

    /// The peer said what it thinks of a link that stands.
    func remarked(_ member: MemberID, _ reason: LinkReason) {
        change(member) {
            // What this end found by its own ledger is not overwritten.
            guard $0.access == .full else { return }
            $0.reason = reason == .taken ? nil : reason
            $0.isPeers = reason != .taken
        }
    }

    /// A link ended, or did not come about; nil if it ended without a reason.
    func ended(_ member: MemberID?, _ reason: LinkReason?, byPeer: Bool, address: String) {
        // A stranger stands in the log: anybody can call, and health is not for that.
        guard let member else { return }
        change(member) {
            $0.access = nil
            $0.address = address
            // That nobody answers now, or that a refusal lasts, says less than why the last link was
            // refused.
            let saysLess = [nil, .unreachable, .refusedForNow].contains(reason)
            if saysLess, $0.reason != nil { return }
            $0.reason = reason
            $0.isPeers = byPeer
        }
    }

    /// Two links with one certificate met: with this node's own at a peer, or with a peer's here.
    func met(double member: MemberID?, at now: NIODeadline, silence: TimeAmount) {
        content.withLock {
            if let member {
                $0.peers[member, default: DoubleCalls()].note(now, silence: silence)
            } else {
                $0.own.note(now, silence: silence)
            }
        }
    }

    func met(ownCertificateAt address: String) {
        content.withLock { $0.ownCertificateAt = address }
    }
}

/// Calls in the name of a member that has a link already.
///
/// One node calls twice when both ends dial at once, or while the other end holds on to a dead link,
/// until that has been silent for too long: what lasts longer is two nodes with one set of keys.
struct DoubleCalls {
    private var times: [NIODeadline] = []
    private var silence = TimeAmount.zero

    mutating func note(_ now: NIODeadline, silence: TimeAmount) {
        self.silence = silence
        let window = window
        times.removeAll { now - $0 > window }
        times.append(now)
        if times.count > 64 { times.remove(at: 1) }
    }

    func isLasting(at now: NIODeadline) -> Bool {
        guard let first = times.first, let last = times.last else { return false }
        return times.count >= 3 && last - first > silence && now - last <= window
    }

    /// Several of the longest pauses between two calls.
    private var window: TimeAmount { .nanoseconds(silence.nanoseconds * 4) }
}
