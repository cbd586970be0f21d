import LedgerTypes
import Sealing

/// Which key is whose; a key has one owner for ever.
enum KeyRegister {
    /// Refuses a key that is not of the chain's suite, that is or was somebody's, or that has not
    /// signed what it is enrolled for. The only way by which a key comes onto the chain after the
    /// founding, seats aside: those sign a status (`SeatStatus`).
    static func requireNew(
        _ claim: KeyClaim, _ possession: KeyPossession?, _ reader: inout StateReader
    ) throws(Refusal) {
        guard claim.key.isPrimeOrder, claim.key.suite == reader.suite else {
            throw .keyNotAdmitted
        }
        guard !reader.has(Tables.keys, claim.key.id) else { throw .keyTaken }
        guard let possession else { throw .possessionUnproven }
        try possession.check(claim)
    }

    static func register(
        _ key: VerifyingKey, _ owner: KeyOwner, _ change: inout StateChange
    ) {
        change.put(Tables.keys, key.id, KeyRecord(key: key, owner: owner))
    }

    static func retire(_ key: VerifyingKey, _ change: inout StateChange) {
        guard var record = change.get(Tables.keys, key.id), record.retired == nil else { return }
        record.retired = change.time
        change.put(Tables.keys, key.id, record)
    }
}
