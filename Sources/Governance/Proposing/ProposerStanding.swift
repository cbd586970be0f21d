import CanonicalCoding
import LedgerTypes

/// Why a seat does not propose for a while.
package enum SuspensionCause: UInt64, NumberedCase {
    /// Its turns passed without a block.
    case misses = 1
    /// It signed what excludes one another.
    case misbehaviour = 2
}

/// A time in which a seat votes and does not propose.
package struct ProposerSuspension: Hashable, Sendable {
    package let cause: SuspensionCause
    /// The first height at which it does not propose.
    package let since: Height
    /// The first height at which it may propose again, if it is seen to vote.
    package var until: Height
    /// The last height whose certificate holds its vote, of those since the suspension.
    package var lastVote: Height?

    package init(cause: SuspensionCause, since: Height, until: Height, lastVote: Height? = nil) {
        self.cause = cause
        self.since = since
        self.until = until
        self.lastVote = lastVote
    }
}

/// How one member's seat has done as a proposer; kept by member, so that a change of seats or of
/// its key does not mix it up with another's.
package struct ProposerStanding: Hashable, Sendable {
    package let member: MemberID
    /// Heights at which its turn passed without a block since its last success, ascending.
    package var misses: [Height] = []
    /// How often its next term is doubled.
    package var doublings: UInt64 = 0
    package var suspension: ProposerSuspension?
    /// Reinstated without having been seen to vote: one miss suspends it again.
    package var isOnTrial = false
    /// When its last suspension ended.
    package var reinstated: Height?

    package init(member: MemberID) { self.member = member }

    /// True if there is nothing to remember.
    var isClean: Bool {
        misses.isEmpty && doublings == 0 && suspension == nil && !isOnTrial && reinstated == nil
    }

    /// Ends the suspension with the block of this height.
    mutating func reinstate(at height: Height, onTrial: Bool) {
        suspension = nil
        isOnTrial = onTrial
        reinstated = height
    }
}

extension ProposerSuspension: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        cause.encode(into: &writer)
        since.encode(into: &writer)
        until.encode(into: &writer)
        writer.optional(lastVote)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        cause = try SuspensionCause(from: &reader)
        since = try Height(from: &reader)
        until = try Height(from: &reader)
        lastVote = try reader.optional()
        reader.endArray()
    }
}

extension ProposerStanding: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 6)
        member.encode(into: &writer)
        writer.array(misses)
        writer.unsigned(doublings)
        writer.optional(suspension)
        writer.flag(isOnTrial)
        writer.optional(reinstated)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 6)
        member = try MemberID(from: &reader)
        misses = try reader.array()
        doublings = try reader.unsigned()
        suspension = try reader.optional()
        isOnTrial = try reader.flag()
        reinstated = try reader.optional()
        reader.endArray()
    }
}
