import LedgerTypes
import Sealing

extension Tables {
    /// What authorities attested of a person.
    package static let licences = Table<StaffReference, LicenceRecord>("licence")
}

extension StaffRoles {
    /// Roles in which nobody acts without a licence in force.
    package static let licensed: StaffRoles = [.physician]
    /// Roles in which somebody speaks for an authority.
    package static let attesters: StaffRoles = [.clerk, .compliance]
    /// Who signs beside them where an authority overrules another, or a withdrawal.
    package static let overrulers: StaffRoles = [.compliance, .audit]
}

extension StateReader {
    /// The licence of a person at this time.
    ///
    /// - Returns: nil where none is in force: none was attested, it is of another key or number than
    ///   the person's now, its time is over, it was withdrawn, or the consortium names members of the
    ///   authority's kind no more.
    mutating func licenceInForce(_ staff: Staff) -> Licence? {
        do throws(Refusal) { return try requireLicence(staff) } catch { return nil }
    }

    /// The licence of a person at this time; refuses where none is in force, and says why.
    @discardableResult
    mutating func requireLicence(_ staff: Staff) throws(Refusal) -> Licence {
        guard let span = get(Tables.licences, staff.reference)?.current(at: time),
            span.ended == nil,
            span.licence.number == staff.licence, span.licence.key == staff.key.id,
            isAuthority(span.licence.authority)
        else { throw .licenceUnattested }
        let found = span.licence
        guard found.withdrawn == nil else { throw .licenceWithdrawn }
        guard found.from <= time, time < found.until else { throw .licenceExpired }
        return found
    }

    /// Whether a person acted under a licence at a time that is over, with the key that signed: a new
    /// key, a renewal or a withdrawal since then changes nothing of it, and what was attested later
    /// heals nothing.
    mutating func wasLicensed(
        _ person: StaffReference, _ kind: LicenceKind, by key: KeyID, at time: BlockTime
    ) -> Bool {
        guard let spans = get(Tables.licences, person)?.spans else { return false }
        for span in spans
        where span.covers(kind, key, at: time) && isAuthority(span.licence.authority) {
            return true
        }
        return false
    }

    /// Whether a member is of a kind that attests licences.
    mutating func isAuthority(_ member: MemberID) -> Bool {
        get(Tables.members, member).map { parameters.licensingKinds.contains($0.kind) } ?? false
    }

    /// The roles in which a person may act now: those that ask for a licence only with one.
    package mutating func rolesInForce(_ staff: Staff) -> StaffRoles {
        let held = licenceInForce(staff).map { StaffRoles($0.kind.role) } ?? []
        return staff.roles.subtracting(StaffRoles.licensed.subtracting(held))
    }
}

extension StateChange {
    /// A licence stays with a person whose old key signed for the new one; otherwise the authority
    /// attests it again.
    mutating func carryLicence(
        of person: StaffReference, from old: KeyID, to new: KeyID, _ call: Call
    ) {
        guard call.keys.contains(old), var record = get(Tables.licences, person) else { return }
        record.carry(from: old, to: new, at: time)
        put(Tables.licences, person, record)
    }

    /// A licence ends with the number under which the person was enrolled.
    mutating func endLicence(of person: StaffReference) {
        guard var record = get(Tables.licences, person) else { return }
        record.end(at: time)
        put(Tables.licences, person, record)
    }
}
