import CanonicalCoding
import Sealing

/// What a block carries: transactions in order, evidence of misbehaviour, and the certificate of its
/// parent.
package struct Body: Hashable, Sendable {
    package var transactions: [SignedTransaction]
    /// Strictly ascending by subject.
    package var evidence: [MisbehaviourEvidence]
    /// Nil exactly at height 1: genesis has no certificate.
    package var parentCertificate: CommitCertificate?

    package init(
        transactions: [SignedTransaction], evidence: [MisbehaviourEvidence] = [],
        parentCertificate: CommitCertificate?
    ) {
        self.transactions = transactions
        self.evidence = evidence
        self.parentCertificate = parentCertificate
    }
}

extension Body: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.array(transactions)
        writer.array(evidence)
        writer.optional(parentCertificate)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        transactions = try reader.array(upTo: Limits.maximumTransactions)
        evidence = try reader.array(upTo: Limits.maximumEvidence)
        parentCertificate = try reader.optional()
        reader.endArray()
    }
}

/// A header with its body, as proposed.
package struct Block: Hashable, Sendable, CanonicalCodable {
    package var header: Header
    package var body: Body

    package init(header: Header, body: Body) {
        self.header = header
        self.body = body
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        header.encode(into: &writer)
        body.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        header = try Header(from: &reader)
        body = try Body(from: &reader)
        reader.endArray()
    }
}

/// A block with the certificate that committed it; as read from disk or a peer, unverified.
package struct CommittedBlock: Hashable, Sendable, CanonicalCodable {
    package var block: Block
    package var certificate: CommitCertificate

    package init(block: Block, certificate: CommitCertificate) {
        self.block = block
        self.certificate = certificate
    }

    package var height: Height { block.header.height }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        block.encode(into: &writer)
        certificate.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        block = try Block(from: &reader)
        certificate = try CommitCertificate(from: &reader)
        reader.endArray()
    }
}

/// A committed block with the results of its execution, in the order of its transactions: what a
/// store keeps, so that entries can be proven without executing again.
package struct StoredBlock: Hashable, Sendable, CanonicalCodable {
    package var committed: CommittedBlock
    package var results: [EntryResult]

    package init(committed: CommittedBlock, results: [EntryResult]) {
        precondition(results.count == committed.block.body.transactions.count)
        self.committed = committed
        self.results = results
    }

    package var height: Height { committed.height }

    package var entries: [Entry] {
        zip(committed.block.body.transactions, results).map {
            Entry(transaction: $0, result: $1)
        }
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        committed.encode(into: &writer)
        writer.array(results)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        committed = try CommittedBlock(from: &reader)
        results = try reader.array(upTo: Limits.maximumTransactions)
        guard results.count == committed.block.body.transactions.count else {
            throw .invalidValue(at: reader.offset, field: "results")
        }
        reader.endArray()
    }
}
