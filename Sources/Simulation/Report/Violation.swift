import LedgerTypes

/// Something that must never happen, with when it did.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
    /// What was broken.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Two blocks were committed at one height.
        case agreement
        /// A committed block does not follow from its parent, or does not carry its decision, or is
        /// too large, or holds what nobody submitted, or holds it twice.
        case validity
        /// A certificate does not hold under the seats that the chain's history gives.
        case certificate
        /// Seat sets do not follow from genesis and the blocks.
        case seatHistory
        /// An honest seat signed two things for one place.
        case doubleSigning
        /// A node has other roots than an independent execution.
        case roots
        /// A node no longer has what it had committed.
        case durability
        /// An honest node did not commit in time.
        case liveness
        /// A fork names too few culprits, or an honest seat.
        case accountability
        /// Two nodes store other bytes of a block.
        case storedBytes
        /// A node sends what nobody can read, or its store cannot be read for no fault of the disk.
        case encoding
        /// A round machine did what no rule allows, or left out what one asks for.
        case reference
        /// A seat signed before a quorum had told it what it had signed before its start.
        case earlySigning
        /// A seat that lost nothing was made to sign no more.
        case silenced
        /// A wrong clock proposes, or a right one is taken for wrong.
        case clock
        /// What no correct peer sends was passed over.
        case unreported
        /// Work with the outside did not come to its end, came to two, or is not what the chain says.
        case duty
    }

    package let kind: Kind
    package let seed: UInt64
    /// Virtual milliseconds.
    package let time: UInt64
    package let node: Int?
    package let height: Height?
    package let detail: String

    package init(
        _ kind: Kind, seed: UInt64, time: UInt64, node: Int?, height: Height?, detail: String
    ) {
        self.kind = kind
        self.seed = seed
        self.time = time
        self.node = node
        self.height = height
        self.detail = detail
    }

    package var description: String {
        let place = [node.map { "node \($0)" }, height.map { "height \($0)" }].compactMap { $0 }
        return "seed \(seed), \(time) ms: \(kind.rawValue)"
            + (place.isEmpty ? "" : " (\(place.joined(separator: ", ")))") + ": \(detail)"
    }
}
