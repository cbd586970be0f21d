import LedgerTypes
import Sealing

/// A transaction whose form and signatures were checked, with its payload decoded.
///
/// A signature is of a key id, an id of a transaction and its bytes: once verified it stays so in
/// every state, which is why pool and block validation share the result.
package struct AdmittedTransaction: Hashable, Sendable {
    package let signed: SignedTransaction
    /// Keys that signed, ascending.
    package let keys: [KeyID]
    let payload: DecodedPayload
    /// Whose day it uses up; nil only for a recovery, which comes by the hands of operators.
    package let account: QuotaAccount?

    /// - Parameters:
    ///   - payload: what the bytes of the transaction's payload say.
    ///   - account: as follows from the owners of the keys that signed.
    init(signed: SignedTransaction, payload: DecodedPayload, account: QuotaAccount?) {
        self.signed = signed
        self.account = account
        self.payload = payload
        keys = signed.signatures.map(\.key)
    }

    package var id: TransactionID { signed.id }

    // All else follows from what was signed.
    package static func == (left: Self, right: Self) -> Bool { left.signed == right.signed }
    package func hash(into hasher: inout Hasher) { hasher.combine(signed) }
}
