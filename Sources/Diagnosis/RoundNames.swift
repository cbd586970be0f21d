import Consensus

// What health, metrics and the log call the steps and waits of a round: declared, so that renaming
// a case in the code changes no answer.

extension RoundStep {
    package var name: String {
        switch self {
        case .propose: "propose"
        case .prevote: "prevote"
        case .precommit: "precommit"
        }
    }
}

extension RoundTimer.Kind {
    package var name: String {
        switch self {
        case .propose: "propose"
        case .prevote: "prevote"
        case .precommit: "precommit"
        case .interval: "interval"
        case .empty: "empty"
        case .resend: "resend"
        }
    }
}
