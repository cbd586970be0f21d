import LedgerTypes

extension Block {
    /// About as many bytes as the block takes in memory, without encoding it.
    var weight: Int {
        body.transactions.reduce(1_024) { sum, signed in
            sum + signed.transaction.payload.count + 128 * signed.signatures.count + 256
        }
    }
}
