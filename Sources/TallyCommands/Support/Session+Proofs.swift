import Governance
import Interchange
import LedgerTypes
import Sealing

extension Session {
    /// Reads the proof of a new key for this chain and this use.
    ///
    /// - Parameter holder: whose key it is, or who keeps the patient's record; nil for the member of
    ///   this session.
    func proof(
        _ path: String, for purpose: KeyClaim.Purpose, at holder: MemberID? = nil
    ) throws -> KeyProofFile {
        let file = try Files.page(path, as: KeyProofFile.self)
        let expected = KeyClaim(
            chain: chain, holder: holder ?? person.member, purpose: purpose,
            key: file.claim.key)
        guard file.claim == expected else {
            throw Failure(
                .badInput, code: "key-proof-other",
                zh: "\(path) 中的密钥声明了其他用途、机构或链：请在密钥所在处用 tally key prove --chain \(chain) "
                    + "重新制作",
                en: "the key in \(path) signed for another use, member or chain: make the proof "
                    + "where the key is, `tally key prove` with --chain \(chain)")
        }
        return file
    }

    /// Who keeps a patient's record.
    func holder(of patient: Pseudonym) async throws -> MemberID {
        guard let subject = try await read(Tables.subjects, patient) else {
            throw Failure(
                .refused, code: "unknown-subject",
                zh: "假名 \(patient) 未登记：请先用 tally subject register 登记患者",
                en: "the patient \(patient) is not registered: `tally subject register` comes first"
            )
        }
        return subject.holder
    }

    /// The key of a person who is enrolled; nil of one who is not.
    func enrolledKey(of person: Person) async throws -> VerifyingKey? {
        try await read(
            Tables.staff, StaffReference(member: person.member, staff: person.staff))?.key
    }
}
