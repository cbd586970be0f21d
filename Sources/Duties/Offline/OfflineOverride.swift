import Bilingual
import BlockStore
import CanonicalCoding
import CharterLanguage
import DataProtection
import Governance
import LedgerTypes
import Mutants
import Sealing
import WrittenText

/// Why a node does not decide an override by itself.
package enum OfflineRefusal: Error, Hashable, Sendable {
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
    case noRecord(JournalFault)
    case recordUnreadable(Wording)
}

/// A record that waits for the signatures of the persons in it.
package struct OfflineDraft: Sendable {
    package let record: OfflineRecord
    package let request: Governance.Request
    /// What the physician and the approver sign.
    package let signedBytes: [UInt8]
}

/// What a member sees of the network and the clocks when it is to decide alone.
package struct OfflineScene: Sendable {
    package let ledger: LedgerState
    /// The last committed header; nil at genesis.
    package let basis: Header?
    /// Since the basis was committed, by the monotonic clock; nil where a restart lost that.
    package let age: Milliseconds?
    /// The clock on the wall.
    package let clock: BlockTime
    /// Fewer seats than a quorum can be reached.
    package let isCutOff: Bool
    /// Members that are connected, ascending.
    package let peers: [MemberID]

    package init(
        ledger: LedgerState, basis: Header?, age: Milliseconds?, clock: BlockTime, isCutOff: Bool,
        peers: [MemberID]
    ) {
        self.ledger = ledger
        self.basis = basis
        self.age = age
        self.clock = clock
        self.isCutOff = isCutOff
        self.peers = peers
    }
}

extension Gateway {
    /// Decides an override by itself on the last committed state, and reserves its number.
    ///
    /// Only while cut off, on the member's own patients, while the state is younger than the limit
    /// in genesis by the monotonic clock; a restart ends that, since it loses the clock.
    package func draftOverride(
        _ request: Governance.Request, under declared: OverrideDeclaration,
        by physician: StaffReference, reasonCommitment: Digest, at scene: OfflineScene,
        in journal: OfflineJournal
    ) throws(OfflineRefusal) -> OfflineDraft {
        guard scene.isCutOff else { throw .notCutOff }
        let ledger = scene.ledger
        guard let basis = scene.basis, let age = scene.age, age < ledger.parameters.offlineLimit
        else { throw .stateTooOld }
        let now = max(scene.clock, ledger.time.next)
        let decided: OfflineDeciding.Result
        do throws(Refusal) {
            decided = try OfflineDeciding.decide(
                request, under: declared, by: physician, at: member, on: ledger, now: now)
        } catch {
            throw .refused(error)
        }
        guard decided.ruling.outcome == .permit else { throw .notPermitted(decided.ruling) }
        let record: OfflineRecord
        do throws(JournalFault) {
            record = try journal.draft(
                after: GovernanceQueries(ledger).lastOfflineRecord(of: member)
            ) { sequence, previous in
                OfflineRecord(
                    chain: chain, holder: member, sequence: sequence, previous: previous,
                    basis: basis, peersSeen: scene.peers, wallClock: now, sinceBasis: age,
                    scope: declared.scope, physician: physician, approver: declared.approver,
                    reason: declared.reason, reasonCommitment: reasonCommitment,
                    expires: declared.expires, questions: decided.questions,
                    ruling: decided.ruling)
            }
        } catch {
            throw .noRecord(error)
        }
        return OfflineDraft(
            record: record, request: request,
            signedBytes: OfflineRecord.signedBytes(of: record.digest(suite: suite)))
    }

    /// Makes the signed record durable, and only then gives the data: the asked fields of the own
    /// records, masked as the ruling says.
    package func openOverride(
        _ draft: OfflineDraft, signatures: [TransactionSignature], on ledger: LedgerState,
        in journal: OfflineJournal
    ) throws(OfflineRefusal) -> [UInt8] {
        let record = draft.record
        let own = SignedOfflineRecord(record: record, signedBy: [key], suite: suite)
        let signed = SignedOfflineRecord(
            record: record, signatures: signatures + own.signatures)
        for person in [record.physician] + (record.approver.map { [$0] } ?? []) {
            guard let staff = ledger.get(Tables.staff, person),
                signed.isSigned(by: staff.key, suite: suite)
            else { throw .unsigned }
        }
        do throws(JournalFault) {
            try journal.write(signed)
        } catch {
            guard Mutant.shownUnrecorded.isOn else { throw .noRecord(error) }
        }
        let documents: [[UInt8]]
        do throws(StorageFault) {
            documents = try shelf.documents(of: record.scope.subject)
        } catch {
            throw .recordUnreadable(error.wording)
        }
        do throws(RecordFault) {
            let selected = try RecordSelection(reading: documents).select(draft.request.fields)
            let masked = masker.apply(
                record.ruling.obligations.masks.map(\.demand), to: selected)
            return opened(masked, by: record.physician, of: record.scope.subject, on: ledger)
        } catch {
            throw .recordUnreadable(Wording(english: error.english, chinese: error.chinese))
        }
    }
}

extension Gateway {
    /// A record as it is shown in an emergency: level 5 is for attending staff only then too, and
    /// sealed to their own key.
    private func opened(
        _ record: SelectedRecord, by physician: StaffReference, of subject: Pseudonym,
        on ledger: LedgerState
    ) -> [UInt8] {
        var reader = StateReader(ledger, height: ledger.height.next, time: ledger.time)
        let labels = Labelling.labels(of: record.asked, [subject], &reader)
        let (clear, five) = record.split { PersonalFields.contain($0, labels: labels) }
        guard !five.asked.isEmpty else { return record.bytes }
        if let patient = ledger.get(Tables.subjects, subject),
            patient.attending.contains(physician),
            let person = ledger.get(Tables.staff, physician),
            let document = SealedFields.document(clear.document, with: five, to: person)
        {
            return JSONWriter.write(document)
        }
        return clear.lacking(five.asked).bytes
    }
}

extension OfflineRefusal: Worded {
    package var english: String {
        switch self {
        case .notCutOff: "a quorum can be reached: declare the override on the chain"
        case .stateTooOld: "the age of the state is not known, or too great"
        case .refused(let refusal): "\(refusal.english)"
        case .notPermitted: "the charters do not permit it"
        case .unsigned: "a signature of the physician or the approver is lacking"
        case .noRecord(let fault):
            "the record cannot be kept, so nothing is shown: \(fault.english)"
        case .recordUnreadable(let reason): "the record cannot be read: \(reason.english)"
        }
    }

    package var chinese: String {
        switch self {
        case .notCutOff: "可联系到法定席位：请在链上宣告应急"
        case .stateTooOld: "账本状态的时间不明或过旧"
        case .refused(let refusal): "\(refusal.chinese)"
        case .notPermitted: "章程不予许可"
        case .unsigned: "缺少医生或批准人的签名"
        case .noRecord(let fault): "记录无法保存，不显示任何数据：\(fault.chinese)"
        case .recordUnreadable(let reason): "病历无法读取：\(reason.chinese)"
        }
    }
}
