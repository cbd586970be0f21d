import LedgerTypes
import Mutants
import Sealing

/// What all seats know before they vote on one height.
package struct HeightContext: Hashable, Sendable {
    package let suite: CryptoSuite
    package let chain: ChainID
    /// The height to be decided.
    package let height: Height
    /// The seats that decide it.
    package let seats: SeatSet
    /// Seats that do not propose at this height; they vote like all others.
    package let suspended: [SeatIndex]
    package let parameters: ChainParameters
    /// The round in which the height begins: above 0 only where a lost quorum is recovered, so
    /// that no seat contradicts what it signed before.
    package let firstRound: Round

    package init(
        suite: CryptoSuite, chain: ChainID, height: Height, seats: SeatSet,
        suspended: [SeatIndex] = [], parameters: ChainParameters, firstRound: Round = .first
    ) {
        self.suite = suite
        self.chain = chain
        self.height = height
        self.seats = seats
        self.suspended = suspended
        self.parameters = parameters
        self.firstRound = firstRound
    }

    /// True of a round in which these seats decide, and where no round is named.
    ///
    /// What the seats of before a recovery signed in earlier rounds is no vote here, though it may
    /// be signed by some of the same keys: sender and receiver may honestly differ about it.
    func includes(_ round: Round?) -> Bool {
        round.map { $0 >= firstRound || Mutant.validRoundsBeforeRecovery.isOn } ?? true
    }

    /// The seat that proposes in a round of this height.
    package func proposer(round: Round) -> SeatIndex {
        ProposerRotation.proposer(
            height: height, round: round, seats: seats, suspended: suspended)
    }
}
