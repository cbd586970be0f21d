import BlockStore
import Consensus
import LedgerTypes
import Mutants

extension VotingFiles {
    /// The first height at which the seat may sign, if it lies beyond the next one.
    ///
    /// The register may know more than the log and the blocks: they are an older copy, or were
    /// lost. Then the seat does not sign at the heights in question.
    /// Source: docs/internals/consensus.md, "What a start trusts".
    package func signsFrom(after tip: Height, recovered: [VoteLogRecord]) -> Height? {
        if Mutant.signsFromIgnored.isOn { return nil }
        // Blocks were lost that the seat voted on: what it said thereafter is known to the log only.
        var first = tip.next
        if let ahead = recovered.map(\.height).max(), ahead > tip.next,
            !Mutant.aheadLogIgnored.isOn
        {
            first = ahead.next
        }
        if let last = register.last {
            if last.step == .barrier {
                if !Mutant.barrierIgnored.isOn { first = max(first, last.height) }
            } else if last.height > tip.next {
                first = max(first, last.height.next)
            } else if last.height == tip.next,
                !recovered.contains(where: { $0.signed.place == last }),
                !Mutant.lostWordIgnored.isOn
            {
                first = max(first, last.height.next)
            }
        }
        return first > tip.next ? first : nil
    }
}
