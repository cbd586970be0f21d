import Bilingual
import CanonicalCoding
import CharterLanguage
import DataProtection
import Governance
import LedgerTypes
import Sealing

/// Why a node does not decide an override by itself.
public enum OfflineRefusal: Error, Hashable, Sendable {
    /// A quorum can be reached: the override is declared on the chain.
    case notCutOff
    /// No block was committed since the start, so the state's age is not known; or it is too old.
    case stateTooOld
    case refused(Refusal)
    /// The charters do not permit it; nothing is shown.
    case notPermitted(Ruling)
    /// A signature of the physician or the approver is lacking.
    case unsigned
    /// The record cannot be made durable, so nothing is shown.
    case noRecord(FileFault)
    case recordUnreadable(String)
}

/// A record that waits for the signatures of the persons in it.
public struct OfflineDraft: Sendable {
    public let record: OfflineRecord
    public let request: Governance.Request
    /// What the physician and the approver sign.
    public let signedBytes: [UInt8]
}

extension TallyNode {
    /// True if fewer seats than a quorum can be reached, this one included.
    public var isCutOff: Bool { !health().reachesQuorum }

    /// Decides an override by itself on the last committed state, and reserves its number.
    ///
    /// Only while cut off, on the member's own patients, while the state is younger than the limit
    /// in genesis by the monotonic clock; a restart ends that, since it loses the clock.
    public func draftOfflineOverride(
        _ request: Governance.Request, under declared: OverrideDeclaration,
        by physician: StaffReference, reasonCommitment: Digest
    ) throws(OfflineRefusal) -> OfflineDraft {
        guard isCutOff else { throw .notCutOff }
        let snapshot = view.current
        let ledger = snapshot.ledger
        let age = snapshot.age
        guard snapshot.isLive, let basis = snapshot.header, age < ledger.parameters.offlineLimit
        else { throw .stateTooOld }
        let now = max(WallClock.now(), ledger.time.next)
        let decided: OfflineDeciding.Result
        do throws(Refusal) {
            decided = try OfflineDeciding.decide(
                request, under: declared, by: physician, at: member, on: ledger, now: now)
        } catch {
            throw .refused(error)
        }
        guard decided.ruling.outcome == .permit else { throw .notPermitted(decided.ruling) }
        let record: OfflineRecord
        do throws(FileFault) {
            record = try journal.draft(
                after: GovernanceQueries(ledger).lastOfflineRecord(of: member)
            ) { sequence, previous in
                OfflineRecord(
                    chain: chain, holder: member, sequence: sequence, previous: previous,
                    basis: basis, peersSeen: status.current.linked.sorted(), wallClock: now,
                    sinceBasis: age, scope: declared.scope, physician: physician,
                    approver: declared.approver, reason: declared.reason,
                    reasonCommitment: reasonCommitment, expires: declared.expires,
                    questions: decided.questions, ruling: decided.ruling)
            }
        } catch {
            throw .noRecord(error)
        }
        return OfflineDraft(
            record: record, request: request,
            signedBytes: OfflineRecord.signedBytes(of: record.digest(suite: genesis.suite)))
    }

    /// Makes the signed record durable, and only then gives the data: the asked fields of the own
    /// records, masked as the ruling says.
    public func openOfflineOverride(
        _ draft: OfflineDraft, signatures: [TransactionSignature]
    ) throws(OfflineRefusal) -> [UInt8] {
        let ledger = view.ledger
        let record = draft.record
        let suite = genesis.suite
        let own = SignedOfflineRecord(record: record, signedBy: [keys.gateway], suite: suite)
        let signed = SignedOfflineRecord(
            record: record, signatures: signatures + own.signatures)
        for person in [record.physician] + (record.approver.map { [$0] } ?? []) {
            guard let staff = ledger.get(Tables.staff, person),
                signed.isSigned(by: staff.key, suite: suite)
            else { throw .unsigned }
        }
        do throws(FileFault) {
            try journal.write(signed)
        } catch {
            throw .noRecord(error)
        }
        logger.critical(
            "emergency access without the network: record \(record.sequence) by \(record.physician)"
        )
        let documents: [[UInt8]]
        do throws(FileFault) {
            documents = try RecordShelf(folder, key: keys.pseudonym).documents(
                of: record.scope.subject)
        } catch {
            throw .recordUnreadable(error.english)
        }
        do throws(RecordFault) {
            let selected = try RecordSelection(reading: documents).select(draft.request.fields)
            let masker = Masker(
                key: KeyedHash.derive(from: keys.pseudonym, label: "tally/field-pseudonym/v1"))
            return masker.apply(record.ruling.obligations.masks.map(\.demand), to: selected).bytes
        } catch {
            throw .recordUnreadable(error.english)
        }
    }

    /// Offline records that the ledger does not know yet, ascending; files that cannot be read are
    /// told of, and hold up no other.
    func unanchoredRecords() throws(FileFault) -> [SignedOfflineRecord] {
        let known = GovernanceQueries(view.ledger).offlineLog(of: member)
        let content = try journal.content()
        status.unwarn { $0.code == NodeProblem.journalCode }
        for fault in content.faults { status.warn(.journal(fault)) }
        return content.records.filter { signed in
            let sequence = signed.record.sequence
            return sequence > known.last
                || known.gaps.contains { $0.from <= sequence && sequence <= $0.through }
        }
    }
}

extension OfflineRefusal: Worded {
    public var english: String {
        switch self {
        case .notCutOff: "a quorum can be reached: declare the override on the chain"
        case .stateTooOld: "the age of the state is not known, or too great"
        case .refused(let refusal): "\(refusal.english)"
        case .notPermitted: "the charters do not permit it"
        case .unsigned: "a signature of the physician or the approver is lacking"
        case .noRecord(let fault):
            "the record cannot be kept, so nothing is shown: \(fault.english)"
        case .recordUnreadable(let reason): "the record cannot be read: \(reason)"
        }
    }

    public var chinese: String {
        switch self {
        case .notCutOff: "可联系到法定席位：请在链上宣告应急"
        case .stateTooOld: "账本状态的时间不明或过旧"
        case .refused(let refusal): "\(refusal.chinese)"
        case .notPermitted: "章程不予许可"
        case .unsigned: "缺少医生或批准人的签名"
        case .noRecord(let fault): "记录无法保存，不显示任何数据：\(fault.chinese)"
        case .recordUnreadable(let reason): "病历无法读取：\(reason)"
        }
    }
}
