import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Governance

/// Hashes of 4,096 seeded encodings of the formats of cases, charters, overrides and codes.
@Suite struct `Formats of cases` {
    private func check<Value: CanonicalCodable & Equatable>(
        _: Value.Type, _ pinned: String, _ make: (inout SeededGenerator) -> Value
    ) throws {
        var random = SeededGenerator(seed: 20_260_302)
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

    @Test func `cases`() throws {
        try check(Case.self, "9c44d5ba") { $0.caseFile() }
        try check(Waiver.self, "231d4051") {
            Waiver(caseID: $0.record(), scope: $0.exemption())
        }
        try check(Clearance.self, "997648f4") {
            Clearance(
                caseID: $0.record(), rules: [$0.ruleKey()], from: $0.time(), until: $0.time())
        }
        try check(OpenCase.self, "767a750c") {
            OpenCase(
                type: $0.one(of: CaseType.self), reference: $0.flag() ? $0.record() : nil,
                parties: [$0.memberID()], subject: $0.flag() ? $0.pseudonym() : nil,
                exemption: $0.flag() ? $0.exemption() : nil)
        }
        try check(CastVote.self, "1d90231c") {
            CastVote(caseID: $0.record(), choice: $0.one(of: BallotChoice.self))
        }
    }

    @Test func `charters`() throws {
        try check(RuleProposal.self, "02731e5f") { $0.proposal() }
        try check(ProposeCharter.self, "8400a6a3") {
            ProposeCharter(
                charter: $0.bytes(40),
                sources: [
                    SourceText(language: $0.one(of: SourceLanguage.self), text: $0.bytes(30))
                ], semanticDiff: $0.flag() ? $0.digest() : nil)
        }
        try check(ProposeVocabulary.self, "e287adad") {
            ProposeVocabulary(
                vocabulary: $0.bytes(30), source: $0.bytes(20),
                extends: $0.flag() ? $0.name() : nil)
        }
        try check(ReportGate.self, "c482e1a2") {
            ReportGate(proposal: $0.record(), report: $0.digest(), passes: $0.flag())
        }
    }

    @Test func `overrides`() throws {
        try check(Override.self, "e699a384") { $0.override() }
        try check(DeclareOverride.self, "1200c1f9") { $0.declaration() }
        try check(OfflineLog.self, "8e2cef52") {
            OfflineLog(
                last: $0.next() >> 8, gaps: [SequenceGap(from: 1, through: 1 + $0.next() >> 9)])
        }
        try check(ReviewOverride.self, "99f602d8") {
            ReviewOverride(override: $0.record(), verdict: $0.one(of: OverrideVerdict.self))
        }
    }

    @Test func `codes, notices, due items`() throws {
        try check(AuthorisationCode.self, "b6708f98") { $0.code() }
        try check(IssueCode.self, "251ec64b") {
            IssueCode(
                grant: $0.flag() ? $0.record() : nil, subject: $0.pseudonym(), key: $0.key(),
                possession: $0.possession(),
                audience: $0.memberID(), purpose: $0.name(), maximumLevel: 1 + $0.next() % 5,
                uses: $0.next() >> 40, expires: $0.time())
        }
        try check(Notice.self, "d702f977") {
            var notice = Notice(
                id: $0.record(),
                audience: [.patient, .regulator, .committee, .holder][$0.below(4)],
                subject: $0.flag() ? $0.pseudonym() : nil, about: $0.record(),
                responsible: $0.memberID(), created: $0.time(), due: $0.time())
            notice.state = $0.one(of: NoticeState.self)
            notice.discharged = $0.flag() ? $0.time() : nil
            return notice
        }
        try check(DueItem.self, "11a257e8") {
            DueItem(due: $0.time(), record: $0.record(), action: $0.one(of: DueAction.self))
        }
    }
}

extension SeededGenerator {
    mutating func ruleKey() -> RuleKey {
        RuleKey(charter: name(), version: next() >> 50, rule: name())
    }

    mutating func exemption() -> ExemptionScope {
        ExemptionScope(
            rule: ruleKey(), user: memberID(), asset: flag() ? record() : nil,
            purpose: flag() ? name() : nil, until: time())
    }

    mutating func panel() -> Panel {
        let seats = (0..<below(4)).map { _ in
            PanelSeat(person: person(), field: one(of: CommitteeField.self))
        }
        return Panel(
            seats: seats,
            substitutes: (0..<below(3)).map { _ in
                PanelSeat(person: person(), field: one(of: CommitteeField.self))
            }, recused: seats.prefix(below(2)).map(\.person), quorum: .standard)
    }

    mutating func caseFile() -> Case {
        var found = Case(
            id: record(), type: one(of: CaseType.self), reference: flag() ? record() : nil,
            opener: flag() ? person() : nil, applicant: flag() ? memberID() : nil,
            parties: (0..<below(3)).map { _ in memberID() },
            subject: flag() ? pseudonym() : nil, panel: panel(), opened: time(), due: time(),
            exemption: flag() ? exemption() : nil,
            escalation: flag()
                ? EscalationScope(request: record(), content: digest(), rules: [ruleKey()]) : nil,
            needsEverySeat: flag())
        found.seatConsents = (0..<below(3)).map { _ in memberID() }
        found.ballots = (0..<below(3)).map { _ in
            CastBallot(
                person: person(), choice: one(of: BallotChoice.self), time: time(),
                transaction: TransactionID(digest()))
        }
        found.state = one(of: CaseState.self)
        found.ruled = flag() ? time() : nil
        return found
    }

    mutating func proposal() -> RuleProposal {
        var found = RuleProposal(
            id: record(), text: one(of: ProposedText.self), name: name(), version: next() >> 50,
            supersedes: flag() ? next() >> 50 : nil, digest: digest(),
            sources: [RuleSource(language: one(of: SourceLanguage.self), digest: digest())],
            author: person(), semanticDiff: flag() ? digest() : nil, touchesRedLine: flag(),
            proposed: time(), effectiveFrom: time(), effectiveUntil: flag() ? time() : nil)
        found.reports = (0..<below(3)).map { _ in
            GateReportRecord(member: memberID(), report: digest(), passes: flag(), time: time())
        }
        found.caseID = flag() ? record() : nil
        found.state = one(of: ProposalState.self)
        return found
    }

    mutating func overrideScope() -> OverrideScope {
        OverrideScope(
            holder: memberID(), subject: pseudonym(), asset: flag() ? record() : nil,
            fields: ["a\(below(9))", "b\(below(9))"], purpose: name())
    }

    mutating func override() -> Override {
        let evidence = OfflineEvidence(
            record: digest(), sequence: 1 + next() >> 40, basis: Height(next() >> 40),
            decided: time(), findings: flag() ? [] : [.rulingDiffers, .tooLong],
            missingBefore: next() >> 50)
        var found = Override(
            id: record(), scope: overrideScope(), physician: person(),
            reason: one(of: OverrideReason.self), reasonCommitment: digest(),
            againstRefusal: flag(), needsApproval: flag(), opened: time(), expires: time(),
            writeUpDue: time(), reviewDue: time(), reviewCase: record(),
            offline: flag() ? evidence : nil, approver: flag() ? person() : nil)
        found.writeUp = one(of: DutyState.self)
        found.review = one(of: DutyState.self)
        found.verdict = flag() ? one(of: OverrideVerdict.self) : nil
        return found
    }

    mutating func declaration() -> DeclareOverride {
        guard flag() else {
            return DeclareOverride(
                OverrideDeclaration(
                    scope: overrideScope(), reason: one(of: OverrideReason.self), expires: time(),
                    approver: flag() ? person() : nil, isCosigned: flag()))
        }
        let header = Header(
            chain: ChainID(digest()), height: Height(next() >> 30), parent: BlockID(digest()),
            parentCertificate: digest(), time: time(), proposer: SeatIndex(next() >> 60),
            entryRoot: digest(), entryCount: next() >> 30, stateRoot: digest(), seatSet: digest(),
            nextSeatSet: digest(), parameters: digest(), rules: digest(), recoveryEpoch: 0)
        let facts = [
            OfflineFact(attribute: name(), value: .bool(flag())),
            OfflineFact(attribute: name(), value: .integer(Int64(below(9)) - 4)),
        ]
        let record = OfflineRecord(
            chain: ChainID(digest()), holder: memberID(), sequence: 1 + next() >> 40,
            previous: digest(), basis: header, peersSeen: [memberID()], wallClock: time(),
            sinceBasis: Milliseconds(next() >> 40), scope: overrideScope(), physician: person(),
            approver: flag() ? person() : nil, reason: one(of: OverrideReason.self),
            reasonCommitment: digest(), expires: time(),
            questions: [OfflineQuestion(charter: digest(), facts: facts)],
            ruling: Ruling(
                outcome: .permit, reasons: [], obligations: Obligations(), cost: next() >> 50))
        let signature = TransactionSignature(
            key: KeyID(digest()), signature: Signature(bytes(64)))
        return DeclareOverride(
            anchoring: SignedOfflineRecord(record: record, signatures: [signature]))
    }

    mutating func code() -> AuthorisationCode {
        var found = AuthorisationCode(
            id: record(), grant: flag() ? record() : nil, subject: pseudonym(),
            holder: memberID(), key: key(), audience: memberID(), purpose: name(),
            maximumLevel: 1 + next() % 5, uses: 3 + next() >> 50, expires: time(), issued: time())
        found.redemptions = (0..<below(3)).map { _ in
            Redemption(
                member: memberID(), time: time(), transaction: TransactionID(digest()))
        }
        return found
    }
}
