import LedgerTypes

/// What a redemption checks and writes; the request itself is decided like any other.
package enum CodeRegister {
    /// The code, if the audience may use it now for this patient, purpose and level.
    ///
    /// `level` is nil where the request names no data with a label.
    package static func check(
        _ id: RecordID, audience: MemberID, subject: Pseudonym?, purpose: String, level: UInt64?,
        _ reader: inout StateReader
    ) throws(Refusal) -> AuthorisationCode {
        guard let code = reader.get(Tables.codes, id) else { throw .unknownCode }
        guard code.audience == audience else { throw .codeOtherAudience }
        guard reader.time < code.expires else { throw .codeExpired }
        guard code.usesLeft > 0 else { throw .codeUsedUp }
        guard subject == code.subject else { throw .codeOtherSubject }
        guard code.purpose.utf8.elementsEqual(purpose.utf8) else { throw .codeOtherPurpose }
        if let level, level > code.maximumLevel { throw .codeLevelTooHigh }
        return code
    }

    /// Counts one use; called for every redemption whose request was permitted.
    package static func count(
        _ code: AuthorisationCode, by member: MemberID, _ transaction: TransactionID,
        _ change: inout StateChange
    ) {
        var used = code
        used.redemptions.append(
            Redemption(member: member, time: change.time, transaction: transaction))
        change.put(Tables.codes, used.id, used)
    }
}
