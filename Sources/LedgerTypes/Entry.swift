import CanonicalCoding
import Sealing

/// How a transaction ended.
package enum ReceiptOutcome: UInt64, Sendable, Hashable, CaseIterable {
    /// Recorded, with its effects.
    case accepted = 1
    /// Recorded without effect; the code says why.
    case refused = 2
    /// Requests only: the decision.
    case permit = 3
    case deny = 4
    case escalate = 5
}

/// A stable number that says why; 0 means that nothing stood against it.
package struct ReceiptCode: LedgerNumber {
    package let value: UInt64
    package init(_ value: UInt64) { self.value = value }
    package static let none = ReceiptCode(0)
}

/// What execution says of a transaction; part of the entry and so of every root.
package struct Receipt: Hashable, Sendable {
    package let height: Height
    package let time: BlockTime
    package let outcome: ReceiptOutcome
    package let code: ReceiptCode
    /// Digest of what was read: for decisions, the facts and their sources.
    package let reads: Digest
    /// Digest of what was written.
    package let writes: Digest
    /// Canonical bytes of what the kind reports: a decision, the id of a case; may be empty.
    package let detail: [UInt8]

    package init(
        height: Height, time: BlockTime, outcome: ReceiptOutcome, code: ReceiptCode, reads: Digest,
        writes: Digest, detail: [UInt8]
    ) {
        self.height = height
        self.time = time
        self.outcome = outcome
        self.code = code
        self.reads = reads
        self.writes = writes
        self.detail = detail
    }
}

extension Receipt: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 7)
        height.encode(into: &writer)
        time.encode(into: &writer)
        writer.unsigned(outcome.rawValue)
        code.encode(into: &writer)
        reads.encode(into: &writer)
        writes.encode(into: &writer)
        writer.byteString(detail)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 7)
        height = try Height(from: &reader)
        time = try BlockTime(from: &reader)
        guard let outcome = ReceiptOutcome(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "outcome")
        }
        self.outcome = outcome
        code = try ReceiptCode(from: &reader)
        reads = try Digest(from: &reader)
        writes = try Digest(from: &reader)
        detail = try reader.byteString()
        reader.endArray()
    }
}

/// What an entry carries besides its transaction.
package struct EntryResult: Hashable, Sendable, CanonicalCodable {
    package let receipt: Receipt
    /// Heads that the entry advances, strictly ascending by head.
    package let links: [HeadLink]

    package init(receipt: Receipt, links: [HeadLink]) {
        self.receipt = receipt
        self.links = links.sorted { $0.head < $1.head }
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        receipt.encode(into: &writer)
        writer.array(links)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        receipt = try Receipt(from: &reader)
        links = try reader.array(upTo: Limits.maximumHeadLinks)
        for (left, right) in zip(links, links.dropFirst()) where left.head >= right.head {
            throw .invalidValue(at: reader.offset, field: "links")
        }
        reader.endArray()
    }
}

/// One transaction with its receipt: the leaf of the evidence tree is its canonical bytes.
package struct Entry: Hashable, Sendable {
    package let transaction: SignedTransaction
    package let result: EntryResult

    package init(transaction: SignedTransaction, result: EntryResult) {
        self.transaction = transaction
        self.result = result
    }

    package var receipt: Receipt { result.receipt }
    package var links: [HeadLink] { result.links }
}

extension Entry: CanonicalCodable {
    // The leading number says how the transaction came: 0 bare. 1 is kept for envelopes.
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.unsigned(0)
        transaction.encode(into: &writer)
        result.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        guard try reader.unsigned() == 0 else {
            throw .invalidValue(at: reader.offset, field: "carriage")
        }
        transaction = try SignedTransaction(from: &reader)
        result = try EntryResult(from: &reader)
        reader.endArray()
    }
}
