import CanonicalCoding
import Evidence
import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import NodeRuntime
import Sealing
import TallyClient

extension Interface {
    func addEvidenceRoutes(_ group: RouterGroup<BasicRequestContext>) {
        group.post("exports") { request, _ in
            let (caller, body) = try await door.openRelated(request)
            let order = try Answer.decode(ExportBody.self, body)
            let head = try Self.head(kind: order.kind, id: order.id)
            try await reading.show(
                PatientContent(head: head, in: node.committedState()), to: caller,
                at: "POST /v1/exports")
            let id = try begin(order, of: head, for: caller)
            return try Answer.json(try begun(id, for: caller), status: .accepted)
        }
        group.get("exports/:id") { request, context in
            let (caller, _) = try await door.openRelated(request)
            let id = try Self.exportID(context)
            let wait = try Self.wait(request)
            try await held(wait, for: caller) {
                guard wait.value > 0 else { return }
                await node.exports.awaitEnd(
                    of: id, for: caller.owner, timeout: .milliseconds(Int64(wait.value)))
            }
            return try Answer.json(try standing(id, for: caller))
        }
        group.get("exports/:id/file") { request, context in
            let (caller, _) = try await door.openRelated(request)
            let id = try Self.exportID(context)
            let found = try found(id, for: caller)
            guard ExportView(found).bytes != nil else { throw APIError.exportUnfinished }
            // The standing may have ended since it was asked for.
            try await reading.show(
                PatientContent(head: found.head, in: node.committedState()), to: caller,
                at: "GET /v1/exports/{id}/file")
            guard let file = node.exports.file(id, for: caller.owner) else {
                throw APIError.exportUnknown
            }
            return Answer.bytes(file, type: "application/octet-stream")
        }
        group.post("exports/:id/end") { request, context in
            let (caller, _) = try await door.openRelated(request)
            guard node.exports.end(try Self.exportID(context), for: caller.owner) else {
                throw APIError.exportUnknown
            }
            return try Answer.json(ExportEndView(isEnded: true))
        }
    }

    private func begin(
        _ order: ExportBody, of head: HeadID, for caller: Caller
    ) throws -> Digest {
        let disclosed = try disclosures(order)
        do {
            return try node.beginExport(
                of: head, by: caller.owner, caseReference: order.caseReference,
                disclosures: disclosed, includesBlocks: order.blocks == true)
        } catch let fault as ExportFault {
            throw APIError(fault)
        } catch let busy as ExportsBusy {
            throw APIError(busy)
        }
    }

    /// What is answered at once; where it failed meanwhile, the next question tells.
    private func begun(_ id: Digest, for caller: Caller) throws -> ExportView {
        guard let standing = node.exports.standing(of: id, for: caller.owner) else {
            throw APIError.exportUnknown
        }
        return ExportView(standing)
    }

    private func standing(_ id: Digest, for caller: Caller) throws -> ExportView {
        ExportView(try found(id, for: caller))
    }

    private func found(_ id: Digest, for caller: Caller) throws -> ExportStanding {
        guard let standing = node.exports.standing(of: id, for: caller.owner) else {
            throw APIError.exportUnknown
        }
        if case .failed(let fault) = standing.state { throw APIError(fault) }
        return standing
    }

    private static func exportID(_ context: BasicRequestContext) throws -> Digest {
        guard let id = context.parameters.get("id").flatMap(Digest.init(hex:)) else {
            throw APIError.malformed("`id`")
        }
        return id
    }

    /// Disclosures in the order of the entries that they belong to.
    private func disclosures(_ order: ExportBody) throws -> [EntryDisclosures] {
        var found: [EntryDisclosures] = []
        for (name, fields) in order.disclosures {
            guard let id = TransactionID(hex: name), let index = node.position(of: id)
            else { throw APIError.malformed("`disclosures`: \(name)") }
            let opened = fields.compactMap { text in
                Base64.decode(text).flatMap { try? FieldDisclosure(canonical: $0) }
            }
            guard opened.count == fields.count else { throw APIError.malformed("`disclosures`") }
            found.append(EntryDisclosures(index: index, fields: opened))
        }
        return found.sorted { $0.index < $1.index }
    }
}

extension ExportView {
    init(_ standing: ExportStanding) {
        let bytes: Int? = if case .finished(let count) = standing.state { count } else { nil }
        self.init(
            id: standing.id.description, height: standing.height.value,
            stage: standing.progress.stage.name, done: standing.progress.done,
            total: standing.progress.total, bytes: bytes.map { UInt64($0) })
    }
}

extension ExportProgress.Stage {
    /// The word in answers.
    var name: String {
        switch self {
        case .reading: "reading"
        case .proving: "proving"
        case .witnessing: "witnessing"
        case .sealing: "sealing"
        }
    }
}

extension APIError {
    static let exportUnknown = APIError(
        status: 404, code: "export-unknown",
        zh: "没有这次导出：已结束、三分钟无人查询，或节点已重启；请重新导出",
        en: """
            there is no such export: it was ended, nobody asked about it for three minutes, or the \
            node was started again; ask for it again
            """)
    static let exportUnfinished = APIError(
        status: 409, code: "export-unfinished",
        zh: "证据包尚未完成：请用 GET /v1/exports/编号 查询进度",
        en: "the file is not finished: ask GET /v1/exports/ID how far it is")

    init(_ busy: ExportsBusy) {
        self.init(
            status: 429, code: "too-many-exports", zh: busy.chinese, en: busy.english)
    }

    init(_ fault: ExportFault) {
        if case .sourceFailed(let number, let english, let chinese) = fault {
            self.init(
                status: 503, code: "node-unavailable", number: number, zh: chinese, en: english)
        } else {
            self.init(
                status: 422, code: "export-refused", zh: "无法导出：\(fault.chinese)",
                en: "the export is refused: \(fault.english)")
        }
    }
}
