import CanonicalCoding
import CharterLanguage
import GovernanceSamples
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Governance

/// Hashes of 4,096 seeded encodings of each format: a change of one byte of one format shows here,
/// and every encoding is read back on the way.
@Suite struct `Formats of governance` {
    private func check<Value: CanonicalCodable & Equatable>(
        _: Value.Type, _ pinned: String, _ make: (inout SeededGenerator) -> Value
    ) throws {
        var random = SeededGenerator(seed: 20_260_301)
        var hash = IncrementalHash(.ed25519SHA256)
        for _ in 0..<4_096 {
            let value = make(&random)
            let bytes = value.canonicalBytes
            #expect(try Value(canonical: bytes) == value)
            hash.update(bytes)
        }
        let found = hash.finish().short
        #expect(found == pinned, "PINNED \(Value.self) \(pinned) \(found)")
    }

    @Test func `identity`() throws {
        try check(Member.self, "4ca25b21") { $0.member() }
        try check(Staff.self, "35044696") { $0.staff() }
        try check(KeyRecord.self, "fa5b364a") { $0.keyRecord() }
        try check(RotateKey.self, "d5f84c77") { $0.rotation() }
        try check(Suspend.self, "0c5fb6b3") { $0.suspension() }
        try check(EnrolMember.self, "03e831b6") {
            EnrolMember(
                enrolled: $0.member(), officers: $0.list(3) { $0.staff() },
                possessions: $0.list(3) { $0.possession() })
        }
        try check(AttestLicence.self, "ae419178") {
            AttestLicence($0.flag() ? .withdraw($0.person()) : .attest($0.licence()))
        }
        try check(EnrolStaff.self, "22da3eb7") {
            EnrolStaff(enrolled: $0.staff(), possession: $0.maybe { $0.possession() })
        }
    }

    @Test func `subjects, assets, consents`() throws {
        try check(Subject.self, "fcf9e591") { $0.subject() }
        try check(RecoverSubject.self, "5a649959") { $0.recoverSubject() }
        try check(SubjectRecovery.self, "4a091408") { $0.subjectRecovery() }
        try check(MergeSubjects.self, "460ea2ae") { $0.mergeSubjects() }
        try check(SubjectMerge.self, "365641ab") {
            SubjectMerge(
                holder: $0.memberID(), first: $0.pseudonym(), second: $0.pseudonym(),
                merged: $0.mergeAct(), separated: $0.maybe { $0.mergeAct() })
        }
        try check(RegisterSubject.self, "39f62b88") {
            RegisterSubject(
                subject: $0.subject(), value: $0.digest(),
                possession: $0.maybe { $0.possession() })
        }
        try check(AssetDescription.self, "6c05b9db") { $0.asset() }
        try check(ConsentTerms.self, "69446d92") { $0.consent() }
        try check(Right.self, "fe700ded") { $0.right() }
    }

    @Test func `records and requests`() throws {
        try check(GrantTerms.self, "842672a3") { $0.terms() }
        try check(TakeTransition.self, "42df4570") { $0.transition() }
        try check(Request.self, "de4ac413") { $0.request() }
        try check(DataPeriods.self, "3792a802") { $0.periods() }
        try check(Release.self, "70135633") { $0.release() }
        try check(AnchorDigest.self, "33ed4450") { $0.anchor() }
    }

    @Test func `a decision reads back from its receipt`() throws {
        var prepared = Samples.ledger(try TestRules.consortium())
        let receipt = prepared.ledger.run(
            Samples.request(prepared.assetID), by: "hospital-a", staff: "physician",
            keys: ["staff/hospital-a/physician"])
        let decision = try Decision(canonical: receipt.detail)
        #expect(decision.canonicalBytes == receipt.detail)
        #expect(decision.inputs.charters.count == 2)
    }
}

extension SeededGenerator {
    mutating func digest() -> Digest { Digest(bytes(32))! }
    mutating func record() -> RecordID { RecordID(digest()) }
    mutating func pseudonym() -> Pseudonym { Pseudonym(digest()) }
    mutating func time() -> BlockTime { BlockTime(next() >> 20) }
    mutating func flag() -> Bool { oneIn(2) }
    mutating func key() -> VerifyingKey {
        TestConsortium.key("key \(below(40))").verifyingKey
    }
    mutating func name() -> String { "n\(below(1_000))" }
    mutating func memberID() -> MemberID { MemberID("member-\(below(50))")! }
    mutating func staffID() -> StaffID { StaffID("staff-\(below(50))")! }
    mutating func person() -> StaffReference {
        StaffReference(member: memberID(), staff: staffID())
    }
    mutating func one<Value: CaseIterable>(of _: Value.Type) -> Value {
        let cases = Array(Value.allCases)
        return cases[below(cases.count)]
    }
    mutating func maybe<Value>(_ make: (inout SeededGenerator) -> Value) -> Value? {
        oneIn(2) ? make(&self) : nil
    }
    mutating func list<Value: Hashable>(
        _ most: Int, _ make: (inout SeededGenerator) -> Value
    ) -> [Value] {
        var seen: Set<Value> = []
        var values: [Value] = []
        for _ in 0..<below(most + 1) {
            let value = make(&self)
            if seen.insert(value).inserted { values.append(value) }
        }
        return values
    }

    mutating func member() -> Member {
        Member(
            id: memberID(), uscc: name(), nameEnglish: name(), nameChinese: "机构\(below(9))",
            kind: one(of: MemberKind.self), tier: one(of: MemberTier.self), region: "110000",
            gatewayKey: key(), governanceKey: key(), boxKey: BoxKey(bytes(32))!,
            certificateDigest: digest(), state: one(of: EnrolmentState.self))
    }

    mutating func staff() -> Staff {
        Staff(
            id: staffID(), member: memberID(), roles: StaffRoles(rawValue: next() & 0x7fe),
            licence: maybe { $0.digest() }, clearance: next() % 6, key: key(), from: time(),
            until: time(), state: one(of: EnrolmentState.self))
    }

    mutating func licence() -> Licence {
        Licence(
            person: person(), kind: one(of: LicenceKind.self), number: digest(), key: key().id,
            from: time(), until: time(), authority: memberID(), withdrawn: maybe { $0.time() })
    }

    mutating func keyRecord() -> KeyRecord {
        let owner: KeyOwner =
            switch below(6) {
            case 0: .gateway(memberID())
            case 1: .governance(memberID())
            case 2: .seat(memberID())
            case 3: .staff(person())
            case 4: .subject(pseudonym())
            default: .code(record())
            }
        return KeyRecord(key: key(), owner: owner, retired: maybe { $0.time() })
    }

    mutating func rotation() -> RotateKey {
        let targets: [RotateKey.Target] = [.staff(staffID()), .gateway, .governance]
        return RotateKey(
            target: targets[below(3)], newKey: key(), possession: possession(),
            effective: maybe { $0.time() })
    }

    mutating func possession() -> KeyPossession {
        KeyPossession(signature: Signature(bytes(64)))
    }

    mutating func suspension() -> Suspend {
        Suspend(
            target: flag() ? .member(memberID()) : .staff(staffID()),
            state: one(of: EnrolmentState.self))
    }

    mutating func mergeSubjects() -> MergeSubjects {
        MergeSubjects(
            flag() ? .merge(pseudonym(), pseudonym()) : .separate(record()), check: digest(),
            auditOfficer: person())
    }

    mutating func mergeAct() -> SubjectMerge.Act {
        SubjectMerge.Act(
            record: record(), dataOfficer: person(), auditOfficer: person(), check: digest(),
            time: time())
    }

    mutating func subject() -> Subject {
        Subject(
            pseudonym: pseudonym(), holder: memberID(), key: maybe { $0.key() },
            guardian: maybe { $0.pseudonym() }, refusesEmergency: flag(),
            attending: list(3) { $0.person() }, state: one(of: EnrolmentState.self))
    }

    mutating func label() -> FieldLabel {
        FieldLabel(
            field: name(), category: one(of: DataCategory.self), level: next() % 6,
            source: one(of: LabelSource.self), tags: list(2) { $0.name() }, rule: name(),
            authority: name())
    }

    mutating func asset() -> AssetDescription {
        let members: AssetMembers =
            switch below(3) {
            case 0: .subjects(list(4) { $0.pseudonym() })
            case 1: .cohort(digest())
            default: .nobody
            }
        return AssetDescription(
            kind: one(of: AssetKind.self), category: one(of: DataCategory.self),
            level: next() % 6, scenarios: list(3) { $0.name() }, schema: digest(),
            content: digest(), rows: next(), derivedFrom: list(3) { $0.record() },
            quality: next() % 101, retention: maybe { $0.time() }, members: members,
            labels: list(3) { $0.label() })
    }

    mutating func consent() -> ConsentTerms {
        ConsentTerms(
            about: flag() ? .subject(pseudonym()) : .cohort(record()),
            relation: one(of: GrantorRelation.self), permits: flag(),
            scope: ConsentScope(
                purposes: list(3) { $0.name() },
                categories: list(3) { $0.one(of: DataCategory.self) }, maximumLevel: next() % 6,
                audiences: list(3) { $0.memberID() }, fields: list(3) { $0.name() },
                actions: list(2) { $0.name() }, dataFrom: maybe { $0.time() },
                dataUntil: maybe { $0.time() }, notBefore: time(),
                notAfter: maybe { $0.time() }),
            notice: digest(), isSeparate: flag(), document: digest(),
            supersedes: maybe { $0.record() }, inOwnHand: flag())
    }

    mutating func periods() -> DataPeriods {
        DataPeriods(
            list(4) { DataPeriod(from: $0.maybe { $0.time() }, until: $0.maybe { $0.time() }) })
    }

    mutating func right() -> Right {
        Right(
            asset: record(), right: one(of: RightKind.self), grantee: memberID(), basis: name(),
            scope: digest(), encumbrance: maybe { $0.digest() }, from: time(),
            until: maybe { $0.time() })
    }

    mutating func terms() -> GrantTerms {
        GrantTerms(
            assets: list(3) { $0.record() }, subjects: list(3) { $0.pseudonym() },
            relation: one(of: GrantorRelation.self), holder: memberID(),
            grantees: list(3) { $0.memberID() }, purposes: list(3) { $0.name() },
            actions: list(3) { $0.name() }, categories: list(3) { $0.one(of: DataCategory.self) },
            fields: list(3) { $0.name() }, maximumLevel: next() % 6, dataFrom: maybe { $0.time() },
            dataUntil: maybe { $0.time() }, notBefore: time(), notAfter: time(),
            maximumUses: next(), deniedFields: list(3) { $0.name() },
            notice: maybe { $0.digest() }, isSeparate: flag(),
            ethicsApproval: maybe { $0.name() }, supersedes: maybe { $0.record() })
    }

    mutating func literal() -> FactLiteral {
        switch below(5) {
        case 0: .flag(flag())
        case 1: .member(name())
        case 2: .members(list(3) { $0.name() })
        case 3: .integer(Int64(bitPattern: next()))
        default: .instant(Int64(bitPattern: next()))
        }
    }

    mutating func fieldValue() -> FieldValue {
        switch below(5) {
        case 0: .fact(literal())
        case 1: .party(.member(memberID()))
        case 2: .party(.staff(person()))
        case 3: .party(.subject(pseudonym()))
        default: .text(name())
        }
    }

    mutating func transition() -> TakeTransition {
        let new = NewRecord(
            charter: name(), type: name(),
            fields: list(3) { NamedField(name: $0.name(), value: $0.fieldValue()) },
            terms: maybe { $0.terms() })
        return TakeTransition(
            target: flag() ? .record(record()) : .new(new), transition: name())
    }

    mutating func request() -> Request {
        Request(
            asset: maybe { $0.record() }, subject: maybe { $0.pseudonym() }, action: name(),
            purpose: name(), fields: list(4) { $0.name() }, output: name(),
            claims: list(2) { Claim(attribute: "request.\($0.name())", value: $0.literal()) },
            grant: maybe { $0.record() }, clientTime: time())
    }

    mutating func release() -> Release {
        Release(
            permit: record(), payload: digest(),
            masks: list(3) {
                FieldMask(
                    field: $0.name(),
                    method: [MaskMethod.pseudonym, .generalise, .redact][$0.below(3)])
            }, isEncrypted: flag())
    }

    mutating func anchor() -> AnchorDigest {
        AnchorDigest(
            what: one(of: AnchorKind.self), digest: digest(),
            head: maybe { $0.flag() ? .subject($0.pseudonym()) : .asset($0.record()) },
            entry: maybe { EntryIndex($0.next()) })
    }
}

extension SeededGenerator {
    mutating func recoverSubject() -> RecoverSubject {
        guard flag() else { return .cancel(record()) }
        return .announce(
            .init(
                subject: pseudonym(), newKey: key(),
                possession: KeyPossession(signature: Signature(bytes(64))),
                reason: one(of: SubjectRecoveryReason.self), identityCheck: digest(),
                announcer: flag() ? .persons(witness: staffID()) : .guardian))
    }

    mutating func subjectRecovery() -> SubjectRecovery {
        SubjectRecovery(
            id: record(), subject: pseudonym(), oldKey: key(), newKey: key(),
            reason: one(of: SubjectRecoveryReason.self), identityCheck: digest(),
            announcers: flag() ? [.staff(person()), .staff(person())] : [.subject(pseudonym())],
            announced: time(), due: time(), state: one(of: SubjectRecoveryState.self),
            ended: flag() ? time() : nil, previous: flag() ? record() : nil)
    }
}
