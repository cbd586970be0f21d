import Consensus
import Governance
import LedgerTypes
import Links
import NIOCore
import Replica

/// How messages of peers come to the replica: one piece at a time, fair between the peers, and
/// whatever the node does by itself in between.
extension ReplicaDriver {
    func take(_ event: PeerEvent) {
        giveBack(inbox.put(event))
        drainSoon()
    }

    /// Each piece is a turn of the loop of its own: timers, submissions and answers of the disk
    /// wait for one piece at most.
    private func drainSoon() {
        guard !isDraining, !inbox.isIdle else { return }
        isDraining = true
        loop.assumeIsolated().execute { [weak self] in
            guard let self else { return }
            self.isDraining = false
            self.drain()
            self.drainSoon()
        }
    }

    private func drain() {
        guard let (member, work) = inbox.next() else { return }
        let begin = ContinuousClock.now
        perform(work, of: member)
        inbox.charge(.now - begin, to: member)
    }

    private func perform(_ work: PeerInbox.Work, of member: MemberID) {
        switch work {
        case .connected:
            parts.status.linked(member)
            take(.peerConnected(member))
        case .connectedForBlocks(let isKnown): sources[member] = isKnown
        case .disconnected:
            sources[member] = nil
            parts.status.unlinked(member)
            take(.peerDisconnected(member))
        case .frame(.gateway, let bytes, let receipt):
            parts.work.parcels.put(.init(sender: member, sealed: bytes, receipt: receipt))
        case .frame(_, let bytes, let receipt):
            guard halt == nil else { return giveBack([receipt]) }
            guard bytes.count > Limits.frameReadAtOnce else {
                take(try? PeerMessage(canonical: bytes), receipt, of: member)
                return
            }
            inbox.hold(member)
            let driver = NIOLoopBound(self, eventLoop: loop)
            parts.reader.submit { [loop] _ in
                let message = try? PeerMessage(canonical: bytes)
                loop.execute { driver.value.takeRead(message, receipt, of: member) }
            }
        case .message(let message, let receipt): take(message, receipt, of: member)
        }
    }

    /// Goes on with a peer whose message was read elsewhere.
    private func takeRead(
        _ message: PeerMessage?, _ receipt: DeliveryReceipt, of member: MemberID
    ) {
        inbox.release(member)
        if let message, !inbox.isShunned(member) {
            inbox.putBack(.message(message, receipt), of: member)
        } else {
            take(message, receipt, of: member)
        }
        drainSoon()
    }

    /// Takes the first piece of a message; the rest waits for its turn.
    private func take(_ message: PeerMessage?, _ receipt: DeliveryReceipt, of member: MemberID) {
        guard let message, !inbox.isShunned(member) else {
            giveBack([receipt])
            if message == nil { refuse(member, reason: "it sent a message that cannot be read") }
            return
        }
        var first = message
        if let pieces = message.pieces {
            first = pieces.first
            inbox.putBack(.message(pieces.rest, receipt), of: member)
        } else {
            giveBack([receipt])
        }
        if case .blocks(let blocks) = first, parts.damage.take(blocks, of: member) { return }
        if let isKnown = sources[member] {
            takeFromSource(first, of: member, isKnown: isKnown)
        } else {
            take(.received(first, from: member))
        }
    }

    /// Of a link for blocks only what proves itself is taken, and how far the peer claims to be.
    private func takeFromSource(_ message: PeerMessage, of member: MemberID, isKnown: Bool) {
        switch message {
        case .blocks: take(.received(message, from: member))
        case .status(let status): take(.offersBlocks(member, upTo: status.height))
        case .blockRequest where isKnown: take(.received(message, from: member))
        default: break
        }
    }

    /// Counts what a peer sent that no correct node sends, says it now and then, and hears no more
    /// of one that sent nonsense.
    func note(_ member: MemberID, _ fault: PeerFault) {
        parts.status.count { $0.peerFaults[member, default: 0] += 1 }
        let subject = FaultSubject(member: member, code: fault.code)
        if faultLines.admits(subject, now: .now) {
            logger.warning("\(member) broke the protocol (code \(fault.code))")
        }
        if fault.isGarbage { refuse(member, reason: "code \(fault.code)") }
    }

    /// Says how often a peer did again what was left out of the log.
    func sayLeftOut() {
        for (subject, count) in faultLines.takeOver(now: .now) {
            logger.warning(
                "\(subject.member) broke the protocol \(count) more times (code \(subject.code))")
        }
    }

    private func refuse(_ member: MemberID, reason: String) {
        guard !inbox.isShunned(member) else { return }
        parts.network.refuse(member, reason: reason)
        giveBack(inbox.shun(member))
    }

    private func giveBack(_ receipts: [DeliveryReceipt]) {
        for receipt in receipts { parts.network.worked(off: receipt) }
    }
}

/// What lines about a peer's faults are counted by.
struct FaultSubject: Hashable, Comparable {
    let member: MemberID
    let code: UInt64

    static func < (left: FaultSubject, right: FaultSubject) -> Bool {
        (left.member, left.code) < (right.member, right.code)
    }
}

extension PeerFault {
    /// Whether no honest node sends such a thing, whatever it lacks: its sender is cut off.
    var isGarbage: Bool {
        switch self {
        case .consensus(.malformed), .consensus(.signatureWrong), .consensus(.certificateWrong),
            .falseEvidence:
            true
        case .inadmissibleTransaction(let code):
            code == Refusal.signatureWrong.code || code == Refusal.unsigned.code
        case .consensus, .blocksOutOfOrder: false
        }
    }
}
