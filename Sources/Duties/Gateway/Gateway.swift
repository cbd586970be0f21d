import BlockStore
import CanonicalCoding
import DataProtection
import Governance
import LedgerTypes
import Sealing

/// A member's gateway: whose it is, its keys, its files, and how it signs.
package struct Gateway: Sendable {
    package let member: MemberID
    package let chain: ChainID
    package let suite: CryptoSuite
    let key: SigningKey
    let box: BoxKeyPair
    let pseudonyms: SecretBytes
    /// The node's folder.
    package let files: any Storage
    private let draw: @Sendable (Int) -> [UInt8]

    /// Folders below the node's.
    package enum Folder {
        /// What was said of payloads before they were deleted.
        package static let deleted = "deleted"
        package static let inbox = "inbox"
        /// What the law keeps although its right has ended.
        package static let kept = "kept"
        package static let notices = "outbox/notices"
        package static let offline = "offline"
        package static let outbox = "outbox"
        package static let records = "records"
        package static let salts = "salts"
        /// What opens what a transaction on a permit commits to.
        package static func salt(
            _ name: String, of permit: RecordID, for transaction: TransactionID
        ) -> String { "\(salts)/\(permit).\(transaction).\(name)" }
        package static let all = [
            deleted, inbox, kept, outbox, notices, offline, records, salts,
        ]
    }

    /// - Parameter draw: bytes that nobody can guess, as many as asked for.
    package init(
        member: MemberID, chain: ChainID, suite: CryptoSuite, key: SigningKey, box: BoxKeyPair,
        pseudonyms: SecretBytes, files: any Storage,
        draw: @escaping @Sendable (Int) -> [UInt8] = { RandomBytes.generate(count: $0) }
    ) {
        self.member = member
        self.chain = chain
        self.suite = suite
        self.key = key
        self.box = box
        self.pseudonyms = pseudonyms
        self.files = files
        self.draw = draw
    }

    /// A transaction of this member, signed by its gateway, for an hour.
    ///
    /// The chain's own time bounds the hour: with a clock on the wall that is far ahead the chain
    /// would neither take the transaction nor let it run out.
    package func transaction(
        _ kind: TransactionKind, payload: [UInt8], on ledger: LedgerState, clock: BlockTime
    ) -> SignedTransaction {
        let now = max(clock, ledger.time)
        let wanted = now.adding(.hours(1)) ?? now
        let latest = ledger.time.adding(LedgerTypes.Limits.maximumValidity) ?? wanted
        let transaction = Transaction(
            suite: suite, chain: chain, kind: kind, member: member,
            nonce: draw(LedgerTypes.Limits.nonceByteCount), validUntil: min(wanted, latest),
            payload: payload)
        return SignedTransaction(transaction, signedBy: [key])
    }

    /// A salt that nobody has seen.
    func salt() -> Salt {
        guard let salt = Salt(draw(Salt.byteCount)) else {
            preconditionFailure("a salt of \(Salt.byteCount) bytes was refused")
        }
        return salt
    }

    package var contents: AssetContents { AssetContents(files, suite: suite) }

    var shelf: RecordShelf {
        RecordShelf(files, of: member, key: pseudonyms, suite: suite)
    }

    var masker: Masker {
        Masker(key: KeyedHash.derive(from: pseudonyms, label: "tally/field-pseudonym/v1"))
    }
}
