import CanonicalCoding
import LedgerTypes

/// `withdraw-proposal`: the author's member takes a proposal back before it is active.
package struct WithdrawProposal: LedgerAction, Hashable {
    package static let kind = TransactionKind.withdrawProposal
    package let proposal: RecordID

    package init(proposal: RecordID) { self.proposal = proposal }

    package func encode(into writer: inout CanonicalWriter) { proposal.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        proposal = try RecordID(from: &reader)
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> RuleProposal
    {
        guard let found = reader.get(Tables.proposals, proposal) else { throw .unknownProposal }
        guard found.author.member == call.member else { throw .notAuthor }
        guard !found.state.isFinal else { throw .proposalClosed }
        return found
    }

    package func apply(
        _ found: RuleProposal, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        var withdrawn = found
        withdrawn.state = .withdrawn
        CharterLifecycle.save(withdrawn, &change)
        if let caseID = withdrawn.caseID { CaseDocket.withdraw(caseID, &change) }
        return .accepted
    }
}
