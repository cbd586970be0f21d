import CanonicalCoding

/// What a seat did; the numbers are part of the format.
package enum Offence: UInt64, Sendable, Hashable, CaseIterable {
    case twoProposals = 1
    case twoPrevotes = 2
    case twoPrecommits = 3
    case amnesia = 4
}

/// Who did what and where: evidence is counted once for each.
package struct MisbehaviourSubject: Hashable, Comparable, Sendable {
    package let height: Height
    package let round: Round
    package let seat: SeatIndex
    package let offence: Offence

    package init(height: Height, round: Round, seat: SeatIndex, offence: Offence) {
        self.height = height
        self.round = round
        self.seat = seat
        self.offence = offence
    }

    /// The order of evidence in a block.
    package static func < (left: MisbehaviourSubject, right: MisbehaviourSubject) -> Bool {
        (left.height, left.round, left.seat, left.offence.rawValue)
            < (right.height, right.round, right.seat, right.offence.rawValue)
    }
}
