import Governance
import LedgerTypes
import Sealing

/// A body with new keys whose proofs may be left to the consortium of the tests: they name its chain.
package protocol ProvingBody: LedgerAction {
    /// The body with the proofs that it lacks; the acting member is the one of the transaction.
    func proven(chain: ChainID, member: MemberID) -> Self
}

extension KeyPossession {
    /// Stands for a proof that is made when the transaction is signed.
    package static let pending = KeyPossession(signature: Signature([]))

    fileprivate static func of(_ claim: KeyClaim) -> KeyPossession {
        KeyPossession(of: claim, by: TestConsortium.key(claim.key))
    }
}

enum Proving {
    static func proven<Body: LedgerAction>(
        _ body: Body, chain: ChainID, member: MemberID
    ) -> Body {
        ((body as? any ProvingBody)?.proven(chain: chain, member: member) as? Body) ?? body
    }
}

extension EnrolMember: ProvingBody {
    package init(enrolled: Member, officers: [Staff]) {
        self.init(enrolled: enrolled, officers: officers, possessions: [.pending])
    }

    package func proven(chain: ChainID, member: MemberID) -> EnrolMember {
        guard possessions == [.pending] else { return self }
        return EnrolMember(
            enrolled: enrolled, officers: officers,
            possessions: claims(chain: chain).map(KeyPossession.of))
    }
}

extension EnrolStaff: ProvingBody {
    package init(enrolled: Staff) { self.init(enrolled: enrolled, possession: .pending) }

    package func proven(chain: ChainID, member: MemberID) -> EnrolStaff {
        guard possession == .pending else { return self }
        return EnrolStaff(enrolled: enrolled, possession: .of(enrolled.claim(chain: chain)))
    }
}

extension RotateKey: ProvingBody {
    package init(target: Target, newKey: VerifyingKey, effective: BlockTime? = nil) {
        self.init(target: target, newKey: newKey, possession: .pending, effective: effective)
    }

    package func proven(chain: ChainID, member: MemberID) -> RotateKey {
        guard possession == .pending else { return self }
        return RotateKey(
            target: target, newKey: newKey,
            possession: .of(claim(chain: chain, member: member)), effective: effective)
    }
}

extension RegisterSubject: ProvingBody {
    /// Of a patient whose pseudonym was made by name.
    package init(subject: Subject) {
        self.init(
            subject: subject, value: TestConsortium.value(of: subject.pseudonym),
            possession: subject.key == nil ? nil : .pending)
    }

    package func proven(chain: ChainID, member: MemberID) -> RegisterSubject {
        guard possession == .pending, let claim = subject.claim(chain: chain) else { return self }
        return RegisterSubject(subject: subject, value: value, possession: .of(claim))
    }
}

extension IssueCode: ProvingBody {
    /// A code of the acting member's patient.
    package init(
        grant: RecordID?, subject: Pseudonym, key: VerifyingKey, audience: MemberID,
        purpose: String, maximumLevel: UInt64, uses: UInt64, expires: BlockTime
    ) {
        self.init(
            grant: grant, subject: subject, key: key, possession: .pending, audience: audience,
            purpose: purpose, maximumLevel: maximumLevel, uses: uses, expires: expires)
    }

    package func proven(chain: ChainID, member: MemberID) -> IssueCode {
        guard possession == .pending else { return self }
        return IssueCode(
            grant: grant, subject: subject, key: key,
            possession: .of(claim(chain: chain, holder: member)), audience: audience,
            purpose: purpose, maximumLevel: maximumLevel, uses: uses, expires: expires)
    }
}
