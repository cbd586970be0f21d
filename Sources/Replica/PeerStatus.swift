import CanonicalCoding
import Consensus
import LedgerTypes

/// Where a peer stands; sent on connecting and every two seconds.
package struct PeerStatus: Hashable, Sendable, CanonicalCodable {
    /// The last height it committed.
    package let height: Height
    /// The block of that height; the chain id at genesis.
    package let block: BlockID
    /// The round and step of the height that it decides now.
    package let round: Round
    package let step: RoundStep
    /// Its clock, so that nodes notice a wrong one.
    package let clock: BlockTime
    /// The first block that it can serve.
    package let base: Height
    /// The version of its software, for people.
    package let version: String
    /// True if it signs nothing at present.
    package let observes: Bool

    package init(
        height: Height, block: BlockID, round: Round, step: RoundStep = .propose,
        clock: BlockTime,
        base: Height = Height(1), version: String = "", observes: Bool = false
    ) {
        self.height = height
        self.block = block
        self.round = round
        self.step = step
        self.clock = clock
        self.base = base
        self.version = version
        self.observes = observes
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 8)
        height.encode(into: &writer)
        block.encode(into: &writer)
        round.encode(into: &writer)
        writer.unsigned(step.rawValue)
        clock.encode(into: &writer)
        base.encode(into: &writer)
        writer.text(version)
        writer.flag(observes)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 8)
        height = try Height(from: &reader)
        block = try BlockID(from: &reader)
        round = try Round(from: &reader)
        guard let step = RoundStep(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "step")
        }
        self.step = step
        clock = try BlockTime(from: &reader)
        base = try Height(from: &reader)
        version = try reader.text()
        guard version.utf8.count <= Limits.versionBytes else {
            throw .invalidValue(at: reader.offset, field: "version")
        }
        observes = try reader.flag()
        reader.endArray()
    }
}
