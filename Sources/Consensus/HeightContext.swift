import LedgerTypes
import Sealing

/// What all seats know before they vote on one height.
public struct HeightContext: Hashable, Sendable {
    public let suite: CryptoSuite
    public let chain: ChainID
    /// The height to be decided.
    public let height: Height
    /// The seats that decide it.
    public let seats: SeatSet
    /// Seats that do not propose at this height; they vote like all others.
    public let suspended: [SeatIndex]
    public let parameters: ChainParameters

    public init(
        suite: CryptoSuite, chain: ChainID, height: Height, seats: SeatSet,
        suspended: [SeatIndex] = [], parameters: ChainParameters
    ) {
        self.suite = suite
        self.chain = chain
        self.height = height
        self.seats = seats
        self.suspended = suspended
        self.parameters = parameters
    }

    /// The seat that proposes in a round of this height.
    public func proposer(round: Round) -> SeatIndex {
        ProposerRotation.proposer(
            height: height, round: round, seats: seats, suspended: suspended)
    }
}
