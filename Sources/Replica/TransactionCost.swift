import LedgerTypes

/// What executing a transaction costs, in units of a simple one.
enum TransactionCost {
    static func cost(of signed: SignedTransaction) -> UInt64 {
        let size = UInt64(signed.transaction.payload.count) / 1_024
        let checks = UInt64(signed.signatures.count) / 4
        return switch signed.transaction.kind {
        // These parse, check and test scripts.
        case .proposeVocabulary, .proposeCharter, .reportGate: 200 + 4 * size + checks
        case .ballot, .transition, .request, .declareOverride: 2 + size + checks
        default: 1 + size + checks
        }
    }
}
