import LedgerTypes

/// Everything that a block's execution depends on beside the state before it.
package struct BlockInputs: Hashable, Sendable {
    package var transactions: [SignedTransaction]
    package var evidence: [MisbehaviourEvidence]
    /// Verified by the caller; nil exactly at height 1.
    package var parentCertificate: CommitCertificate?
    package var parent: BlockID
    package var height: Height
    package var time: BlockTime
    package var proposer: SeatIndex

    package init(
        transactions: [SignedTransaction], evidence: [MisbehaviourEvidence] = [],
        parentCertificate: CommitCertificate?, parent: BlockID, height: Height, time: BlockTime,
        proposer: SeatIndex
    ) {
        self.transactions = transactions
        self.evidence = evidence
        self.parentCertificate = parentCertificate
        self.parent = parent
        self.height = height
        self.time = time
        self.proposer = proposer
    }

    /// What a proposed block is to be executed with.
    package init(_ block: Block) {
        self.init(
            transactions: block.body.transactions, evidence: block.body.evidence,
            parentCertificate: block.body.parentCertificate, parent: block.header.parent,
            height: block.header.height, time: block.header.time,
            proposer: block.header.proposer)
    }

    /// The body of the block that these inputs make.
    package var body: Body {
        Body(
            transactions: transactions, evidence: evidence, parentCertificate: parentCertificate)
    }
}
