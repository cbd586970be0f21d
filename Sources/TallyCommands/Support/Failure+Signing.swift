import Bilingual
import Governance
import LedgerTypes

extension Failure {
    /// The failure, with who has to sign such a transaction where a refusal is about that.
    ///
    /// - Parameter number: of the ledger's refusal; nil where it was none.
    func saying(whoSigns kind: TransactionKind, _ number: UInt64?) -> Failure {
        guard let number, Refusal.named(ReceiptCode(number))?.isOfSignatures == true else {
            return self
        }
        let parts = SigningRule.of(kind).parts.map(\.words)
        return Failure(
            self.kind, code: code,
            zh: "\(zh)。此类交易的签署要求（只适用于所述情形）："
                + parts.map { "\n  · \($0.chinese)" }.joined(),
            en: "\(en). Who signs such a transaction, each where it applies:"
                + parts.map { "\n  - \($0.english)" }.joined())
    }
}

extension SigningRule {
    /// What has to hold together.
    fileprivate var parts: [SigningRule] {
        if case .all(let rules) = self { return rules }
        return [self]
    }
}
