import CanonicalCoding
import CharterLanguage
import GovernanceSamples
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Governance

@Suite struct `Charter lifecycle` {
    static let seats = ["centre-b", "centre-c", "hospital-a", "research-r"]
    let report = TestConsortium.suite.hash([1])

    func propose(_ source: String, _ ledger: inout TestLedger) -> (Refusal?, RecordID) {
        let refusal = ledger.inPerson(SmallRules.proposal(source), "hospital-a", "compliance")
        return (refusal, ledger.lastRecord)
    }

    func reportGate(
        _ proposal: RecordID, _ members: [String], _ ledger: inout TestLedger,
        report: Digest? = nil, passes: Bool = true
    ) -> [Refusal?] {
        members.map {
            ledger.refusal(
                ReportGate(proposal: proposal, report: report ?? self.report, passes: passes),
                by: $0, keys: ["gateway/\($0)"])
        }
    }

    /// Proposes, passes the gate and returns proposal and case.
    func toBallot(_ source: String, _ ledger: inout TestLedger) throws -> (RecordID, RecordID) {
        let (refusal, id) = propose(source, &ledger)
        #expect(refusal == nil)
        #expect(
            reportGate(id, ["centre-b", "centre-c", "hospital-a"], &ledger) == [nil, nil, nil])
        return (id, try #require(ledger.found(Tables.proposals, id)?.caseID))
    }

    func state(_ id: RecordID, _ ledger: TestLedger) -> ProposalState? {
        ledger.found(Tables.proposals, id)?.state
    }

    func live(_ ledger: TestLedger) -> UInt64? {
        ledger.found(Tables.rules, Only())?.charter(named: "consortium")?.version
    }

    @Test func `goes from proposal by gate and ballot into force`() throws {
        var ledger = try TestLedger.withSmallRules()
        let source = SmallRules.charterSource(version: 2, supersedes: 1, level: 2)
        let (id, caseID) = try toBallot(source, &ledger)
        #expect(state(id, ledger) == .ballot)
        #expect(ledger.found(Tables.cases, caseID)?.type == .upgrade)
        #expect(ledger.vote(.approve, caseID, by: "court-q") == nil)
        #expect(live(ledger) == 1)
        #expect(ledger.vote(.approve, caseID, by: "centre-b") == nil)
        #expect(state(id, ledger) == .active)
        #expect(live(ledger) == 2)
        #expect(ledger.found(Tables.cases, caseID)?.state == .approved)
        #expect(
            ledger.vote(.approve, caseID, by: "research-r") == .caseClosed)
    }

    @Test func `becomes active exactly at its effective time`() throws {
        var ledger = try TestLedger.withSmallRules()
        let source = SmallRules.charterSource(
            version: 2, supersedes: 1, effective: "2026-03-05", until: "2026-03-20", level: 2)
        let (id, caseID) = try toBallot(source, &ledger)
        #expect(ledger.vote(.approve, caseID, by: "court-q") == nil)
        #expect(ledger.vote(.approve, caseID, by: "research-r") == nil)
        // Its end is the end of its red lines.
        #expect(state(id, ledger) == .ballot)
        for member in Self.seats {
            #expect(
                ledger.refusal(
                    CastVote(caseID: caseID, choice: .approve), by: member,
                    keys: ["governance/\(member)"]) == nil)
        }
        #expect(state(id, ledger) == .approved)
        let effective = TestConsortium.founded.value + 4 * TestConsortium.day
        let before = ledger.found(Tables.rules, Only())
        ledger.advance(to: BlockTime(effective - 1))
        #expect(live(ledger) == 1)
        ledger.advance(to: BlockTime(effective))
        #expect(live(ledger) == 2)
        let after = ledger.found(Tables.rules, Only())
        #expect(
            before?.digest(suite: TestConsortium.suite)
                != after?.digest(suite: TestConsortium.suite))
        ledger.advance(to: BlockTime(effective + 15 * TestConsortium.day - 1))
        #expect(live(ledger) == 2)
        ledger.advance(by: Milliseconds(1))
        #expect(live(ledger) == nil)
        #expect(state(id, ledger) == .expired)
    }

    @Test func `only a compliance officer proposes, in person`() throws {
        var ledger = try TestLedger.withSmallRules()
        let body = SmallRules.proposal(SmallRules.charterSource(version: 2, supersedes: 1))
        #expect(ledger.inPerson(body, "hospital-a", "clerk") == .roleMissing)
        #expect(
            ledger.refusal(
                body, by: "hospital-a", staff: "compliance", keys: ["gateway/hospital-a"])
                == .signatureMissing)
        #expect(
            ledger.refusal(body, by: "hospital-a", keys: ["staff/hospital-a/compliance"])
                == .staffMissing)
    }

    @Test func `a version that does not follow the one in force is refused`() throws {
        var ledger = try TestLedger.withSmallRules()
        for source in [
            SmallRules.charterSource(version: 2),
            SmallRules.charterSource(version: 3, supersedes: 2),
            SmallRules.charterSource(id: "other", version: 2, supersedes: 1),
        ] {
            #expect(propose(source, &ledger).0 == .supersedesWrong)
        }
    }

    @Test func `a source that says something else than the bytes is refused`() throws {
        var ledger = try TestLedger.withSmallRules()
        let proposed = SmallRules.charterSource(version: 2, supersedes: 1, level: 2)
        let shown = SmallRules.charterSource(version: 2, supersedes: 1, level: 1)
        let body = ProposeCharter(
            charter: SmallRules.charter(proposed).canonicalBytes,
            sources: [SourceText(language: .english, text: Array(shown.utf8))])
        #expect(ledger.inPerson(body, "hospital-a", "compliance") == .sourceDiffers)
        let mislabelled = ProposeCharter(
            charter: body.charter,
            sources: [SourceText(language: .chinese, text: Array(proposed.utf8))])
        #expect(ledger.inPerson(mislabelled, "hospital-a", "compliance") == .sourceDiffers)
        let twice = SourceText(language: .english, text: Array(proposed.utf8))
        #expect(throws: Refusal.sourceMalformed) {
            try ProposeCharter(charter: body.charter, sources: [twice, twice]).validate()
        }
        #expect(throws: Refusal.sourceMalformed) {
            try ProposeCharter(charter: body.charter, sources: []).validate()
        }
    }

    @Test func `bytes that are no charter, or do not check, are refused`() throws {
        var ledger = try TestLedger.withSmallRules()
        let text = SourceText(language: .english, text: [0x20])
        #expect(
            ledger.inPerson(
                ProposeCharter(charter: [0x80], sources: [text]), "hospital-a", "compliance")
                == .charterUnreadable)
        let sound = SmallRules.charter(SmallRules.charterSource(version: 2, supersedes: 1))
        let costly = Charter(
            id: sound.id, version: 2, supersedes: 1, vocabulary: sound.vocabulary,
            effectiveFrom: sound.effectiveFrom, effectiveUntil: nil, zoneMinutes: 0, budget: 1,
            rules: sound.rules)
        #expect(
            ledger.inPerson(
                ProposeCharter(charter: costly.canonicalBytes, sources: [text]), "hospital-a",
                "compliance") == .charterDoesNotCheck)
        let foreign = Charter(
            id: sound.id, version: 2, supersedes: 1, vocabulary: "nowhere",
            effectiveFrom: sound.effectiveFrom, effectiveUntil: nil, zoneMinutes: 0, budget: 2000,
            rules: sound.rules)
        #expect(
            ledger.inPerson(
                ProposeCharter(charter: foreign.canonicalBytes, sources: [text]), "hospital-a",
                "compliance") == .vocabularyNotActive)
    }

    @Test func `what is in force or proposed is not proposed again`() throws {
        var ledger = try TestLedger.withSmallRules()
        let source = SmallRules.charterSource(version: 2, supersedes: 1, level: 2)
        let (first, id) = propose(source, &ledger)
        #expect(first == nil)
        #expect(propose(source, &ledger).0 == .proposedAlready)
        #expect(
            ledger.inPerson(WithdrawProposal(proposal: id), "centre-b", "compliance") == .notAuthor)
        #expect(ledger.inPerson(WithdrawProposal(proposal: id), "hospital-a", "compliance") == nil)
        #expect(
            ledger.inPerson(WithdrawProposal(proposal: id), "hospital-a", "compliance")
                == .proposalClosed)
        #expect(propose(source, &ledger).0 == nil)
    }

    @Test func `a charter that ends before now is refused`() throws {
        var ledger = try TestLedger.withSmallRules()
        ledger.advance(by: .days(30))
        let source = SmallRules.charterSource(
            version: 2, supersedes: 1, effective: "2026-03-01", until: "2026-03-10")
        #expect(propose(source, &ledger).0 == .effectiveTooLate)
    }

    @Test func `the ballot opens at the quorum of the same passing report`() throws {
        var ledger = try TestLedger.withSmallRules()
        let (_, id) = propose(SmallRules.charterSource(version: 2, supersedes: 1), &ledger)
        #expect(reportGate(id, ["centre-b", "centre-c"], &ledger) == [nil, nil])
        #expect(state(id, ledger) == .gate)
        #expect(
            reportGate(id, ["hospital-a"], &ledger, report: TestConsortium.suite.hash([2])) == [nil]
        )
        #expect(state(id, ledger) == .gate)
        #expect(reportGate(id, ["research-r"], &ledger) == [nil])
        #expect(state(id, ledger) == .ballot)
    }

    @Test func `digests that differ too much close the gate`() throws {
        var ledger = try TestLedger.withSmallRules()
        let (_, id) = propose(SmallRules.charterSource(version: 2, supersedes: 1), &ledger)
        #expect(reportGate(id, ["centre-b"], &ledger) == [nil])
        #expect(
            reportGate(id, ["centre-c"], &ledger, report: TestConsortium.suite.hash([2])) == [nil])
        #expect(state(id, ledger) == .gate)
        #expect(
            reportGate(id, ["hospital-a"], &ledger, report: TestConsortium.suite.hash([3])) == [nil]
        )
        #expect(state(id, ledger) == .gateFailed)
        #expect(reportGate(id, ["research-r"], &ledger) == [.proposalClosed])
    }

    @Test func `two failing reports of four close the gate`() throws {
        var ledger = try TestLedger.withSmallRules()
        let (_, id) = propose(SmallRules.charterSource(version: 2, supersedes: 1), &ledger)
        #expect(reportGate(id, ["centre-b", "centre-c"], &ledger, passes: false) == [nil, nil])
        #expect(state(id, ledger) == .gateFailed)
    }

    @Test func `gate reports come from seats, once, by their gateway`() throws {
        var ledger = try TestLedger.withSmallRules()
        let (_, id) = propose(SmallRules.charterSource(version: 2, supersedes: 1), &ledger)
        #expect(reportGate(id, ["court-q"], &ledger) == [.seatMissing])
        #expect(reportGate(id, ["centre-b", "centre-b"], &ledger) == [nil, .gateReported])
        #expect(
            ledger.refusal(
                ReportGate(proposal: id, report: report, passes: true), by: "centre-c",
                keys: ["gateway/centre-b"]) == .signatureMissing)
        #expect(
            reportGate(RecordID(report), ["centre-c"], &ledger) == [.unknownProposal])
    }

    @Test func `silence at the gate and in the ballot ends a proposal`() throws {
        var ledger = try TestLedger.withSmallRules()
        let (_, waiting) = propose(SmallRules.charterSource(version: 3, supersedes: 1), &ledger)
        let (id, caseID) = try toBallot(
            SmallRules.charterSource(version: 2, supersedes: 1, level: 2), &ledger)
        #expect(ledger.vote(.approve, caseID, by: "court-q") == nil)
        let due = try #require(ledger.found(Tables.cases, caseID)?.due)
        ledger.advance(to: BlockTime(due.value - 1))
        #expect(state(waiting, ledger) == .gateFailed)
        #expect(state(id, ledger) == .ballot)
        ledger.advance(to: due)
        #expect(state(id, ledger) == .lapsed)
        #expect(ledger.found(Tables.cases, caseID)?.state == .lapsed)
        #expect(ledger.vote(.approve, caseID, by: "research-r") == .caseClosed)
        #expect(live(ledger) == 1)
    }

    @Test func `rejection by two of three ends a proposal`() throws {
        var ledger = try TestLedger.withSmallRules()
        let (id, caseID) = try toBallot(
            SmallRules.charterSource(version: 2, supersedes: 1, level: 2), &ledger)
        #expect(ledger.vote(.reject, caseID, by: "court-q") == nil)
        #expect(state(id, ledger) == .ballot)
        #expect(ledger.vote(.abstain, caseID, by: "research-r") == nil)
        #expect(state(id, ledger) == .rejected)
    }

    @Test func `a changed red line needs every seat's governance key`() throws {
        var ledger = try TestLedger.withSmallRules()
        let weaker = SmallRules.charterSource(
            version: 2, supersedes: 1, redLine: "transfer.leaves_domain and data.level >= 5")
        let (id, caseID) = try toBallot(weaker, &ledger)
        #expect(ledger.found(Tables.proposals, id)?.touchesRedLine == true)
        for member in ["court-q", "centre-b", "research-r"] {
            #expect(ledger.vote(.approve, caseID, by: member) == nil)
        }
        #expect(state(id, ledger) == .ballot)
        let consent = CastVote(caseID: caseID, choice: .approve)
        for member in Self.seats.dropLast() {
            #expect(ledger.refusal(consent, by: member, keys: ["governance/\(member)"]) == nil)
        }
        #expect(
            ledger.refusal(consent, by: "centre-b", keys: ["governance/centre-b"]) == .votedAlready)
        #expect(
            ledger.refusal(consent, by: "court-q", keys: ["governance/court-q"]) == .seatMissing)
        #expect(
            ledger.refusal(consent, by: "research-r", keys: ["gateway/research-r"])
                == .signatureMissing)
        #expect(
            ledger.refusal(
                CastVote(caseID: caseID, choice: .reject), by: "research-r",
                keys: ["governance/research-r"]) == .seatConsentNotAsked)
        #expect(state(id, ledger) == .ballot)
        #expect(ledger.refusal(consent, by: "research-r", keys: ["governance/research-r"]) == nil)
        #expect(state(id, ledger) == .active)
    }

    @Test func `a governance key does not vote in a person's name`() throws {
        var ledger = try TestLedger.withSmallRules()
        let (_, caseID) = try toBallot(
            SmallRules.charterSource(version: 2, supersedes: 1, level: 2), &ledger)
        #expect(
            ledger.refusal(
                CastVote(caseID: caseID, choice: .approve), by: "research-r", staff: "committee",
                keys: ["governance/research-r"]) == .signatureMissing)
        #expect(
            ledger.refusal(
                CastVote(caseID: caseID, choice: .approve), by: "research-r",
                keys: ["governance/research-r"]) == .seatConsentNotAsked)
    }

    @Test func `the second of two successors finds itself outrun`() throws {
        var ledger = try TestLedger.withSmallRules()
        let (first, firstCase) = try toBallot(
            SmallRules.charterSource(version: 2, supersedes: 1, level: 2), &ledger)
        let (second, secondCase) = try toBallot(
            SmallRules.charterSource(version: 2, supersedes: 1, level: 1), &ledger)
        for caseID in [firstCase, secondCase] {
            #expect(ledger.vote(.approve, caseID, by: "court-q") == nil)
            #expect(ledger.vote(.approve, caseID, by: "centre-b") == nil)
        }
        #expect(state(first, ledger) == .active)
        #expect(state(second, ledger) == .outrun)
    }

    @Test func `a vocabulary is voted on and then charters may use it`() throws {
        var ledger = try TestLedger.withSmallRules()
        let source = SmallRules.vocabularySource
            .split(separator: "\n").joined(separator: "\n")
        let extended =
            source.replacing("test_v1", with: "test_v2")
            + "\nattr subject.refuses 当事人.拒绝 : bool from registry\n"
        let compiled = VocabularyCompiler.compile(source: Array(extended.utf8))
        let vocabulary = try #require(compiled.0, "\(compiled.1)")
        func proposal(_ bytes: [UInt8], extends: String?) -> ProposeVocabulary {
            ProposeVocabulary(
                vocabulary: bytes, source: Array(extended.utf8), extends: extends)
        }
        let body = proposal(vocabulary.canonicalBytes, extends: nil)
        #expect(ledger.inPerson(body, "hospital-a", "clerk") == .roleMissing)
        #expect(
            ledger.inPerson(proposal([0x80], extends: nil), "hospital-a", "compliance")
                == .charterUnreadable)
        #expect(
            ledger.inPerson(
                proposal(vocabulary.canonicalBytes, extends: "nowhere"), "hospital-a", "compliance")
                == .vocabularyNotActive)
        #expect(
            ledger.inPerson(
                ProposeVocabulary(
                    vocabulary: SmallRules.vocabulary.canonicalBytes,
                    source: Array(SmallRules.vocabularySource.utf8)), "hospital-a", "compliance")
                == .vocabularyNameTaken)
        #expect(ledger.inPerson(body, "hospital-a", "compliance") == nil)
        let id = ledger.lastRecord
        #expect(ledger.inPerson(body, "hospital-a", "compliance") == .proposedAlready)
        let caseID = try #require(ledger.found(Tables.proposals, id)?.caseID)
        #expect(ledger.vote(.approve, caseID, by: "court-q") == nil)
        #expect(ledger.vote(.approve, caseID, by: "centre-b") == nil)
        #expect(state(id, ledger) == .active)
        #expect(ledger.found(Tables.rules, Only())?.vocabulary(named: "test_v2") != nil)
    }

    @Test func `an extension that takes away is refused`() throws {
        var ledger = try TestLedger.withSmallRules()
        let lines = SmallRules.vocabularySource.split(separator: "\n")
            .filter { !$0.contains("actor.favoured") }
        let source = lines.joined(separator: "\n").replacing("test_v1", with: "test_v2") + "\n"
        let compiled = VocabularyCompiler.compile(source: Array(source.utf8))
        let vocabulary = try #require(compiled.0, "\(compiled.1)")
        let body = ProposeVocabulary(
            vocabulary: vocabulary.canonicalBytes, source: Array(source.utf8), extends: "test_v1")
        #expect(ledger.inPerson(body, "hospital-a", "compliance") == .vocabularyTakesAway)
        let other = ProposeVocabulary(
            vocabulary: vocabulary.canonicalBytes,
            source: Array(SmallRules.vocabularySource.utf8))
        #expect(ledger.inPerson(other, "hospital-a", "compliance") == .sourceDiffers)
    }

    @Test func `a charter that reads what no source gives is refused`() throws {
        var ledger = try TestLedger.withSmallRules()
        let source = SmallRules.charterSource(
            version: 2, supersedes: 1, redLine: "actor.favoured")
        #expect(propose(source, &ledger).0 == .charterUnresolvable)
    }

    @Test func `no more charters than a decision may ask are in force`() throws {
        var ledger = try TestLedger.withSmallRules()
        let rules = try #require(ledger.found(Tables.rules, Only()))
        let charter = rules.charters[0]
        let many = (0..<GovernanceLimits.activeCharters).map {
            ActiveCharter(
                id: "c\($0)", version: 1, digest: charter.digest, vocabulary: charter.vocabulary)
        }
        ledger.change.put(
            Tables.rules, RulesInForce(vocabularies: rules.vocabularies, charters: many))
        ledger.change.settle()
        #expect(propose(SmallRules.charterSource(id: "fresh"), &ledger).0 == .tooManyCharters)
    }

    @Test func `an extension only adds`() {
        let old = SmallRules.vocabulary
        #expect(VocabularyUpgrade.onlyAdds(old, to: old))
        let reordered = Vocabulary(
            id: "x", types: old.types.reversed(), attributes: old.attributes, laws: old.laws)
        #expect(!VocabularyUpgrade.onlyAdds(reordered, to: old))
        let shorter = Vocabulary(
            id: "x", types: old.types, attributes: old.attributes.dropLast(), laws: old.laws)
        #expect(!VocabularyUpgrade.onlyAdds(shorter, to: old))
    }
}
