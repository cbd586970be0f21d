import CanonicalCoding
import LedgerTypes
import Sealing

/// The body of one kind of transaction with what it does, powers growing step by step.
///
/// `validate` sees the body alone, `resolve` reads state, `apply` writes it. One file a kind.
package protocol LedgerAction: CanonicalCodable, Sendable {
    /// What `resolve` found out and `apply` needs.
    associatedtype Resolution = Void

    static var kind: TransactionKind { get }

    /// Form beyond coding: ranges, order, what excludes one another. A fault keeps the transaction
    /// out of blocks.
    func validate() throws(Refusal)

    /// Whom the body names as signing it besides the acting person and member. Without their
    /// signatures it is in no block, so that nobody changes what it does by leaving one out.
    func namedSigners(_ state: LedgerState) -> [NamedSigner]

    /// What the signing rule of the kind has to know about this transaction.
    func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts

    /// Gathers and checks everything; the last step that may refuse.
    func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Resolution

    /// Writes. Nothing can go wrong any more.
    func apply(_ resolution: Resolution, _ call: Call, _ change: inout StateChange) -> Verdict

    /// The subjects and assets that the transaction names, whether it was accepted or refused; the
    /// reader shows the state after it. Unregistered ones have no head and are left out.
    func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID]
}

extension LedgerAction {
    package func validate() throws(Refusal) {}
    package func namedSigners(_ state: LedgerState) -> [NamedSigner] { [] }
    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts { SigningFacts() }
    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] { [] }

    /// The payload of a transaction with this body.
    package func payload(commitments: [Digest] = []) -> [UInt8] {
        Payload(self, commitments: commitments).canonicalBytes
    }
}

/// One transaction as handlers see it: its signatures are verified, their keys known.
package struct Call: Sendable {
    package let transaction: Transaction
    package let id: TransactionID
    /// Keys whose signatures were verified, ascending.
    package let keys: [KeyID]
    package let commitments: [Digest]
    /// Position among all entries.
    package let entry: EntryIndex

    /// The id of the record that this transaction creates.
    package var record: RecordID { RecordID(id) }
    package var member: MemberID { transaction.member }
    package var staff: StaffID? { transaction.staff }
    /// Who asks: the member on whose behalf it is done, or the acting one.
    package var principal: MemberID { transaction.onBehalfOf ?? transaction.member }
}

/// How a transaction ended and what its receipt reports.
package struct Verdict: Sendable {
    package var outcome: ReceiptOutcome
    package var code: ReceiptCode
    /// Canonical bytes of what the kind reports.
    package var detail: [UInt8]
    /// What the outcome rested on, where it is more telling than the digest of all reads.
    package var reads: Digest?

    package init(
        _ outcome: ReceiptOutcome, code: ReceiptCode = .none, detail: [UInt8] = [],
        reads: Digest? = nil
    ) {
        self.outcome = outcome
        self.code = code
        self.detail = detail
        self.reads = reads
    }

    package static let accepted = Verdict(.accepted)
}
