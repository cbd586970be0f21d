import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// An offline record that proved authentic, with what the chain found.
struct AnchoredRecord: Sendable {
    let override: Override
    let holder: MemberID
    let link: OfflineLink
    let log: OfflineLog
}

/// Takes offline records into the chain: authenticity decides whether, substance what is noted.
enum OfflineAnchoring {
    static func resolve(
        _ signed: SignedOfflineRecord, _ subject: Subject, _ call: Call,
        _ reader: inout StateReader
    ) throws(Refusal) -> AnchoredRecord {
        let record = signed.record
        guard record.holder == call.member, record.scope.holder == record.holder,
            record.physician.member == record.holder
        else { throw .offlineNotHolder }
        guard record.chain == reader.chain, record.basis.chain == reader.chain,
            record.basis.height < reader.height
        else { throw .offlineWrongChain }
        let rules = RulesHistory.rules(after: record.basis.height, &reader)
        guard rules.digest(suite: reader.suite) == record.basis.rules else {
            throw .offlineWrongChain
        }
        guard record.wallClock <= reader.time, record.wallClock < record.expires else {
            throw .offlineClock
        }
        try checkSignatures(signed, &reader)
        let digest = record.digest(suite: reader.suite)
        let link = OfflineLink(
            sequence: record.sequence, record: digest, previous: record.previous)
        var log = reader.get(Tables.offlineLogs, record.holder) ?? OfflineLog()
        let missing = log.missing(before: record.sequence)
        try take(link, of: record.holder, into: &log, &reader)
        let isRefused = reader.refusesEmergency(subject.pseudonym)
        let needsApproval = isRefused || reader.hasOverdueDuties(record.physician)
        let evidence = OfflineEvidence(
            record: digest, sequence: record.sequence, basis: record.basis.height,
            decided: record.wallClock,
            findings: findings(signed, rules, needsApproval: needsApproval, &reader),
            missingBefore: missing)
        var override = Override.declared(
            call, scope: record.scope, physician: record.physician, reason: record.reason,
            commitment: record.reasonCommitment, againstRefusal: isRefused,
            needsApproval: needsApproval, opened: record.wallClock, expires: record.expires,
            named: record.approver, approver: record.approver, offline: evidence, reader)
        // Late, it opens nothing any more; wrongly given, it opens nothing on the chain.
        let isFlawed = evidence.findings.contains { $0 != .approvalMissing }
        if record.expires <= reader.time || isFlawed { override.access = .ended }
        return AnchoredRecord(
            override: override, holder: record.holder, link: link, log: log)
    }

    static func keep(_ anchored: AnchoredRecord, _ change: inout StateChange) {
        change.put(Tables.offlineLogs, anchored.holder, anchored.log)
        change.put(
            Tables.offlineLinks,
            OfflineLinkKey(holder: anchored.holder, sequence: anchored.link.sequence),
            anchored.link)
    }

    private static func take(
        _ link: OfflineLink, of holder: MemberID, into log: inout OfflineLog,
        _ reader: inout StateReader
    ) throws(Refusal) {
        func anchored(_ sequence: UInt64) -> OfflineLink? {
            reader.get(
                Tables.offlineLinks, OfflineLinkKey(holder: holder, sequence: sequence))
        }
        let before = link.sequence > 1 ? anchored(link.sequence - 1) : nil
        let after = link.sequence < .max ? anchored(link.sequence + 1) : nil
        guard anchored(link.sequence) == nil else { throw .offlineSequenceTaken }
        do throws(OfflineChainFault) {
            try log.take(link, before: before, after: after)
        } catch {
            switch error {
            case .sequenceTaken: throw .offlineSequenceTaken
            case .linkBroken: throw .offlineLinkBroken
            case .tooManyGaps: throw .offlineGaps
            }
        }
    }

    /// The physician, the approver if one is named, and the gateway, each with a key that was
    /// theirs at the time. What they are now, and whether they may have acted, are findings.
    private static func checkSignatures(
        _ signed: SignedOfflineRecord, _ reader: inout StateReader
    ) throws(Refusal) {
        let record = signed.record
        let persons = [record.physician] + (record.approver.map { [$0] } ?? [])
        for person in persons where !reader.has(Tables.staff, person) { throw .unknownStaff }
        for owner in [.gateway(record.holder)] + persons.map(KeyOwner.staff)
        where !isSigned(signed, by: owner, &reader) {
            throw .offlineUnsigned
        }
    }

    /// Whether somebody else than the physician approved.
    private static func isApproved(
        _ record: OfflineRecord, _ reader: inout StateReader
    ) -> Bool {
        guard let approver = record.approver else { return false }
        return reader.isSecondPerson(approver, beside: record.physician)
    }

    /// Whether a physician had a licence when they signed, of the key that signed.
    private static func wasLicensed(
        _ person: StaffReference, _ signed: SignedOfflineRecord, _ reader: inout StateReader
    ) -> Bool {
        guard let key = signingKey(signed, of: .staff(person), &reader) else { return false }
        return reader.wasLicensed(person, .physician, by: key.id, at: signed.record.wallClock)
    }

    private static func isSigned(
        _ signed: SignedOfflineRecord, by owner: KeyOwner, _ reader: inout StateReader
    ) -> Bool {
        guard let key = signingKey(signed, of: owner, &reader) else { return false }
        return signed.isSigned(by: key, suite: reader.suite)
    }

    /// The first of the keys that signed which was an owner's at the time; nil where none was.
    private static func signingKey(
        _ signed: SignedOfflineRecord, of owner: KeyOwner, _ reader: inout StateReader
    ) -> VerifyingKey? {
        for signature in signed.signatures {
            guard let known = reader.get(Tables.keys, signature.key), known.owner == owner,
                known.retired.map({ $0 > signed.record.wallClock }) ?? true
            else { continue }
            return known.key
        }
        return nil
    }

    private static func findings(
        _ signed: SignedOfflineRecord, _ rules: RulesInForce, needsApproval: Bool,
        _ reader: inout StateReader
    ) -> [OfflineFinding] {
        let record = signed.record
        var found: [OfflineFinding] = []
        let ruling = rule(record, rules, &reader)
        if ruling != record.ruling { found.append(.rulingDiffers) }
        if ruling?.outcome != .permit { found.append(.notPermitted) }
        let limit = reader.parameters.offlineLimit
        if record.sinceBasis >= limit { found.append(.stateTooOld) }
        if needsApproval && !isApproved(record, &reader) { found.append(.approvalMissing) }
        if record.expires.since(record.wallClock) > GovernanceLimits.override {
            found.append(.tooLong)
        }
        let persons = [record.physician] + (record.approver.map { [$0] } ?? [])
        if !persons.allSatisfy({ reader.mayOverride($0.member) }) { found.append(.kindForeign) }
        if !persons.allSatisfy({ wasLicensed($0, signed, &reader) }) { found.append(.unlicensed) }
        let isEnrolled = persons.allSatisfy { person in
            reader.get(Tables.staff, person).map {
                $0.from <= record.wallClock && record.wallClock < $0.until
            } ?? false
        }
        if !isEnrolled { found.append(.notInOffice) }
        return found
    }

    /// What the charters in force at the basis say to the recorded facts; nil where the record
    /// does not answer all of them.
    private static func rule(
        _ record: OfflineRecord, _ rules: RulesInForce, _ reader: inout StateReader
    ) -> Ruling? {
        guard record.questions.map(\.charter) == rules.charters.map(\.digest) else { return nil }
        var asked: [(CheckedCharter, Facts)] = []
        for (active, question) in zip(rules.charters, record.questions) {
            // Checked once, not for every record: checking costs more than deciding.
            let checked = reader.checked(active.digest, vocabulary: active.vocabulary).checked
            guard let facts = question.facts(checked.index) else { return nil }
            asked.append((checked, facts))
        }
        return Decider.decide(asked)
    }
}

extension OfflineQuestion {
    /// The facts in the words of a vocabulary; nil where one does not fit.
    func facts(_ index: VocabularyIndex) -> Facts? {
        var result = Facts(index)
        for fact in facts {
            do throws(FactFault) {
                try result.set(fact.attribute, fact.value)
            } catch {
                return nil
            }
        }
        return result
    }
}
