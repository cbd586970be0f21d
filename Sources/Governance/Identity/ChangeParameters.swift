import CanonicalCoding
import LedgerTypes

/// `parameters`: what the consortium voted about the running of its chain.
package struct ChangeParameters: LedgerAction, Hashable {
    package static let kind = TransactionKind.parameters
    package let parameters: ChainParameters

    package init(parameters: ChainParameters) { self.parameters = parameters }

    package func encode(into writer: inout CanonicalWriter) { parameters.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        parameters = try ChainParameters(from: &reader)
    }

    package func validate() throws(Refusal) { try Self.validate(parameters) }

    /// Values under which a chain can run at all.
    static func validate(_ parameters: ChainParameters) throws(Refusal) {
        let durations = [
            parameters.emptyBlockInterval, parameters.proposeTimeout, parameters.voteTimeout,
            parameters.clockPrecision, parameters.messageDelay,
        ]
        guard durations.allSatisfy({ (1...86_400_000).contains($0.value) }),
            parameters.proposeTimeout <= parameters.timeoutCap,
            parameters.voteTimeout <= parameters.timeoutCap,
            parameters.minimumBlockInterval <= parameters.emptyBlockInterval,
            (65_536...67_108_864).contains(parameters.maximumBlockBytes),
            parameters.offlineLimit <= Milliseconds.days(30),
            GovernanceLimits.recoveryDelay.contains(parameters.subjectRecoveryDelay),
            // Small enough to hold, and never so small that those who would raise them cannot.
            (20...1_000_000).contains(parameters.personEntries),
            (100...100_000_000).contains(parameters.systemEntries),
            [parameters.personBytes, parameters.systemBytes].allSatisfy({
                (1_048_576...(1 << 40)).contains($0)
            }),
            (1...256).contains(parameters.openOverrides),
            (1...1_024).contains(parameters.openEscalations),
            parameters.overrideKinds.isSubset(of: .known),
            parameters.licensingKinds.isSubset(of: .known)
        else { throw .parametersMalformed }
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {}

    package func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.parameters, parameters)
        return .accepted
    }
}
