import Consensus
import LedgerTypes
import Mutants

/// Blocks that were asked for, and those that came and are not judged yet.
struct SyncState: Sendable {
    /// Whom blocks were asked of; nil if nothing is under way.
    var source: MemberID?
    var backlog: [CommittedBlock] = []
    var sender: MemberID?
    /// True if the blocks under way were as many as could be asked for.
    var isAmple = false
    /// The height for which a peer's lead has been noticed.
    var noticed: Height?
    /// Who sent the block that is being judged, for reports.
    var lastSender = MemberID(unchecked: "unknown")
}

extension ReplicaMachine {
    /// Takes a message about the height that is decided; answers one about an older height.
    mutating func receive(_ message: ConsensusMessage, from member: MemberID) {
        sync.lastSender = member
        if message.height <= ledger.height {
            noticeAmnesia(message)
            answerLate(message, from: member)
            return
        }
        if message.height > ledger.height.next, let claimed = message.height.previous {
            learn(height: claimed, from: member)
        }
        if case .decision(let committed) = message { adoptRecovery(from: committed) }
        drive(.received(message, from: member))
    }

    /// Who still votes on a decided height lacks its decision.
    private mutating func answerLate(_ message: ConsensusMessage, from member: MemberID) {
        guard case .vote = message, !Mutant.lateVotesUnanswered.isOn,
            let decidedAt, let lastCommitted,
            now.since(decidedAt) >= Limits.lateVoteAge,
            peers.mayAnswer(member, now: now)
        else { return }
        if message.height == lastCommitted.height {
            effects.append(.send(.consensus(.decision(lastCommitted)), to: member))
        } else {
            effects.append(.send(.status(ownStatus), to: member))
        }
    }

    /// Sends a block that votes name, if it is held.
    mutating func answer(_ request: BodyRequest, to member: MemberID) {
        if request.height == ledger.height.next, let body = rounds.body(of: request.block) {
            effects.append(.send(.consensus(.body(body)), to: member))
        } else if request.height == ledger.height, request.block == head, let lastCommitted {
            effects.append(.send(.consensus(.decision(lastCommitted)), to: member))
        }
    }

    /// Notes how far a peer claims to be, and catches up if it is ahead.
    mutating func learn(height: Height, from member: MemberID) {
        peers[member].height = max(peers[member].height ?? height, height)
        guard height > ledger.height else { return }
        if height == ledger.height.next {
            // Mostly the last votes are on their way; asking at once would fetch each block twice.
            guard sync.noticed != ledger.height else { return }
            sync.noticed = ledger.height
            effects.append(.startTimer(.behind(ledger.height), Limits.behindPatience))
        } else {
            requestBlocks()
        }
    }

    /// Takes a peer for a source of blocks and for nothing else.
    mutating func offer(_ height: Height, from member: MemberID) {
        peers[member].isConnected = true
        // INVARIANT: no status, so that it counts for nobody's tip.
        peers[member].status = nil
        learn(height: height, from: member)
    }

    /// Asks one peer for the blocks that follow, unless that is under way.
    mutating func requestBlocks() {
        guard sync.source == nil, sync.backlog.isEmpty,
            let member = peers.nextSource(above: ledger.height),
            let claim = peers[member].height
        else { return }
        sync.source = member
        effects.append(
            .note(.behind(own: ledger.height, peer: claim, member)))
        let request = BlockRequest(
            from: ledger.height.next, maximumBytes: Limits.syncWindowBytes)
        effects.append(.send(.blockRequest(request), to: member))
        effects.append(.startTimer(.sync, Limits.syncPatience))
    }

    /// The peer that was asked did not answer in time.
    mutating func giveUpRequest() {
        guard let member = sync.source, !Mutant.silentSourceKept.isOn else { return }
        peers[member].failures += 1
        counts.syncFailures += 1
        // INVARIANT: its claim was not kept, so that it counts for nothing until it is made again.
        peers[member].height = ledger.height
        sync.source = nil
        requestBlocks()
    }

    /// Takes blocks from whoever sends them: they prove themselves.
    mutating func receive(_ blocks: [CommittedBlock], from member: MemberID) {
        for (left, right) in zip(blocks, blocks.dropFirst())
        where right.height.previous != left.height && !Mutant.syncBlocksUnordered.isOn {
            effects.append(.peerFault(member, .blocksOutOfOrder))
            return
        }
        let fresh = blocks.filter { $0.height > ledger.height }
        if sync.source == member {
            sync.source = nil
            if fresh.isEmpty { peers[member].failures += 1 }
        }
        guard sync.backlog.isEmpty, fresh.first?.height == ledger.height.next else { return }
        sync.backlog = fresh.reversed()
        sync.sender = member
        sync.isAmple = isAmple(fresh, from: member)
    }

    /// Whether an answer holds all that the peer claims to have, or a good part of a window.
    ///
    /// One that hands out block by block would otherwise hold back who is far behind for ever.
    private func isAmple(_ blocks: [CommittedBlock], from member: MemberID) -> Bool {
        if let last = blocks.last, last.height >= peers[member].height ?? last.height {
            return true
        }
        if blocks.count >= Limits.blocksPerMessage / 4 || Mutant.anyAnswerAmple.isOn { return true }
        var bytes = 0
        for block in blocks {
            bytes += block.canonicalBytes.count
            if bytes >= Limits.ampleSyncBytes { return true }
        }
        return false
    }

    /// Gives the next block to consensus, which alone decides; one in a step.
    mutating func takeBacklog() {
        while let block = sync.backlog.last, block.height <= ledger.height {
            sync.backlog.removeLast()
        }
        guard !hasCommitted, pending.isEmpty, let member = sync.sender,
            let block = sync.backlog.popLast()
        else { return }
        let before = ledger.height
        sync.lastSender = member
        adoptRecovery(from: block)
        drive(.received(.decision(block), from: member))
        guard ledger.height > before else {
            sync.backlog = []
            peers[member].failures += 1
            peers[member].height = ledger.height
            requestBlocks()
            return
        }
        if sync.backlog.isEmpty {
            peers[member].failures = sync.isAmple ? 0 : peers[member].failures + 1
            requestBlocks()
        }
    }
}
