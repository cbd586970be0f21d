import CanonicalCoding
import LedgerTypes
import Sealing

/// `issue-code`: the public half of a code, signed by the patient or the holder's gateway.
package struct IssueCode: LedgerAction, Hashable {
    package static let kind = TransactionKind.issueCode
    package let grant: RecordID?
    package let subject: Pseudonym
    package let key: VerifyingKey
    package let possession: KeyPossession
    package let audience: MemberID
    package let purpose: String
    package let maximumLevel: UInt64
    package let uses: UInt64
    package let expires: BlockTime

    package init(
        grant: RecordID?, subject: Pseudonym, key: VerifyingKey, possession: KeyPossession,
        audience: MemberID, purpose: String, maximumLevel: UInt64, uses: UInt64,
        expires: BlockTime
    ) {
        self.grant = grant
        self.subject = subject
        self.key = key
        self.possession = possession
        self.audience = audience
        self.purpose = purpose
        self.maximumLevel = maximumLevel
        self.uses = uses
        self.expires = expires
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 9)
        writer.optional(grant)
        subject.encode(into: &writer)
        key.encode(into: &writer)
        possession.encode(into: &writer)
        audience.encode(into: &writer)
        writer.text(purpose)
        writer.unsigned(maximumLevel)
        writer.unsigned(uses)
        expires.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 9)
        grant = try reader.optional()
        subject = try Pseudonym(from: &reader)
        key = try VerifyingKey(from: &reader)
        possession = try KeyPossession(from: &reader)
        audience = try MemberID(from: &reader)
        purpose = try reader.text()
        maximumLevel = try reader.unsigned()
        uses = try reader.unsigned()
        expires = try BlockTime(from: &reader)
        reader.endArray()
    }

    /// What the code's key must have signed: for this patient of this holder, and this audience.
    package func claim(chain: ChainID, holder: MemberID) -> KeyClaim {
        KeyClaim(
            chain: chain, holder: holder, purpose: .code(subject: subject, audience: audience),
            key: key)
    }

    package func validate() throws(Refusal) {
        guard (1...5).contains(maximumLevel),
            (1...UInt64(GovernanceLimits.codeUses)).contains(uses),
            Names.isWellFormed(purpose)
        else { throw .codeMalformed }
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        guard let found = reader.get(Tables.subjects, subject) else { throw .unknownSubject }
        var facts = SigningFacts()
        facts.subject = subject
        facts.holder = found.holder
        return facts
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> MemberID {
        guard let found = reader.get(Tables.subjects, subject) else { throw .unknownSubject }
        guard expires > reader.time, let latest = reader.time.adding(GovernanceLimits.codeLife),
            expires <= latest
        else { throw .codeMalformed }
        guard reader.has(Tables.members, audience) else { throw .unknownMember }
        try KeyRegister.requireNew(
            claim(chain: reader.chain, holder: found.holder), possession, &reader)
        try checkGrant(held: found.holder, &reader)
        if !ConsentRegister.isOwnWord(of: subject, call, &reader) {
            try SubjectRecoveryRegister.requireNoneOpen(of: [subject], &reader)
        }
        return found.holder
    }

    /// A code that stands for a grant reaches no further than the grant does.
    private func checkGrant(held holder: MemberID, _ reader: inout StateReader) throws(Refusal) {
        guard let grant else { return }
        guard let terms = reader.get(Tables.records, grant)?.terms, terms.holder == holder,
            terms.grantees.contains(audience), terms.maximumLevel >= maximumLevel,
            terms.subjects.isEmpty || terms.subjects.contains(subject)
        else { throw .codeOtherGrant }
    }

    package func apply(_ holder: MemberID, _ call: Call, _ change: inout StateChange) -> Verdict {
        let code = AuthorisationCode(
            id: call.record, grant: grant, subject: subject, holder: holder, key: key,
            audience: audience, purpose: purpose, maximumLevel: maximumLevel, uses: uses,
            expires: expires, issued: change.time)
        change.put(Tables.codes, code.id, code)
        KeyRegister.register(key, .code(code.id), &change)
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        Concerns.of(subject: subject, &reader)
    }
}

extension Tables {
    package static let codes = Table<RecordID, AuthorisationCode>("code")
}
