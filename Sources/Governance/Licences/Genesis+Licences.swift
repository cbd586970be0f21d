import LedgerTypes
import Sealing

extension Licence {
    /// What the authority's gateway key signs in a founding, where no chain can be named yet: fixed
    /// ASCII lines, built from fields and never parsed.
    package var signedBytes: [UInt8] {
        let lines = [
            "tally/founding-licence/v1", "authority \(authority)", "person \(person)",
            "kind \(kind.name)", "number \(number)", "key \(key)", "from \(from.value)",
            "until \(until.value)",
        ]
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// A licence for everybody of a founding who is enrolled with the number of one, by the first of
    /// the authorities that is not their own member; for as long as they are in office.
    package static func founding(_ staff: [Staff], by authorities: [MemberID]) -> [Licence] {
        staff.compactMap { person in
            authorities.first { $0 != person.member }.flatMap {
                Licence(of: person, from: person.from, until: person.until, by: $0)
            }
        }
    }
}

extension Genesis {
    /// Members that may attest licences, ascending; none where nobody could.
    package var authorities: [MemberID] {
        members.filter { parameters.licensingKinds.contains($0.kind) }.map(\.id)
    }

    /// Physicians who cannot act as such on the first day: none of an authority's licences is of them,
    /// or it begins later.
    package var withoutLicence: [StaffReference] {
        staff.filter { $0.roles.contains(.physician) }.map(\.reference).filter { person in
            !licences.contains {
                $0.person == person && $0.kind == .physician && $0.from <= time && time < $0.until
            }
        }
    }

    /// Each licence is of a founding person as they are enrolled, one a person, and signed by an
    /// authority that the parameters name.
    func checkLicences() throws(GenesisFault) {
        for (left, right) in zip(licences, licences.dropFirst()) where left.person >= right.person {
            throw .notAscending
        }
        for (place, licence) in licences.enumerated() {
            do throws(Refusal) {
                try licence.validate()
                guard time < licence.until else { throw .licenceMalformed }
                try licence.requireOf(staff.first { $0.reference == licence.person })
                guard let authority = members.first(where: { $0.id == licence.authority }),
                    parameters.licensingKinds.contains(authority.kind)
                else { throw .licenceAuthorityForeign }
                guard place < attestations.count,
                    authority.gatewayKey.verifiesAdmitted(
                        attestations[place], over: licence.signedBytes)
                else { throw .licenceUnattested }
            } catch {
                throw .licenceRefused(licence.person, error)
            }
        }
        // A signature of nothing: bytes that nobody has checked would be part of the chain's name.
        guard attestations.count == licences.count else { throw .possessionsLeftOver }
    }
}
