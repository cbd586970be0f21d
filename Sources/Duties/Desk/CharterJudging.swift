import Governance
import LedgerTypes
import Sealing

/// Proposed charters that are being judged beside the desk, and what came of it.
struct CharterJudging: Sendable {
    // For lookup only, by the proposal.
    private var underWay: Set<Digest> = []
    private var verdicts: [Digest: CharterVerdict] = [:]

    /// What was found on a proposal; nil until it was judged.
    func verdict(on proposal: Digest) -> CharterVerdict? { verdicts[proposal] }

    /// True if nobody judges it yet: now somebody does.
    mutating func begin(_ proposal: Digest) -> Bool { underWay.insert(proposal).inserted }

    mutating func take(_ verdict: CharterVerdict) {
        underWay.remove(verdict.proposal.digest)
        verdicts[verdict.proposal.digest] = verdict
    }

    /// Its report is made.
    mutating func forget(_ proposal: Digest) { verdicts[proposal] = nil }
}
