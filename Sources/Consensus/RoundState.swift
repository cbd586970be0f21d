import CanonicalCoding
import LedgerTypes

/// Which votes of a height a node holds: what its peers compare theirs with, so that they send only
/// what it lacks. Source: docs/internals/consensus.md, "Repairing what was lost".
package struct RoundState: Hashable, Sendable {
    /// The votes of one round, one bit for each seat, the first seat in the lowest bit.
    package struct Votes: Hashable, Sendable, CanonicalCodable {
        package let round: Round
        package let prevotes: UInt64
        package let precommits: UInt64

        package init(round: Round, prevotes: UInt64, precommits: UInt64) {
            self.round = round
            self.prevotes = prevotes
            self.precommits = precommits
        }

        package func encode(into writer: inout CanonicalWriter) {
            writer.array(count: 3)
            round.encode(into: &writer)
            writer.unsigned(prevotes)
            writer.unsigned(precommits)
        }

        package init(from reader: inout CanonicalReader) throws(CodingFault) {
            try reader.beginArray(count: 3)
            round = try Round(from: &reader)
            prevotes = try reader.unsigned()
            precommits = try reader.unsigned()
            reader.endArray()
        }
    }

    package let height: Height
    /// The round in which the node is.
    package let round: Round
    /// The newest rounds up to that one, ascending; of others nothing is said.
    package let votes: [Votes]

    package init(height: Height, round: Round, votes: [Votes]) {
        self.height = height
        self.round = round
        self.votes = votes
    }
}

extension RoundState: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        height.encode(into: &writer)
        round.encode(into: &writer)
        writer.array(votes)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        height = try Height(from: &reader)
        round = try Round(from: &reader)
        votes = try reader.array(upTo: Limits.comparedRounds)
        reader.endArray()
    }
}
