import Governance
import LedgerTypes

/// The names of chain parameters in descriptions and commands.
package enum ParameterName: String, CaseIterable, Sendable {
    case minimumBlockInterval
    case emptyBlockInterval
    case maximumBlockBytes
    case proposeTimeout
    case proposeTimeoutStep
    case voteTimeout
    case voteTimeoutStep
    case timeoutCap
    case clockPrecision
    case messageDelay
    case offlineLimit
    case subjectRecoveryDelay
    case personEntries
    case personBytes
    case systemEntries
    case systemBytes
    case openOverrides
    case openEscalations
    case overrideKinds
    case licensingKinds

    package var chinese: String {
        switch self {
        case .minimumBlockInterval: "最短出块间隔"
        case .emptyBlockInterval: "空块间隔"
        case .maximumBlockBytes: "区块字节上限"
        case .proposeTimeout: "提案超时"
        case .proposeTimeoutStep: "提案超时递增"
        case .voteTimeout: "表决超时"
        case .voteTimeoutStep: "表决超时递增"
        case .timeoutCap: "超时上限"
        case .clockPrecision: "时钟容差"
        case .messageDelay: "消息时延"
        case .offlineLimit: "离线裁决时限"
        case .subjectRecoveryDelay: "患者密钥找回等待期"
        case .personEntries: "每人每日条目数"
        case .personBytes: "每人每日字节数"
        case .systemEntries: "机构每把密钥每日条目数"
        case .systemBytes: "机构每把密钥每日字节数"
        case .openOverrides: "每名医师未了结的越权数"
        case .openEscalations: "每人待裁的上报请求数"
        case .overrideKinds: "可应急越权的机构类型"
        case .licensingKinds: "可证明执业证的机构类型"
        }
    }

    private var duration: WritableKeyPath<ChainParameters, Milliseconds>? {
        switch self {
        case .minimumBlockInterval: \.minimumBlockInterval
        case .emptyBlockInterval: \.emptyBlockInterval
        case .proposeTimeout: \.proposeTimeout
        case .proposeTimeoutStep: \.proposeTimeoutStep
        case .voteTimeout: \.voteTimeout
        case .voteTimeoutStep: \.voteTimeoutStep
        case .timeoutCap: \.timeoutCap
        case .clockPrecision: \.clockPrecision
        case .messageDelay: \.messageDelay
        case .offlineLimit: \.offlineLimit
        case .subjectRecoveryDelay: \.subjectRecoveryDelay
        case .maximumBlockBytes, .personEntries, .personBytes, .systemEntries, .systemBytes,
            .openOverrides, .openEscalations, .overrideKinds, .licensingKinds:
            nil
        }
    }

    /// What is no duration.
    private var number: WritableKeyPath<ChainParameters, UInt64> {
        switch self {
        case .personEntries: \.personEntries
        case .personBytes: \.personBytes
        case .systemEntries: \.systemEntries
        case .systemBytes: \.systemBytes
        case .openOverrides: \.openOverrides
        case .openEscalations: \.openEscalations
        default: \.maximumBlockBytes
        }
    }

    /// What names kinds of members.
    private var kinds: WritableKeyPath<ChainParameters, MemberKinds>? {
        switch self {
        case .overrideKinds: \.overrideKinds
        case .licensingKinds: \.licensingKinds
        default: nil
        }
    }

    /// A value as people write it: a number, or kinds of members separated by commas, `none` for none.
    /// Nil where it is neither.
    package func value(written text: String) -> UInt64? {
        guard kinds != nil else { return UInt64(text) }
        guard text != "none" else { return 0 }
        var found: MemberKinds = []
        for name in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let kind = MemberKind.allCases.first(where: { $0.name == name }) else {
                return nil
            }
            found.insert(MemberKinds(kind))
        }
        return found.rawValue
    }

    /// The same the other way round.
    package func written(_ value: UInt64) -> String {
        guard kinds != nil else { return "\(value)" }
        let names = MemberKinds(rawValue: value).list.map(\.name)
        return names.isEmpty ? "none" : names.joined(separator: ",")
    }

    /// Milliseconds, bytes, a count, or the bits of kinds of members.
    package func value(in parameters: ChainParameters) -> UInt64 {
        if let kinds { return parameters[keyPath: kinds].rawValue }
        return duration.map { parameters[keyPath: $0].value } ?? parameters[keyPath: number]
    }

    package func set(_ value: UInt64, in parameters: inout ChainParameters) {
        if let kinds {
            parameters[keyPath: kinds] = MemberKinds(rawValue: value)
        } else if let duration {
            parameters[keyPath: duration] = Milliseconds(value)
        } else {
            parameters[keyPath: number] = value
        }
    }
}
