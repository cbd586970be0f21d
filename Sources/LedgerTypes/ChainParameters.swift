import CanonicalCoding
import Sealing

/// What the consortium voted about the running of its chain; durations in milliseconds.
package struct ChainParameters: Hashable, Sendable {
    /// Least time between two blocks of one proposer's making.
    package var minimumBlockInterval: Milliseconds
    /// Time after which an empty block is made, so that clocks and due dates move on.
    package var emptyBlockInterval: Milliseconds
    /// Largest block, in bytes of its canonical form.
    package var maximumBlockBytes: UInt64
    package var proposeTimeout: Milliseconds
    package var proposeTimeoutStep: Milliseconds
    package var voteTimeout: Milliseconds
    package var voteTimeoutStep: Milliseconds
    package var timeoutCap: Milliseconds
    /// How far a proposer's clock may be ahead of or behind a voter's.
    package var clockPrecision: Milliseconds
    /// How long a proposal may travel.
    package var messageDelay: Milliseconds
    /// How old the last block may be for a node that is cut off to decide an override.
    package var offlineLimit: Milliseconds

    package init(
        minimumBlockInterval: Milliseconds, emptyBlockInterval: Milliseconds,
        maximumBlockBytes: UInt64, proposeTimeout: Milliseconds, proposeTimeoutStep: Milliseconds,
        voteTimeout: Milliseconds, voteTimeoutStep: Milliseconds, timeoutCap: Milliseconds,
        clockPrecision: Milliseconds, messageDelay: Milliseconds, offlineLimit: Milliseconds
    ) {
        self.minimumBlockInterval = minimumBlockInterval
        self.emptyBlockInterval = emptyBlockInterval
        self.maximumBlockBytes = maximumBlockBytes
        self.proposeTimeout = proposeTimeout
        self.proposeTimeoutStep = proposeTimeoutStep
        self.voteTimeout = voteTimeout
        self.voteTimeoutStep = voteTimeoutStep
        self.timeoutCap = timeoutCap
        self.clockPrecision = clockPrecision
        self.messageDelay = messageDelay
        self.offlineLimit = offlineLimit
    }

    /// The defaults. Source: docs/internals/consensus.md, "The rules" and "Time".
    package static let standard = ChainParameters(
        minimumBlockInterval: Milliseconds(5), emptyBlockInterval: .seconds(10),
        maximumBlockBytes: 4 * 1024 * 1024, proposeTimeout: .seconds(2),
        proposeTimeoutStep: Milliseconds(500), voteTimeout: Milliseconds(600),
        voteTimeoutStep: Milliseconds(300), timeoutCap: .seconds(20),
        clockPrecision: Milliseconds(500), messageDelay: .seconds(5), offlineLimit: .hours(24))

    private static let domain = DigestDomain("tally/parameters/v1")

    package func digest(suite: CryptoSuite) -> Digest { suite.digest(Self.domain, of: self) }
}

extension ChainParameters: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 11)
        minimumBlockInterval.encode(into: &writer)
        emptyBlockInterval.encode(into: &writer)
        writer.unsigned(maximumBlockBytes)
        proposeTimeout.encode(into: &writer)
        proposeTimeoutStep.encode(into: &writer)
        voteTimeout.encode(into: &writer)
        voteTimeoutStep.encode(into: &writer)
        timeoutCap.encode(into: &writer)
        clockPrecision.encode(into: &writer)
        messageDelay.encode(into: &writer)
        offlineLimit.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 11)
        minimumBlockInterval = try Milliseconds(from: &reader)
        emptyBlockInterval = try Milliseconds(from: &reader)
        maximumBlockBytes = try reader.unsigned()
        proposeTimeout = try Milliseconds(from: &reader)
        proposeTimeoutStep = try Milliseconds(from: &reader)
        voteTimeout = try Milliseconds(from: &reader)
        voteTimeoutStep = try Milliseconds(from: &reader)
        timeoutCap = try Milliseconds(from: &reader)
        clockPrecision = try Milliseconds(from: &reader)
        messageDelay = try Milliseconds(from: &reader)
        offlineLimit = try Milliseconds(from: &reader)
        reader.endArray()
    }
}
