import CanonicalCoding
import Sealing

/// What a block carries: transactions in order, evidence of misbehaviour, and the certificate of its
/// parent.
public struct Body: Hashable, Sendable {
    public var transactions: [SignedTransaction]
    /// Strictly ascending by subject.
    public var evidence: [MisbehaviourEvidence]
    /// Nil exactly at height 1: genesis has no certificate.
    public var parentCertificate: CommitCertificate?

    public init(
        transactions: [SignedTransaction], evidence: [MisbehaviourEvidence] = [],
        parentCertificate: CommitCertificate?
    ) {
        self.transactions = transactions
        self.evidence = evidence
        self.parentCertificate = parentCertificate
    }
}

extension Body: CanonicalCodable {
    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.array(transactions)
        writer.array(evidence)
        writer.optional(parentCertificate)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        transactions = try reader.array(upTo: Limits.maximumTransactions)
        evidence = try reader.array(upTo: Limits.maximumEvidence)
        parentCertificate = try reader.optional()
        reader.endArray()
    }
}

/// A header with its body, as proposed.
public struct Block: Hashable, Sendable, CanonicalCodable {
    public var header: Header
    public var body: Body

    public init(header: Header, body: Body) {
        self.header = header
        self.body = body
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        header.encode(into: &writer)
        body.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        header = try Header(from: &reader)
        body = try Body(from: &reader)
        reader.endArray()
    }
}

/// A block with the certificate that committed it; as read from disk or a peer, unverified.
public struct CommittedBlock: Hashable, Sendable, CanonicalCodable {
    public var block: Block
    public var certificate: CommitCertificate

    public init(block: Block, certificate: CommitCertificate) {
        self.block = block
        self.certificate = certificate
    }

    public var height: Height { block.header.height }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        block.encode(into: &writer)
        certificate.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        block = try Block(from: &reader)
        certificate = try CommitCertificate(from: &reader)
        reader.endArray()
    }
}

/// A committed block with the results of its execution, in the order of its transactions: what a
/// store keeps, so that entries can be proven without executing again.
public struct StoredBlock: Hashable, Sendable, CanonicalCodable {
    public var committed: CommittedBlock
    public var results: [EntryResult]

    public init(committed: CommittedBlock, results: [EntryResult]) {
        precondition(results.count == committed.block.body.transactions.count)
        self.committed = committed
        self.results = results
    }

    public var height: Height { committed.height }

    public var entries: [Entry] {
        zip(committed.block.body.transactions, results).map {
            Entry(transaction: $0, result: $1)
        }
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        committed.encode(into: &writer)
        writer.array(results)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        committed = try CommittedBlock(from: &reader)
        results = try reader.array(upTo: Limits.maximumTransactions)
        guard results.count == committed.block.body.transactions.count else {
            throw .invalidValue(at: reader.offset, field: "results")
        }
        reader.endArray()
    }
}
