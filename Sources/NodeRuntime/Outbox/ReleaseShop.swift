import Bilingual
import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import Logging
import Outbox
import Sealing

/// What leaves on a permit: decided again on the latest state, built, judged by the gate, sealed to
/// the asker's gateway; or a note on the chain of why nothing leaves.
struct ReleaseShop: WorkShop {
    let node: TallyNode
    let builder: ReleaseBuilder
    let kind = WorkKind.release

    init(_ node: TallyNode) {
        self.node = node
        builder = ReleaseBuilder(
            shelf: RecordShelf(node.folder, key: node.keys.pseudonym), key: node.keys.pseudonym,
            holder: node.member)
    }

    func subject(of entry: Entry, on ledger: LedgerState) -> Digest? {
        guard let permit = PermitSource.permit(of: entry, on: ledger),
            !isNeedless(permit.digest, on: ledger)
        else { return nil }
        return permit.digest
    }

    func isNeedless(_ subject: Digest, on ledger: LedgerState) -> Bool {
        guard let record = ledger.get(Tables.permits, RecordID(subject)) else { return true }
        return record.holder != node.member || record.releases > 0
    }

    func make(
        _ subject: Digest, on ledger: LedgerState, _ book: WorkBook
    ) async -> MadeWork {
        let permit = RecordID(subject)
        guard let record = ledger.get(Tables.permits, permit) else { return .nothing }
        switch builder.draft(record, on: ledger) {
        case .nothingToSend: return .nothing
        case .notReadable(let fault): return .later(fault.wording)
        case .blocked(let reason, let findings):
            return hold(permit, reason: reason, findings: findings)
        case .payload(let payload, let masks):
            return release(permit, record, payload, masks, ledger)
        }
    }

    private func release(
        _ permit: RecordID, _ record: PermitRecord, _ payload: [UInt8], _ masks: [FieldMask],
        _ ledger: LedgerState
    ) -> MadeWork {
        let salt = Salt.fresh()
        let disclosure = FieldDisclosure(position: 0, salt: salt, name: "payload", value: payload)
        guard let receiver = ledger.get(Tables.members, record.actor.principal) else {
            return .nothing
        }
        do throws(FileFault) {
            // The salt alone: the holder can make the payload again, or erase it for good.
            try keep(
                FieldDisclosure(position: 0, salt: salt, name: "payload", value: []), of: permit)
        } catch {
            return .later(error.wording)
        }
        let body = Release(
            permit: permit, payload: disclosure.commitment(suite: node.genesis.suite),
            masks: masks, isEncrypted: true)
        let transaction = node.gatewayTransaction(.release, payload: body.payload())
        let parcel = GatewayParcel(
            chain: node.chain, holder: node.member, permit: permit, release: transaction.id,
            salt: salt, payload: payload)
        return .transaction(transaction, parcel: receiver.boxKey.seal(parcel.canonicalBytes))
    }

    /// A note on the chain that nothing leaves, with a commitment of why.
    func hold(_ permit: RecordID, reason: UInt64, findings: [String]) -> MadeWork {
        let report = Array(findings.joined(separator: "\n").utf8)
        let disclosure = FieldDisclosure(
            position: 0, salt: Salt.fresh(), name: "report", value: report)
        do throws(FileFault) {
            try keep(disclosure, of: permit)
        } catch {
            return .later(error.wording)
        }
        let body = EgressBlock(
            permit: permit, reason: reason,
            report: disclosure.commitment(suite: node.genesis.suite))
        node.logger.warning(
            "the egress gate holds back what permit \(permit.digest.short) asks",
            metadata: [
                "code": "\(reason)", "findings": "\(findings.joined(separator: "; "))",
            ])
        return .transaction(
            node.gatewayTransaction(.egressBlock, payload: body.payload()), parcel: nil)
    }

    /// Keeps what opens a commitment; destroying the file is the erasure.
    private func keep(_ disclosure: FieldDisclosure, of permit: RecordID) throws(FileFault) {
        try AtomicFile.write(
            disclosure.canonicalBytes, to: "\(node.folder.salts)/\(permit).\(disclosure.name)")
    }

    /// What is still to be given of a release that is on the chain. Only the chain's time ends it;
    /// the clock on the wall may hold it back.
    func delivery(
        of work: Work, on ledger: LedgerState, now: BlockTime
    ) -> WorkFacts.Delivery {
        guard case .committed(_, let height) = work.stage, ledger.height >= height else {
            return .due
        }
        guard let record = ledger.get(Tables.permits, RecordID(work.id.subject)) else {
            return .withdrawn(Refusal.unknownPermit.code)
        }
        if record.releases > 0, record.acknowledgements >= record.releases {
            return .acknowledged(ledger.height)
        }
        if let code = builder.refusal(of: record, on: ledger, at: ledger.time) {
            return .withdrawn(code)
        }
        let isHeldBack =
            now > ledger.time && builder.refusal(of: record, on: ledger, at: now) != nil
        return isHeldBack ? .paused : .due
    }
}

/// What the chain calls released and may not be given any more: the chain is told so, with the
/// reason for which it was withdrawn.
struct WithholdingShop: WorkShop {
    let releases: ReleaseShop
    let kind = WorkKind.withholding

    func isNeedless(_ subject: Digest, on ledger: LedgerState) -> Bool { false }

    func make(
        _ subject: Digest, on ledger: LedgerState, _ book: WorkBook
    ) async -> MadeWork {
        guard case .ended(.withdrawn(let code))? = book[WorkID(.release, subject)]?.stage else {
            return .nothing
        }
        return releases.hold(
            RecordID(subject), reason: code.value,
            findings: [
                "it was released, and its right ended before its delivery was acknowledged"
            ])
    }
}

extension Salt {
    /// A salt that nobody has seen, from the operating system's random numbers.
    public static func fresh() -> Salt {
        guard let salt = Salt(RandomBytes.generate(count: Salt.byteCount)) else {
            preconditionFailure("a salt of \(Salt.byteCount) bytes was refused")
        }
        return salt
    }
}
