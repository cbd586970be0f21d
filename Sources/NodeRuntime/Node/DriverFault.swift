import BlockStore

/// What keeps a driver from going on, sorted by what can be done about it.
enum DriverFault: Error {
    /// Too little space to vote; following goes on.
    case diskReserve(freeBytes: UInt64)
    /// The disk refused: the files are in doubt until they are opened again.
    case disk(NodeProblem)
    /// Nothing that waiting or opening again would mend.
    case final(NodeProblem)

    /// A fault of the file of blocks.
    static func blocks(_ error: any Error) -> DriverFault {
        sorted(error, problem: .store(error))
    }

    /// A fault of the files of the seat's votes.
    static func votes(_ error: any Error) -> DriverFault {
        sorted(error, problem: .voteLog(error))
    }

    private static func sorted(_ error: any Error, problem: NodeProblem) -> DriverFault {
        switch error {
        case StoreFault.reserveReached(let free),
            SignerFault.store(.reserveReached(let free)):
            return .diskReserve(freeBytes: free)
        case StoreFault.storage, StoreFault.needsReopening,
            SignerFault.store(.storage), SignerFault.store(.needsReopening):
            return .disk(problem)
        default: return .final(problem)
        }
    }

    var problem: NodeProblem {
        switch self {
        case .diskReserve(let free): .belowReserve(freeBytes: free)
        case .disk(let problem), .final(let problem): problem
        }
    }
}
