import LedgerTypes
import Sealing

/// A transaction whose form and signatures were checked.
///
/// A signature is of a key id, an id of a transaction and its bytes: once verified it stays so in
/// every state, which is why pool and block validation share the result.
public struct AdmittedTransaction: Hashable, Sendable {
    public let signed: SignedTransaction
    /// Keys that signed, ascending.
    public let keys: [KeyID]

    init(signed: SignedTransaction) {
        self.signed = signed
        keys = signed.signatures.map(\.key)
    }

    public var id: TransactionID { signed.id }
}
