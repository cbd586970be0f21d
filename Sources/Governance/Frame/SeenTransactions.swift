import CanonicalCoding
import LedgerTypes
import Sealing

/// The ids on the chain, kept until they expire: a transaction takes effect once.
///
/// Ids of a block are listed under its height, and blocks are forgotten in order once the latest
/// of their transactions has expired. Source: docs/reference/transactions.md, "Order of steps".
enum SeenTransactions {
    struct Block: Hashable, Sendable, CanonicalCodable {
        let latestExpiry: BlockTime
        let ids: [TransactionID]

        func encode(into writer: inout CanonicalWriter) {
            writer.array(count: 2)
            latestExpiry.encode(into: &writer)
            writer.array(ids)
        }

        init(latestExpiry: BlockTime, ids: [TransactionID]) {
            self.latestExpiry = latestExpiry
            self.ids = ids
        }

        init(from reader: inout CanonicalReader) throws(CodingFault) {
            try reader.beginArray(count: 2)
            latestExpiry = try BlockTime(from: &reader)
            ids = try reader.array()
            reader.endArray()
        }
    }

    static let ids = Table<TransactionID, Height>("seen")
    static let blocks = Table<Height, Block>("seen-block")
    /// The oldest block that is not forgotten.
    static let oldest = Table<Only, Height>("seen-oldest")

    private static let signedDomain = DigestDomain("tally/signed-tx/v1")

    /// Under which name an outcome is remembered.
    ///
    /// The id of a transaction does not cover its signatures. Where signatures were lacking, only
    /// this set of them is spent: otherwise anybody who passes a transaction on could spoil it for
    /// good by leaving one out.
    static func name(
        of signed: SignedTransaction, _ code: ReceiptCode, suite: CryptoSuite
    ) -> TransactionID {
        isOfTransaction(code) ? signed.id : variant(of: signed, suite: suite)
    }

    /// Whether an outcome is the transaction's, whoever signed it, and not only that of these
    /// signatures.
    static func isOfTransaction(_ code: ReceiptCode) -> Bool {
        // On the chain a case is malformed only where a party that it names has not signed.
        let ofSignatures = Refusal.signingRefusals + [.duplicate, .caseMalformed]
        return !ofSignatures.contains { $0.code == code }
    }

    /// Whether the transaction had its effect, or was refused with these very signatures.
    static func hasSeen(_ signed: SignedTransaction, _ change: inout StateChange) -> Bool {
        names(of: signed, suite: change.suite).contains { change.has(ids, $0) }
    }

    /// The names under which an outcome may be remembered.
    static func names(of signed: SignedTransaction, suite: CryptoSuite) -> [TransactionID] {
        [signed.id, variant(of: signed, suite: suite)]
    }

    private static func variant(
        of signed: SignedTransaction, suite: CryptoSuite
    ) -> TransactionID {
        TransactionID(suite.digest(signedDomain, of: signed))
    }

    static func remember(_ name: TransactionID, _ change: inout StateChange) {
        change.put(ids, name, change.height)
    }

    /// At block end: lists the block's ids for forgetting them later.
    static func close(
        _ transactions: [(id: TransactionID, validUntil: BlockTime)], _ change: inout StateChange
    ) {
        // A recovery may be valid for longer; forgetting it does no harm, its height is past.
        let bound = change.time.adding(LedgerTypes.Limits.maximumValidity) ?? change.time
        guard let latest = transactions.map({ min($0.validUntil, bound) }).max() else { return }
        change.put(
            blocks, change.height,
            Block(latestExpiry: latest, ids: transactions.map(\.id)))
    }

    /// At block start: forgets the oldest blocks whose transactions have all expired.
    static func forget(_ change: inout StateChange) {
        let first = change.get(oldest) ?? Height(1)
        var height = first
        for _ in 0..<GovernanceLimits.forgottenBlocksPerBlock where height < change.height {
            if let block = change.get(blocks, height) {
                guard block.latestExpiry < change.time else { break }
                for id in block.ids { change.delete(ids, id) }
                change.delete(blocks, height)
            }
            height = height.next
        }
        if height != first { change.put(oldest, height) }
    }
}
