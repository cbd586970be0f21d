import CanonicalCoding
import Duties
import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import NodeRuntime
import Sealing
import TallyClient

extension OfflineDraftBody {
    package init(
        request: Governance.Request, declaration: OverrideDeclaration, reasonCommitment: Digest
    ) {
        self.init(
            request: Base64.encode(request.canonicalBytes),
            declaration: Base64.encode(declaration.canonicalBytes),
            reasonCommitment: reasonCommitment.description)
    }
}

extension OfflineStandingView.Waiting {
    /// - Parameter names: whether the patient is named.
    init(_ record: OfflineRecord, suite: CryptoSuite, names: Bool) {
        self.init(
            record: record.digest(suite: suite).description,
            sequence: record.sequence,
            physician: record.physician.description,
            subject: names ? record.scope.subject.description : nil,
            decided: record.wallClock.value)
    }
}

extension Interface {
    func addOfflineRoutes(_ group: RouterGroup<BasicRequestContext>) {
        group.get("overrides/offline") { request, _ in
            let (caller, _) = try await door.openPractitioner(request)
            let content = try await node.onDisk { _ in try unanchored() }
            let own = content.records.filter { $0.record.physician == caller.person }
            let others = content.records.map(\.record.scope.subject)
            var shown = try await shown(others, to: caller, at: "GET /v1/overrides/offline")
            var ofOwn = PatientContent()
            for waiting in own {
                ofOwn.merge(PatientContent(patient: waiting.record.scope.subject))
            }
            try await reading.note(ofOwn, shownTo: caller, at: "GET /v1/overrides/offline")
            shown.formUnion(ofOwn.patients)
            return try Answer.json(offlineStanding(content, naming: shown))
        }
        group.post("overrides/offline/drafts") { request, _ in
            let (caller, body) = try await door.openPractitioner(request)
            guard let person = caller.person, person.member == node.member else {
                throw Self.notAPhysician
            }
            let order = try Answer.decode(OfflineDraftBody.self, body)
            try await noteDraft(order, by: caller)
            return try Answer.json(try await node.onDisk { _ in try draft(order, person) })
        }
        group.post("overrides/offline/openings") { request, _ in
            let (caller, body) = try await door.openPractitioner(request)
            guard let person = caller.person, person.member == node.member else {
                throw Self.notAPhysician
            }
            let order = try Answer.decode(OfflineOpenBody.self, body)
            return try await node.onDisk { _ in try open(order, person) }
        }
    }

    private static let notAPhysician = APIError.forbidden(
        zh: "离线应急越权只由本机构医师本人发起", en: "an offline override is declared by a physician here")

    private func unanchored() throws -> OfflineJournal.Content {
        do throws(JournalFault) {
            return try node.unanchored()
        } catch {
            throw APIError.journalUnreadable(error)
        }
    }

    /// - Parameter shown: the patients that are named.
    private func offlineStanding(
        _ content: OfflineJournal.Content, naming shown: Set<Pseudonym>
    ) -> OfflineStandingView {
        let log = GovernanceQueries(node.committedState()).offlineLog(of: node.member)
        return OfflineStandingView(
            isCutOff: node.isCutOff, last: log.last,
            gaps: log.gaps.map { .init(from: $0.from, through: $0.through) },
            waiting: content.records.map {
                .init(
                    $0.record, suite: node.genesis.suite,
                    names: shown.contains($0.record.scope.subject))
            }, lost: content.lost.sorted().map(\.description),
            problems: content.faults.map { TextView($0) })
    }

    /// Who decides an emergency needs no standing, and leaves a line: a draft says what the patient
    /// agreed to, also where it is never opened.
    private func noteDraft(_ body: OfflineDraftBody, by caller: Caller) async throws {
        guard let bytes = Base64.decode(body.request),
            let request = try? Governance.Request(canonical: bytes)
        else { throw APIError.malformed("`request`") }
        do {
            try await reading.note(
                PatientContent(request, in: node.committedState()), shownTo: caller,
                at: "POST /v1/overrides/offline/drafts", because: "emergency")
        } catch let error as APIError where error.isOfReadLog {
            // An emergency goes on: nothing is opened without a record in the journal of emergencies.
            node.logger.critical(
                """
                a draft of an emergency by \(caller.owner.readerName) has no line in the log of reads: \
                \(error.en)
                """)
        }
    }

    private func draft(
        _ body: OfflineDraftBody, _ physician: StaffReference
    ) throws -> OfflineDraftView {
        guard let requestBytes = Base64.decode(body.request),
            let request = try? Governance.Request(canonical: requestBytes),
            let declarationBytes = Base64.decode(body.declaration),
            let declaration = try? OverrideDeclaration(canonical: declarationBytes),
            let commitment = Digest(hex: body.reasonCommitment)
        else { throw APIError.malformed("`declaration`") }
        do throws(OfflineRefusal) {
            let draft = try node.draftOfflineOverride(
                request, under: declaration, by: physician, reasonCommitment: commitment)
            let id = draft.record.digest(suite: node.genesis.suite)
            drafts.put(draft, id)
            return OfflineDraftView(
                record: id.description, sequence: draft.record.sequence,
                signedBytes: Base64.encode(draft.signedBytes),
                bytes: Base64.encode(draft.record.canonicalBytes))
        } catch {
            throw APIError(error)
        }
    }

    /// Only the physician of the draft sees the data, and only while the node is still cut off.
    private func open(_ body: OfflineOpenBody, _ physician: StaffReference) throws -> Response {
        let signatures = try body.signatures.map { text in
            guard let bytes = Base64.decode(text),
                let signature = try? TransactionSignature(canonical: bytes)
            else { throw APIError.malformed("`signatures`") }
            return signature
        }
        guard let id = Digest(hex: body.record), let draft = drafts.take(id, by: physician) else {
            throw APIError.notFound(
                zh: "没有这份离线草稿：请重新声明", en: "there is no such draft: declare again")
        }
        do throws(OfflineRefusal) {
            guard node.isCutOff else { throw .notCutOff }
            return Answer.bytes(
                try node.openOfflineOverride(draft, signatures: signatures),
                type: "application/json; charset=utf-8")
        } catch {
            switch error {
            // Nothing was shown: it can be opened yet.
            case .unsigned, .noRecord: drafts.put(draft, id)
            default: break
            }
            throw APIError(error)
        }
    }
}

extension APIError {
    static func journalUnreadable(_ fault: JournalFault) -> APIError {
        APIError(
            status: 503, code: "journal-unreadable",
            zh: "离线记录无法读取，是否已上链不得而知：\(fault.chinese)",
            en:
                "the offline records cannot be read, so how they stand is not known: \(fault.english)"
        )
    }

    /// Why a node does not decide an override by itself.
    init(_ refusal: OfflineRefusal) {
        switch refusal {
        case .notCutOff:
            self.init(
                status: 409, code: "not-cut-off", zh: "网络可用：请用 tally override declare 在链上声明急情",
                en: """
                    a quorum can be reached: declare the emergency on the chain with \
                    tally override declare
                    """)
        case .stateTooOld:
            self.init(
                status: 409, code: "state-too-old",
                zh: """
                    本节点状态过旧，或重启后尚未提交过区块，不能单独裁决：请按本院纸质应急流程处置，联网后用 \
                    tally override declare 补报
                    """,
                en: """
                    the node's state is too old, or no block was committed since its start, so it may \
                    not decide alone: go by the paper procedure, and use tally override declare when \
                    the network is back
                    """)
        case .refused(let refusal):
            self.init(refusal)
        case .notPermitted:
            self.init(
                status: 422, code: "not-permitted", zh: "章程不准许：不显示任何数据",
                en: "the charters do not permit it: nothing is shown")
        case .unsigned:
            self.init(
                status: 422, code: "unsigned", zh: "缺少医师或批准人的签名",
                en: "a signature of the physician or the approver is lacking")
        case .noRecord(let fault):
            self.init(
                status: 507, code: "no-record", zh: "离线记录无法写入，不显示任何数据：\(fault.chinese)",
                en: "the record cannot be made durable, nothing is shown: \(fault.english)")
        case .recordUnreadable(let what):
            self.init(
                status: 422, code: "record-unreadable", zh: "本地病历无法读取：\(what.chinese)",
                en: "the local record cannot be read: \(what.english)")
        }
    }
}
