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
        }
    }

    private var duration: WritableKeyPath<ChainParameters, Milliseconds>? {
        switch self {
        case .minimumBlockInterval: \.minimumBlockInterval
        case .emptyBlockInterval: \.emptyBlockInterval
        case .maximumBlockBytes: nil
        case .proposeTimeout: \.proposeTimeout
        case .proposeTimeoutStep: \.proposeTimeoutStep
        case .voteTimeout: \.voteTimeout
        case .voteTimeoutStep: \.voteTimeoutStep
        case .timeoutCap: \.timeoutCap
        case .clockPrecision: \.clockPrecision
        case .messageDelay: \.messageDelay
        case .offlineLimit: \.offlineLimit
        }
    }

    /// Milliseconds, or bytes for the size of blocks.
    package func value(in parameters: ChainParameters) -> UInt64 {
        duration.map { parameters[keyPath: $0].value } ?? parameters.maximumBlockBytes
    }

    package func set(_ value: UInt64, in parameters: inout ChainParameters) {
        if let duration {
            parameters[keyPath: duration] = Milliseconds(value)
        } else {
            parameters.maximumBlockBytes = value
        }
    }
}
