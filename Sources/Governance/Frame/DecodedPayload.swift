import CanonicalCoding
import LedgerTypes
import Sealing

/// What the payload of a transaction says, as values.
///
/// Whoever admits a transaction decodes it; pool, block and runner carry the result on to the
/// entry, so that the bytes of a payload are read once.
struct DecodedPayload: Sendable {
    let body: any LedgerAction
    let commitments: [Digest]

    init(_ body: any LedgerAction, commitments: [Digest] = []) {
        self.body = body
        self.commitments = commitments
    }

    /// Reads a transaction's payload as the body of its kind. The form beyond coding is another
    /// question: `LedgerAction.validate`.
    ///
    /// - Throws: `notInForce` for kinds without rules yet, `malformed` for any other bytes.
    init(of transaction: Transaction) throws(Refusal) {
        guard let action = ActionTable.action(of: transaction.kind) else { throw .notInForce }
        self = try Self.read(action, transaction.payload)
    }

    private static func read<Body: LedgerAction>(
        _: Body.Type, _ bytes: [UInt8]
    ) throws(Refusal) -> Self {
        do {
            let payload = try Payload<Body>(canonical: bytes)
            return Self(payload.body, commitments: payload.commitments)
        } catch {
            throw .malformed
        }
    }
}
