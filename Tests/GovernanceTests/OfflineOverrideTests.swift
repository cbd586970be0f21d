import CanonicalCoding
import CharterLanguage
import GovernanceSamples
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Governance

@Suite struct `Offline overrides` {
    static let holder = "centre-b"
    static let signers = ["gateway/centre-b", "staff/centre-b/physician"]

    func facts(level: Int64 = 3, declared: Bool = true) -> [OfflineFact] {
        [
            OfflineFact(attribute: "request.action", value: .member(0)),
            OfflineFact(attribute: "request.purpose", value: .member(2)),
            OfflineFact(attribute: "transfer.leaves_domain", value: .bool(false)),
            OfflineFact(attribute: "data.level", value: .integer(level)),
            OfflineFact(attribute: "emergency.declared", value: .bool(declared)),
        ]
    }

    func ruling(_ facts: [OfflineFact]) throws -> Ruling {
        let checked = try CheckedCharter(
            charter: SmallRules.charter(SmallRules.charterSource()),
            vocabulary: SmallRules.vocabulary)
        let question = OfflineQuestion(charter: .zero, facts: facts)
        return Decider.decide([(checked, try #require(question.facts(checked.index)))])
    }

    struct Draft {
        var sequence: UInt64 = 1
        var previous = Digest.zero
        var patient = "patient"
        var physician = TestConsortium.person("centre-b", "physician")
        var approver: StaffReference?
        var age = Milliseconds.hours(1)
        var hours: UInt64 = 2
        var facts: [OfflineFact]?
        var ruling: Ruling?
        var chain: ChainID?
        var rules: Digest?
        var height = Height(1)
        var ahead: UInt64 = 0
        var holder = "centre-b"
        var asset: RecordID?
    }

    func record(_ draft: Draft, _ ledger: TestLedger) throws -> OfflineRecord {
        let suite = TestConsortium.suite
        let charter = SmallRules.charter(SmallRules.charterSource())
        let rules = ledger.found(Tables.rules, Only())?.digest(suite: suite)
        let chain = ledger.consortium.state.chain
        var basis = ledger.consortium.genesis.header(ledger.consortium.state)
        basis.height = draft.height
        basis.rules = draft.rules ?? rules ?? .zero
        let wallClock = BlockTime(ledger.time.value - 1_000 + draft.ahead)
        let facts = draft.facts ?? self.facts()
        return OfflineRecord(
            chain: draft.chain ?? chain, holder: TestConsortium.id(draft.holder),
            sequence: draft.sequence, previous: draft.previous, basis: basis,
            peersSeen: [TestConsortium.id("centre-c")], wallClock: wallClock,
            sinceBasis: draft.age,
            scope: OverrideScope(
                holder: TestConsortium.id("centre-b"),
                subject: TestConsortium.pseudonym(draft.patient), asset: draft.asset,
                fields: ["glucose"], purpose: "rescue"), physician: draft.physician,
            approver: draft.approver, reason: .lifeInDanger,
            reasonCommitment: suite.hash([7]),
            expires: BlockTime(wallClock.value + draft.hours * 3_600_000),
            questions: [OfflineQuestion(charter: charter.digest(suite), facts: facts)],
            ruling: try draft.ruling ?? ruling(facts))
    }

    func anchor(
        _ record: OfflineRecord, _ ledger: inout TestLedger,
        signers: [String] = `Offline overrides`.signers, by member: String = "centre-b"
    ) -> Refusal? {
        let signed = SignedOfflineRecord(
            record: record, signedBy: signers.map(TestConsortium.key), suite: TestConsortium.suite)
        return ledger.refusal(
            DeclareOverride(anchoring: signed), by: member, keys: ["gateway/\(member)"])
    }

    func evidence(_ ledger: TestLedger) -> OfflineEvidence? {
        ledger.found(Tables.overrides, ledger.lastRecord)?.offline
    }

    @Test func `a record is anchored with all its duties`() throws {
        var ledger = try TestLedger.withSmallRules()
        let record = try record(Draft(), ledger)
        #expect(record.ruling.outcome == .permit)
        #expect(record.ruling.isEmergency)
        #expect(anchor(record, &ledger) == nil)
        let found = try #require(ledger.found(Tables.overrides, ledger.lastRecord))
        #expect(found.offline?.findings == [])
        #expect(found.offline?.agrees == true)
        #expect(found.offline?.missingBefore == 0)
        #expect(found.access == .open)
        #expect(found.writeUpDue == ledger.time.adding(.hours(6)))
        #expect(ledger.found(Tables.cases, found.reviewCase)?.type == .override)
        #expect(ledger.found(Tables.offlineLogs, record.holder) == OfflineLog(last: 1, gaps: []))
        #expect(
            ledger.entries.last?.links.map(\.head)
                == [.subject(TestConsortium.pseudonym("patient"))])
    }

    @Test func `a member whose kind is not named opens nothing alone; what it did is kept`() throws
    {
        var ledger = try TestLedger.withSmallRules()
        let record = try record(Draft(), ledger)
        ledger.allowOverrides(at: .tertiary)
        let state = try `An emergency under the example charters`().closed(ledger)
        let request = Request(
            asset: nil, subject: record.scope.subject, action: "read", purpose: "rescue",
            fields: ["glucose"], output: "raw", clientTime: ledger.time)
        let declared = OverrideDeclaration(
            scope: record.scope, reason: .lifeInDanger,
            expires: BlockTime(ledger.time.value + 3_600_000))
        #expect(throws: Refusal.overrideKindForeign) {
            try OfflineDeciding.decide(
                request, under: declared, by: record.physician, at: record.holder, on: state,
                now: ledger.time)
        }
        #expect(anchor(record, &ledger) == nil)
        let found = try #require(ledger.found(Tables.overrides, ledger.lastRecord))
        #expect(found.offline?.findings == [.kindForeign])
        #expect(found.access == .ended && found.writeUp == .due)
    }

    @Test func `late anchoring finds the access ended and the duties open`() throws {
        var ledger = try TestLedger.withSmallRules()
        let record = try record(Draft(), ledger)
        ledger.advance(by: .hours(48))
        #expect(anchor(record, &ledger) == nil)
        let found = try #require(ledger.found(Tables.overrides, ledger.lastRecord))
        #expect(found.access == .ended)
        #expect(found.state == .open)
        #expect(found.opened == record.wallClock)
    }

    @Test func `a gap in the sequence is visible until it is filled`() throws {
        var ledger = try TestLedger.withSmallRules()
        let suite = TestConsortium.suite
        let first = try record(Draft(), ledger)
        let second = try record(
            Draft(sequence: 2, previous: first.digest(suite: suite)), ledger)
        let third = try record(
            Draft(sequence: 3, previous: second.digest(suite: suite)), ledger)
        #expect(anchor(first, &ledger) == nil)
        #expect(anchor(third, &ledger) == nil)
        #expect(evidence(ledger)?.missingBefore == 1)
        let gap = SequenceGap(from: 2, through: 2)
        #expect(
            ledger.found(Tables.offlineLogs, first.holder) == OfflineLog(last: 3, gaps: [gap]))
        let forged = try record(
            Draft(sequence: 2, previous: first.digest(suite: suite), hours: 1), ledger)
        #expect(anchor(forged, &ledger) == .offlineLinkBroken)
        #expect(anchor(second, &ledger) == nil)
        #expect(ledger.found(Tables.offlineLogs, first.holder) == OfflineLog(last: 3, gaps: []))
        #expect(anchor(second, &ledger) == .offlineSequenceTaken)
        let broken = try record(Draft(sequence: 4, previous: .zero), ledger)
        #expect(anchor(broken, &ledger) == .offlineLinkBroken)
    }

    @Test func `what was wrong is recorded with the override`() throws {
        let lookalike = try ruling(facts(level: 2))
        let denial = try ruling(facts(level: 4, declared: false))
        let cases: [(Draft, [OfflineFinding])] = [
            (Draft(facts: facts(level: 4), ruling: lookalike), [.rulingDiffers]),
            (
                Draft(facts: facts(level: 4, declared: false), ruling: lookalike),
                [.rulingDiffers, .notPermitted]
            ),
            (Draft(facts: facts(level: 4, declared: false), ruling: denial), [.notPermitted]),
            (Draft(facts: Array(facts().dropLast())), [.notPermitted]),
            (Draft(age: .hours(24)), [.stateTooOld]),
            (Draft(age: Milliseconds(24 * 3_600_000 - 1)), []),
            (Draft(patient: "refuser"), [.approvalMissing]),
            (Draft(hours: 7), [.tooLong]),
        ]
        for (draft, findings) in cases {
            var ledger = try TestLedger.withSmallRules()
            #expect(anchor(try record(draft, ledger), &ledger) == nil)
            #expect(evidence(ledger)?.findings == findings)
        }
    }

    @Test func `an approver who signed at the time counts`() throws {
        var ledger = try TestLedger.withSmallRules()
        let second = TestConsortium.person("centre-b", "physician-2")
        let record = try record(Draft(patient: "refuser", approver: second), ledger)
        #expect(anchor(record, &ledger) == .offlineUnsigned)
        #expect(
            anchor(record, &ledger, signers: Self.signers + ["staff/centre-b/physician-2"]) == nil)
        #expect(evidence(ledger)?.findings == [])
        #expect(ledger.found(Tables.overrides, ledger.lastRecord)?.access == .open)
    }

    /// The data have been seen, whatever the roles of today say of who opened them.
    @Test func `authentic records of who may not act are recorded`() throws {
        let second = TestConsortium.person("centre-b", "physician-2")
        var ledger = try TestLedger.withSmallRules()
        let byNurse = try record(
            Draft(physician: TestConsortium.person("centre-b", "nurse")), ledger)
        let signers = ["gateway/centre-b", "staff/centre-b/nurse"]
        #expect(anchor(byNurse, &ledger, signers: signers) == nil)
        #expect(evidence(ledger)?.findings.contains(.unlicensed) == true)
        #expect(ledger.found(Tables.overrides, ledger.lastRecord)?.access == .ended)
        // Their term and their role ended after it.
        ledger = try TestLedger.withSmallRules()
        let sound = try record(Draft(), ledger)
        ledger.changeStaff(sound.physician, roles: .clerk)
        #expect(anchor(sound, &ledger) == nil)
        #expect(evidence(ledger)?.findings == [])
        // Their term was over when they signed.
        ledger = try TestLedger.withSmallRules()
        ledger.changeStaff(sound.physician, until: BlockTime(sound.wallClock.value))
        #expect(anchor(sound, &ledger) == nil)
        #expect(evidence(ledger)?.findings == [.notInOffice])
        // One who approves is of a member that may declare none.
        ledger = try TestLedger.withSmallRules()
        let researcher = TestConsortium.person("research-r", "physician")
        let approved = try record(Draft(patient: "refuser", approver: researcher), ledger)
        #expect(
            anchor(approved, &ledger, signers: Self.signers + ["staff/research-r/physician"])
                == nil)
        #expect(evidence(ledger)?.findings == [.kindForeign])
        // One person with two enrolments, and one who names themselves.
        for approver in [second, sound.physician] {
            ledger = try TestLedger.withSmallRules()
            let number = ledger.found(Tables.staff, sound.physician)?.licence
            ledger.changeStaff(second, licence: number)
            let alone = try record(Draft(patient: "refuser", approver: approver), ledger)
            let signers = Self.signers + ["staff/centre-b/physician-2"]
            #expect(anchor(alone, &ledger, signers: signers) == nil)
            #expect(evidence(ledger)?.findings.contains(.approvalMissing) == true)
        }
    }

    @Test func `what is not authentic is refused`() throws {
        var ledger = try TestLedger.withSmallRules()
        let sound = try record(Draft(), ledger)
        #expect(anchor(sound, &ledger, signers: ["gateway/centre-b"]) == .offlineUnsigned)
        #expect(anchor(sound, &ledger, signers: ["staff/centre-b/physician"]) == .offlineUnsigned)
        #expect(
            anchor(sound, &ledger, signers: ["gateway/centre-c", "staff/centre-b/physician"])
                == .offlineUnsigned)
        #expect(anchor(sound, &ledger, by: "centre-c") == .offlineNotHolder)
        let cases: [(Draft, Refusal)] = [
            (Draft(chain: ChainID(.zero)), .offlineWrongChain),
            (Draft(rules: Digest.zero), .offlineWrongChain),
            (Draft(height: Height(2)), .offlineWrongChain),
            (Draft(ahead: 1_001), .offlineClock),
            (Draft(physician: TestConsortium.person("centre-b", "nurse")), .offlineUnsigned),
            (Draft(physician: TestConsortium.person("centre-b", "nobody")), .unknownStaff),
            (Draft(physician: TestConsortium.person("hospital-a", "physician")), .offlineNotHolder),
            (Draft(holder: "centre-c"), .offlineNotHolder),
            (Draft(patient: "nobody"), .unknownSubject),
        ]
        for (draft, refusal) in cases {
            #expect(anchor(try record(draft, ledger), &ledger) == refusal)
        }
        #expect(ledger.found(Tables.offlineLogs, sound.holder) == nil)
    }

    @Test func `a chain with too many holes takes no new one`() throws {
        var ledger = try TestLedger.withSmallRules()
        let gaps = (0...GovernanceLimits.offlineGaps).map { place in
            SequenceGap(from: 1 + 2 * UInt64(place), through: 1 + 2 * UInt64(place))
        }.dropLast()
        let last = 2 * UInt64(GovernanceLimits.offlineGaps)
        ledger.change.put(
            Tables.offlineLogs, TestConsortium.id("centre-b"),
            OfflineLog(last: last, gaps: Array(gaps)))
        ledger.change.settle()
        #expect(anchor(try record(Draft(sequence: last + 2), ledger), &ledger) == .offlineGaps)
        #expect(anchor(try record(Draft(sequence: last + 1), ledger), &ledger) == nil)
    }

    @Test func `an older basis is judged by the rules of its time`() throws {
        var ledger = try TestLedger.withSmallRules()
        let record = try record(Draft(), ledger)
        ledger.advance(by: .seconds(1))
        RulesHistory.replace(
            with: RulesInForce(
                vocabularies: ledger.found(Tables.rules, Only())?.vocabularies ?? []),
            &ledger.change)
        ledger.change.settle()
        #expect(anchor(record, &ledger) == nil)
        #expect(evidence(ledger)?.findings == [])
    }

    @Test func `gaps agree with a set of the numbers that are missing`() throws {
        var generator = SeededGenerator(seed: 20_260_301)
        for _ in 0..<50 {
            var log = OfflineLog()
            var seen: Set<UInt64> = []
            var links: [UInt64: OfflineLink] = [:]
            func digest(_ sequence: UInt64) -> Digest {
                sequence == 0 ? .zero : TestConsortium.suite.hash(Array("\(sequence)".utf8))
            }
            for _ in 0..<60 {
                let sequence = UInt64(generator.below(40)) + 1
                let link = OfflineLink(
                    sequence: sequence, record: digest(sequence), previous: digest(sequence - 1))
                let missing = log.missing(before: sequence)
                let expected = (1..<sequence).reversed().prefix { !seen.contains($0) }.count
                if !seen.contains(sequence) { #expect(missing == UInt64(expected)) }
                do throws(OfflineChainFault) {
                    try log.take(link, before: links[sequence - 1], after: links[sequence + 1])
                    #expect(seen.insert(sequence).inserted)
                    links[sequence] = link
                } catch {
                    #expect(error == .sequenceTaken)
                    #expect(seen.contains(sequence))
                }
                let last = seen.max() ?? 0
                let holes = (1...max(1, last)).filter { $0 < last && !seen.contains($0) }
                #expect(log.last == last)
                #expect(log.gaps.flatMap { Array($0.from...$0.through) } == holes)
            }
        }
    }
}
