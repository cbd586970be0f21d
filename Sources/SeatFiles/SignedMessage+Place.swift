import BlockStore
import Consensus

extension SignedMessage {
    /// Where the register keeps it.
    package var place: SignerPosition {
        let step: SignedStep =
            switch self {
            case .proposal: .proposal
            case .vote(let vote): vote.step == .prevote ? .prevote : .precommit
            }
        return SignerPosition(height: height, round: round, step: step)
    }
}
