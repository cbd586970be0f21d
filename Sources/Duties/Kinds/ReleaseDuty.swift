import Bilingual
import BlockStore
import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import Outbox
import Sealing

/// What leaves on a permit: decided again on the latest state, built, judged by the gate, sealed to
/// the asker's gateway; or a note on the chain of why nothing leaves.
struct ReleaseDuty: Duty {
    let gateway: Gateway
    let builder: ReleaseBuilder
    let kind = WorkKind.release

    init(_ gateway: Gateway) {
        self.gateway = gateway
        builder = ReleaseBuilder(gateway)
    }

    func subject(of entry: Entry, _ scene: DutyScene) -> Digest? {
        guard let permit = PermitSource.permit(of: entry, on: scene.ledger),
            !isNeedless(permit.digest, scene)
        else { return nil }
        return permit.digest
    }

    func isNeedless(_ subject: Digest, _ scene: DutyScene) -> Bool {
        guard let record = scene.ledger.get(Tables.permits, RecordID(subject)) else { return true }
        return record.holder != gateway.member || record.releases > 0
    }

    func make(_ work: Work, _ scene: DutyScene, _ context: WorkContext) -> MadeWork {
        let permit = RecordID(work.id.subject)
        // Said on the chain already, by works that this node forgot.
        guard !context.releases.isHeldBack(permit),
            let record = scene.ledger.get(Tables.permits, permit)
        else { return .nothing }
        switch builder.draft(record, on: scene.ledger) {
        case .nothingToSend: return .nothing
        case .waits(let reason): return .later(reason)
        case .notReadable(let reason): return .heldUp(reason)
        case .blocked(let reason, let findings):
            return gateway.hold(permit, reason: reason, findings: findings, scene)
        case .payload(let payload, let masks):
            return release(permit, record, payload, masks, scene)
        }
    }

    private func release(
        _ permit: RecordID, _ record: PermitRecord, _ payload: [UInt8], _ masks: [FieldMask],
        _ scene: DutyScene
    ) -> MadeWork {
        let salt = gateway.salt()
        let disclosure = FieldDisclosure(position: 0, salt: salt, name: "payload", value: payload)
        guard let receiver = scene.ledger.get(Tables.members, record.actor.principal) else {
            return .nothing
        }
        let body = Release(
            permit: permit, payload: disclosure.commitment(suite: gateway.suite), masks: masks,
            isEncrypted: true)
        let transaction = gateway.transaction(
            .release, payload: body.payload(), on: scene.ledger, clock: scene.clock)
        do throws(StorageFault) {
            // The salt alone: the holder can make the payload again, or erase it for good.
            try gateway.keep(
                FieldDisclosure(position: 0, salt: salt, name: "payload", value: []), of: permit,
                for: transaction)
        } catch {
            return .heldUp(error.wording)
        }
        let parcel = GatewayParcel(
            chain: gateway.chain, holder: gateway.member, permit: permit, release: transaction.id,
            salt: salt, payload: payload)
        return .transaction(transaction, parcel: receiver.boxKey.seal(parcel.canonicalBytes))
    }

    /// What is still to be given of a release that is on the chain. Only the chain's time ends it;
    /// the clock on the wall may hold it back.
    ///
    /// - Parameter mayTry: whether it would be sent now. The rules are asked only then: that costs as
    ///   much as a decision.
    func delivery(
        of work: Work, _ scene: DutyScene, _ releases: ReleaseBook, mayTry: Bool
    ) -> WorkFacts.Delivery {
        let ledger = scene.ledger
        // Nothing goes out that was not decided on a state that has the release.
        guard case .committed(_, let height) = work.stage, ledger.height >= height else {
            return .paused
        }
        guard let record = ledger.get(Tables.permits, RecordID(work.id.subject)) else {
            return .withdrawn(Refusal.unknownPermit.code)
        }
        if record.releases > 0, record.acknowledgements >= record.releases {
            return .acknowledged(ledger.height)
        }
        // An older outbox that was put back gives nothing that was called lost or taken back since.
        if let code = releases.reason(of: RecordID(work.id.subject)) {
            return .withheld(ledger.height, code)
        }
        guard mayTry else { return .paused }
        if let code = builder.refusal(of: record, on: ledger, at: ledger.time) {
            return .withdrawn(code)
        }
        let isHeldBack =
            scene.clock > ledger.time
            && builder.refusal(of: record, on: ledger, at: scene.clock) != nil
        return isHeldBack ? .paused : .due
    }
}

/// What the chain calls released and may not be given any more, or cannot: the chain is told so,
/// with the reason.
struct WithholdingDuty: Duty {
    let gateway: Gateway
    let kind = WorkKind.withholding

    /// A permit that an appeal took back is gone, and what took it back is on the chain.
    func isNeedless(_ subject: Digest, _ scene: DutyScene) -> Bool {
        guard let record = scene.ledger.get(Tables.permits, RecordID(subject)) else { return true }
        return record.holder != gateway.member || record.acknowledgements >= record.releases
    }

    func make(_ work: Work, _ scene: DutyScene, _ context: WorkContext) -> MadeWork {
        let permit = RecordID(work.id.subject)
        guard !context.releases.isHeldBack(permit) else { return .nothing }
        let lost = CoverageFault.parcelLost
        let code: UInt64
        if case .ended(.withdrawn(let reason)) = context.release {
            code = reason.value
        } else if context.isParcelLost {
            code = lost.code
        } else {
            // It is given after all.
            return .nothing
        }
        let finding =
            code == lost.code
            ? lost.english
            : "it was released, and its right ended before its delivery was acknowledged"
        return gateway.hold(permit, reason: code, findings: [finding], scene)
    }
}

extension Gateway {
    /// A note on the chain that nothing leaves, with a commitment of why.
    func hold(
        _ permit: RecordID, reason: UInt64, findings: [String], _ scene: DutyScene
    ) -> MadeWork {
        let report = Array(findings.joined(separator: "\n").utf8)
        let disclosure = FieldDisclosure(
            position: 0, salt: salt(), name: "report", value: report)
        let body = EgressBlock(
            permit: permit, reason: reason, report: disclosure.commitment(suite: suite))
        let transaction = transaction(
            .egressBlock, payload: body.payload(), on: scene.ledger, clock: scene.clock)
        do throws(StorageFault) {
            try keep(disclosure, of: permit, for: transaction)
        } catch {
            return .heldUp(error.wording)
        }
        return .held(transaction, code: reason, findings: findings)
    }

    /// Keeps what opens a commitment; destroying the file is the erasure. Each transaction has its
    /// own: one that was made and may still come is opened by no other's.
    func keep(
        _ disclosure: FieldDisclosure, of permit: RecordID, for transaction: SignedTransaction
    ) throws(StorageFault) {
        try files.replaceFile(
            Folder.salt(disclosure.name, of: permit, for: transaction.id),
            with: disclosure.canonicalBytes)
    }
}
