import LedgerTypes

extension Tables {
    /// How the seats have done as proposers; absent while there is nothing to remember.
    package static let proposers = Table<Only, ProposerStandings>("proposers")
}

/// How the parent of a block was decided, and what the block shows of its seats.
package struct ParentDecision: Sendable {
    /// The parent itself.
    package let parent: Checkpoint
    /// Nil at height 1.
    package let certificate: CommitCertificate?
    /// The seats that decided the parent.
    package let voted: SeatSet
    /// The seats that decide the block.
    package let voting: SeatSet
    /// Evidence of misbehaviour that was checked, ascending by subject.
    package let evidence: [MisbehaviourEvidence]
    /// Whom each piece is about.
    package let accused: [MemberID]

    /// Checks the evidence of the block after a state.
    package init(
        parent: BlockID, certificate: CommitCertificate?, evidence: [MisbehaviourEvidence],
        after state: LedgerState
    ) throws(EvidenceProblem) {
        self.parent = Checkpoint(height: state.height, block: parent, time: state.time)
        accused = try MisbehaviourRegister.check(evidence, on: state)
        self.evidence = evidence
        self.certificate = certificate
        voted = state.seats
        voting = state.nextSeats
    }
}

/// Who proposes: the record in the state map.
enum Proposing {
    /// At block start, before announced seats are in force.
    static func advance(_ parent: ParentDecision, _ change: inout StateChange) {
        let before = change.get(Tables.proposers)
        // Mostly every proposer did well.
        if before == nil, parent.certificate.map({ $0.round == .first }) ?? true { return }
        var after = before ?? ProposerStandings()
        after.advance(
            to: change.height, certificate: parent.certificate, voted: parent.voted,
            voting: parent.voting)
        write(after, &change)
    }

    /// A member's seat does not propose for the longest term, whatever it was found to have done.
    static func punish(_ member: MemberID, seats: SeatSet, _ change: inout StateChange) {
        var standings = change.get(Tables.proposers) ?? ProposerStandings()
        standings.punish(member, at: change.height, seats: seats)
        write(standings, &change)
    }

    /// Says that other seats decide this block, from a later round than the first: nobody is
    /// suspended among them, and the rounds before had no proposers that could miss them. Called
    /// while the block is executed.
    static func begin(in round: Round, _ change: inout StateChange) {
        var standings = ProposerStandings()
        standings.firstRound = round
        write(standings, &change)
    }

    private static func write(_ standings: ProposerStandings, _ change: inout StateChange) {
        guard standings != change.get(Tables.proposers) ?? ProposerStandings() else { return }
        if standings.isEmpty {
            change.delete(Tables.proposers, Only())
        } else {
            change.put(Tables.proposers, standings)
        }
    }
}

extension LedgerState {
    /// Seats of the next height that do not propose there, ascending; they vote like all others.
    package var suspendedProposers: [SeatIndex] {
        self.get(Tables.proposers)?.suspendedSeats(in: nextSeats) ?? []
    }
}
