import CanonicalCoding

/// What a seat did; the numbers are part of the format.
public enum Offence: UInt64, Sendable, Hashable, CaseIterable {
    case twoProposals = 1
    case twoPrevotes = 2
    case twoPrecommits = 3
    case amnesia = 4
}

/// Who did what and where: evidence is counted once for each.
public struct MisbehaviourSubject: Hashable, Comparable, Sendable {
    public let height: Height
    public let round: Round
    public let seat: SeatIndex
    public let offence: Offence

    public init(height: Height, round: Round, seat: SeatIndex, offence: Offence) {
        self.height = height
        self.round = round
        self.seat = seat
        self.offence = offence
    }

    /// The order of evidence in a block.
    public static func < (left: MisbehaviourSubject, right: MisbehaviourSubject) -> Bool {
        (left.height, left.round, left.seat, left.offence.rawValue)
            < (right.height, right.round, right.seat, right.offence.rawValue)
    }
}
