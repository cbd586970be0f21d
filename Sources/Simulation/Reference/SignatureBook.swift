import Consensus
import LedgerTypes
import Sealing

/// Signatures that were checked, by content: several machines hear the same ones, and hear each
/// many times.
final class SignatureBook {
    private struct Entry: Hashable {
        let key: VerifyingKey
        let chain: ChainID
        let statement: SignedStatement
    }

    // For lookup only.
    private var verdicts: [Entry: Bool] = [:]

    /// True if the seat that a statement names signed it.
    func holds(_ statement: SignedStatement, _ context: HeightContext) -> Bool {
        guard let key = context.seats[statement.seat]?.key else { return false }
        let entry = Entry(key: key, chain: context.chain, statement: statement)
        if let verdict = verdicts[entry] { return verdict }
        let verdict = key.verifiesAdmitted(
            statement.signature, over: statement.lines(chain: context.chain))
        verdicts[entry] = verdict
        return verdict
    }

    /// True if a quorum of distinct seats signed, and nothing else is among the signatures.
    func isQuorum(_ statements: [SignedStatement], _ context: HeightContext) -> Bool {
        var signers: [SeatIndex] = []
        for statement in statements {
            guard !signers.contains(statement.seat), statement.height == context.height,
                holds(statement, context)
            else { return false }
            signers.append(statement.seat)
        }
        return signers.count >= context.quorumOfReference
    }
}

extension HeightContext {
    // Written down a second time, as in the auditor. Two quorums share more than may be faulty.
    var quorumOfReference: Int { seats.count * 2 / 3 + 1 }
    /// Seats of which one is honest at least.
    var oneHonestOfReference: Int { seats.count - quorumOfReference + 1 }
}
