import Bilingual
import BlockStore
import Governance
import LedgerTypes
import Outbox
import Sealing

/// What was released to this member and may not be used any more: it is deleted, and the chain is
/// told so. What was given for care is part of somebody's medical record: there a person answers.
///
/// Deleting comes first, and what was deleted is written down before it: a stop in between finds the
/// note, and says the same.
struct RecallDuty: Duty {
    let gateway: Gateway
    let kind = WorkKind.recall

    func subjects(_ scene: DutyScene) -> [Digest] {
        GovernanceQueries(scene.ledger).openRecalls(of: gateway.member).map(\.permit.digest)
    }

    /// A person's answer of this member: the file follows it.
    func subject(of entry: Entry, _ scene: DutyScene) -> Digest? {
        let transaction = entry.transaction.transaction
        guard transaction.kind == .answerWithdrawal, transaction.member == gateway.member,
            entry.receipt.outcome == .accepted,
            let body = try? Payload<AnswerWithdrawal>(canonical: transaction.payload).body,
            !isNeedless(body.permit.digest, scene)
        else { return nil }
        return body.permit.digest
    }

    func isNeedless(_ subject: Digest, _ scene: DutyScene) -> Bool {
        guard let recall = recall(subject, scene), recall.receiver == gateway.member else {
            return true
        }
        return switch recall.state {
        case .due, .overdue: false
        case .deleted:
            !lies(in: Gateway.Folder.inbox, recall) && !lies(in: Gateway.Folder.kept, recall)
        case .kept: !lies(in: Gateway.Folder.inbox, recall)
        case .notReceived: true
        }
    }

    private func recall(_ subject: Digest, _ scene: DutyScene) -> Recall? {
        GovernanceQueries(scene.ledger).recall(of: RecordID(subject))
    }

    private func path(_ folder: String, _ recall: Recall) -> String {
        "\(folder)/\(recall.permit).json"
    }

    /// A folder that cannot be read now is asked again.
    private func lies(in folder: String, _ recall: Recall) -> Bool {
        do throws(StorageFault) {
            return try gateway.files.size(of: path(folder, recall)) != nil
        } catch {
            return true
        }
    }

    // MARK: what is done

    func make(_ work: Work, _ scene: DutyScene, _ context: WorkContext) -> MadeWork {
        guard let recall = recall(work.id.subject, scene) else { return .nothing }
        do throws(StorageFault) {
            switch recall.state {
            case .due, .overdue: return try answer(recall, scene)
            case .deleted:
                try delete(recall, from: Gateway.Folder.inbox, scene)
                try delete(recall, from: Gateway.Folder.kept, scene)
            case .kept: try keep(recall)
            case .notReceived: break
            }
            return .nothing
        } catch {
            return .heldUp(error.wording)
        }
    }

    private func answer(
        _ recall: Recall, _ scene: DutyScene
    ) throws(StorageFault) -> MadeWork {
        guard let permit = scene.ledger.get(Tables.permits, recall.permit) else {
            return .heldUp(Self.unknown)
        }
        let isHere = try gateway.files.size(of: path(Gateway.Folder.inbox, recall)) != nil
        let noted = try note(of: recall)
        if !isHere, noted == nil {
            guard permit.acknowledgements == 0 else { return .heldUp(Self.elsewhere) }
            return say(recall, .notReceived, DeletionNote.nothing(recall, scene.clock), scene)
        }
        guard !ReleaseTerms.carePurposes.contains(permit.request.purpose) else {
            return .heldUp(Self.forCare)
        }
        let note = try delete(recall, from: Gateway.Folder.inbox, scene) ?? noted
        guard let note else { return .heldUp(Self.elsewhere) }
        return say(recall, .deleted, note, scene)
    }

    private static let elsewhere = Wording(
        english: "its right has ended, and `inbox/` has it no more: whoever took it on deletes it, "
            + "and a data officer answers with `tally withdrawal answer`",
        chinese: "使用权限已终止，而 `inbox/` 中已无该文件：请由取走者删除，并由数据官用 `tally withdrawal answer` 答复")
    private static let unknown = Wording(
        english: "the permit that it was given on is not known any more: a data officer deletes "
            + "it, or keeps it by law, and answers with `tally withdrawal answer`",
        chinese: "账本上已无对应的许可：请数据官删除该数据，或依法留存，并用 `tally withdrawal answer` 答复")
    private static let forCare = Wording(
        english: "it was given for care, whose records the law keeps: a data officer says with "
            + "`tally withdrawal answer` whether it is kept, and why, or deleted",
        chinese: "该数据用于诊疗，病历依法须保存：请数据官用 `tally withdrawal answer` 说明留存理由，或答复删除")

    private func say(
        _ recall: Recall, _ outcome: WithdrawalOutcome, _ note: [UInt8], _ scene: DutyScene
    ) -> MadeWork {
        let disclosure = FieldDisclosure(
            position: 0, salt: gateway.salt(), name: "receipt", value: note)
        let body = AnswerWithdrawal(
            permit: recall.permit, withdrawal: recall.withdrawal, outcome: outcome,
            note: disclosure.commitment(suite: gateway.suite))
        let transaction = gateway.transaction(
            .answerWithdrawal, payload: body.payload(), on: scene.ledger, clock: scene.clock)
        do throws(StorageFault) {
            try gateway.keep(disclosure, of: recall.permit, for: transaction)
        } catch {
            return .heldUp(error.wording)
        }
        return .transaction(transaction, parcel: nil)
    }

    // MARK: files

    private func note(of recall: Recall) throws(StorageFault) -> [UInt8]? {
        let path = path(Gateway.Folder.deleted, recall)
        guard try gateway.files.size(of: path) != nil else { return nil }
        return try gateway.files.readAll(path)
    }

    /// Deletes a payload, and writes down before what it was; nil where there is none.
    @discardableResult
    private func delete(
        _ recall: Recall, from folder: String, _ scene: DutyScene
    ) throws(StorageFault) -> [UInt8]? {
        let path = path(folder, recall)
        guard try gateway.files.size(of: path) != nil else { return nil }
        let content = try gateway.files.readAll(path)
        let note = DeletionNote.deleted(recall, content, suite: gateway.suite, at: scene.clock)
        try gateway.files.makeFolder(Gateway.Folder.deleted)
        try gateway.files.replaceFile(self.path(Gateway.Folder.deleted, recall), with: note)
        try gateway.files.remove(path)
        try gateway.files.syncFolder(folder)
        return note
    }

    /// What the law keeps lies apart from what may be used.
    private func keep(_ recall: Recall) throws(StorageFault) {
        guard try gateway.files.size(of: path(Gateway.Folder.inbox, recall)) != nil else { return }
        try gateway.files.makeFolder(Gateway.Folder.kept)
        try gateway.files.rename(
            path(Gateway.Folder.inbox, recall), to: path(Gateway.Folder.kept, recall))
        try gateway.files.syncFolder(Gateway.Folder.kept)
        try gateway.files.syncFolder(Gateway.Folder.inbox)
    }
}
