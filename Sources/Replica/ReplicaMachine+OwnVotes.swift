import Consensus
import LedgerTypes
import Mutants

/// Whether a seat knows what it said before its start.
struct OwnVotesInquiry: Sendable {
    /// True from the start until enough seats have answered and all they say is known.
    var isOpen = false
    /// The height from which on the seat's votes must be known.
    var from = Height.genesis
    /// The tip of each seat that answered. For lookup only.
    var tips: [MemberID: Height] = [:]
}

extension ReplicaMachine {
    /// A seat signs nothing before the others have told it what it last said: its disk may be an
    /// old copy. Source: docs/internals/consensus.md, "What a start trusts".
    mutating func beginInquiry() {
        inquiry.from = ledger.height.next
        guard configuration.seatKey != nil, !Mutant.missingVoteLog.isOn,
            !Mutant.ownVotesUnasked.isOn
        else { return }
        inquiry.isOpen = true
        pending += stepRounds(.signing(isAllowed: false))
    }

    /// Asks, once the height has begun and it is known who decides it.
    mutating func askOwnVotes() {
        endInquiry()
        guard inquiry.isOpen else { return }
        effects.append(.note(.asksForOwnVotes(answersNeeded: answersNeeded)))
        askOwnVotesAgain()
    }

    /// With the own seat, these answers come from a quorum.
    private var answersNeeded: Int {
        min(Mutant.answersOfOne.isOn ? 1 : seatsInForce.quorum - 1, otherSeats.count)
    }

    /// The seats that decide the next height.
    var seatsInForce: SeatSet {
        recovery?.body.seats ?? (Mutant.seatChangeLate.isOn ? ledger.seats : ledger.nextSeats)
    }

    private var otherSeats: [MemberID] {
        seatsInForce.seats.map(\.member).filter { $0 != configuration.member }
    }

    /// Asks a peer that has not answered yet.
    mutating func askOwnVotes(of member: MemberID) {
        guard inquiry.isOpen, inquiry.tips[member] == nil, otherSeats.contains(member) else {
            return
        }
        let request = OwnVotesRequest(from: inquiry.from)
        effects.append(.send(.ownVotesRequest(request), to: member))
    }

    /// Questions get lost: asks all again that are silent.
    mutating func askOwnVotesAgain() {
        guard inquiry.isOpen else { return }
        for member in otherSeats where peers[member].isConnected { askOwnVotes(of: member) }
        effects.append(.startTimer(.ownVotes, Limits.inquiryInterval))
    }

    /// Tells a member what its seat last said, also while this node asks the same.
    mutating func answer(_ request: OwnVotesRequest, to member: MemberID) {
        var votes = rounds.latestVotes(of: member, from: request.from)
        if let certificate = lastCommitted?.certificate, certificate.height >= request.from,
            let seat = ledger.seats.index(of: member)
        {
            votes += certificate.votes.filter { $0.seat == seat && !votes.contains($0) }
        }
        if Mutant.ownVotesUntold.isOn { votes = [] }
        let answer = OwnVotes(
            height: ledger.height, votes: Array(votes.prefix(Limits.ownVotesPerAnswer)))
        effects.append(.send(.ownVotes(answer), to: member))
    }

    /// Takes an answer: any vote of the own seat that the log does not hold ends all signing.
    mutating func receive(_ answer: OwnVotes, from member: MemberID) {
        guard otherSeats.contains(member) else { return }
        for vote in answer.votes where vote.height >= inquiry.from && isOwn(vote) {
            // Of heights that were decided since nothing is remembered but what was recovered.
            guard inquiry.isOpen || vote.height > ledger.height,
                !Mutant.answersUnheeded.isOn
            else { continue }
            if !rounds.knowsOwn(vote),
                !recovered.contains(where: { $0.signed.isSameStatement(as: vote) })
            {
                drive(.foreignVote(vote))
            }
        }
        guard inquiry.isOpen else { return }
        inquiry.tips[member] = answer.height
        endInquiry()
        pump()
    }

    /// Signs from now on, once enough seats have answered and this node has come as far as they.
    mutating func endInquiry() {
        guard inquiry.isOpen else { return }
        let tips = otherSeats.compactMap { inquiry.tips[$0] }.sorted(by: >)
        guard tips.count >= answersNeeded else { return }
        // An honest seat is at that height or above: what this seat signed below it shows in the
        // certificates of the blocks that are fetched first.
        let place = min(seatsInForce.oneHonest, tips.count) - 1
        guard place < 0 || ledger.height >= tips[place] || Mutant.tipNotWaitedFor.isOn else {
            return
        }
        inquiry.isOpen = false
        // INVARIANT: also called while effects are being done; whoever calls goes on with them.
        pending += stepRounds(.signing(isAllowed: true))
        if !isSilenced, answersNeeded > 0 {
            effects.append(.note(.signs(from: ledger.height.next)))
        }
    }

    private func isOwn(_ vote: Vote) -> Bool {
        if Mutant.answersOfAnyKey.isOn { return true }
        return configuration.seatKey?.verifyingKey.verifiesAdmitted(
            vote.signature, over: vote.signedBytes(chain: ledger.chain)) ?? false
    }
}
