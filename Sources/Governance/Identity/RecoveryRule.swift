import LedgerTypes
import Sealing

/// Whose signatures order a recovery: the one rule for chains, tools and verifiers of evidence.
package enum RecoveryRule {
    /// Governance keys that must sign: a quorum of the seats that were due to decide, or more where
    /// the founders asked for more and there are as many seats.
    package static func required(due: SeatSet, recoveryKeys: UInt64) -> Int {
        max(due.quorum, min(Int(clamping: recoveryKeys), due.count))
    }

    /// The members who signed, in the order of their seats.
    ///
    /// A key of anybody else is refused: who verifies the order later has no record of it.
    /// - Parameter member: the records of the seats' members after the last block.
    package static func signers(
        _ keys: [KeyID], due: SeatSet, recoveryKeys: UInt64, member: (MemberID) -> Member?
    ) throws(Refusal) -> [MemberID] {
        var entitled: [(member: MemberID, key: KeyID)] = []
        for seat in due.seats {
            guard let record = member(seat.member), record.state == .active else { continue }
            entitled.append((seat.member, record.governanceKey.id))
        }
        guard keys.allSatisfy({ key in entitled.contains { $0.key == key } }) else {
            throw .recoverySignerForeign
        }
        let signing = entitled.filter { keys.contains($0.key) }.map(\.member)
        guard signing.count >= required(due: due, recoveryKeys: recoveryKeys) else {
            throw .quorumMissing
        }
        return signing
    }
}

/// A signed order of recovery with its body read.
package struct RecoveryOrder: Hashable, Sendable {
    package let signed: SignedTransaction
    package let body: Recover
    let commitments: [Digest]

    /// Nil unless the transaction is of the kind and in form.
    package init?(_ signed: SignedTransaction) {
        guard signed.transaction.kind == .recover, signed.transaction.staff == nil,
            signed.transaction.onBehalfOf == nil,
            let payload = try? DecodedPayload(of: signed.transaction),
            let body = payload.body as? Recover, (try? body.validate()) != nil
        else { return nil }
        self.signed = signed
        self.body = body
        commitments = payload.commitments
    }

    package var id: TransactionID { signed.id }
    /// The height of the recovery block.
    package var height: Height { body.last.next }

    /// True if every signature verifies under the governance key of a member that `member` knows.
    package func isSigned(by members: [Member]) -> Bool {
        let message = Transaction.signedBytes(of: signed.id)
        return signed.signatures.allSatisfy { item in
            members.contains {
                $0.governanceKey.id == item.key
                    && $0.governanceKey.verifiesAdmitted(item.signature, over: message)
            }
        }
    }
}
