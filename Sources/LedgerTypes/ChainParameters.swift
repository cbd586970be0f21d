import CanonicalCoding
import Sealing

/// What the consortium voted about the running of its chain, and about how much of it one key may
/// use; durations in milliseconds.
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
    /// How long a patient's old key may object before another one replaces it.
    package var subjectRecoveryDelay: Milliseconds
    /// Entries and bytes of transactions that a person, a patient included, adds in a day.
    package var personEntries: UInt64
    package var personBytes: UInt64
    /// Entries and bytes that a key of a member, its gateway's or its governance's, adds in a day.
    package var systemEntries: UInt64
    package var systemBytes: UInt64
    /// Overrides of a physician whose duties are not all done.
    package var openOverrides: UInt64
    /// Escalated requests of one asker that wait for the committee.
    package var openEscalations: UInt64
    /// Kinds of members whose physicians may open a patient's data in an emergency.
    package var overrideKinds: MemberKinds
    /// Kinds of members that attest licences of other members' people.
    package var licensingKinds: MemberKinds

    package init(
        minimumBlockInterval: Milliseconds, emptyBlockInterval: Milliseconds,
        maximumBlockBytes: UInt64, proposeTimeout: Milliseconds, proposeTimeoutStep: Milliseconds,
        voteTimeout: Milliseconds, voteTimeoutStep: Milliseconds, timeoutCap: Milliseconds,
        clockPrecision: Milliseconds, messageDelay: Milliseconds, offlineLimit: Milliseconds,
        subjectRecoveryDelay: Milliseconds,
        personEntries: UInt64, personBytes: UInt64, systemEntries: UInt64, systemBytes: UInt64,
        openOverrides: UInt64, openEscalations: UInt64, overrideKinds: MemberKinds,
        licensingKinds: MemberKinds
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
        self.subjectRecoveryDelay = subjectRecoveryDelay
        self.personEntries = personEntries
        self.personBytes = personBytes
        self.systemEntries = systemEntries
        self.systemBytes = systemBytes
        self.openOverrides = openOverrides
        self.openEscalations = openEscalations
        self.overrideKinds = overrideKinds
        self.licensingKinds = licensingKinds
    }

    /// The defaults. Source: docs/internals/consensus.md, "The rules" and "Time"; for the quotas
    /// docs/operating/limits.md.
    package static let standard = ChainParameters(
        minimumBlockInterval: Milliseconds(5), emptyBlockInterval: .seconds(10),
        maximumBlockBytes: 4 * 1024 * 1024, proposeTimeout: .seconds(2),
        proposeTimeoutStep: Milliseconds(500), voteTimeout: Milliseconds(600),
        voteTimeoutStep: Milliseconds(300), timeoutCap: .seconds(20),
        clockPrecision: Milliseconds(500), messageDelay: .seconds(5), offlineLimit: .hours(24),
        subjectRecoveryDelay: .days(14),
        personEntries: 1_000, personBytes: 8 * 1024 * 1024,
        systemEntries: 200_000, systemBytes: 512 * 1024 * 1024,
        openOverrides: 8, openEscalations: 64, overrideKinds: [.tertiary, .community],
        licensingKinds: .regulator)

    private static let domain = DigestDomain("tally/parameters/v1")

    package func digest(suite: CryptoSuite) -> Digest { suite.digest(Self.domain, of: self) }
}

extension ChainParameters: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 20)
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
        subjectRecoveryDelay.encode(into: &writer)
        writer.unsigned(personEntries)
        writer.unsigned(personBytes)
        writer.unsigned(systemEntries)
        writer.unsigned(systemBytes)
        writer.unsigned(openOverrides)
        writer.unsigned(openEscalations)
        writer.unsigned(overrideKinds.rawValue)
        writer.unsigned(licensingKinds.rawValue)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 20)
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
        subjectRecoveryDelay = try Milliseconds(from: &reader)
        personEntries = try reader.unsigned()
        personBytes = try reader.unsigned()
        systemEntries = try reader.unsigned()
        systemBytes = try reader.unsigned()
        openOverrides = try reader.unsigned()
        openEscalations = try reader.unsigned()
        overrideKinds = MemberKinds(rawValue: try reader.unsigned())
        licensingKinds = MemberKinds(rawValue: try reader.unsigned())
        reader.endArray()
    }
}
