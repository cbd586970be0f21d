import CanonicalCoding
import Evidence
import HTTPTypes
import Hummingbird
import LedgerTypes
import NodeFiles
import NodeRuntime
import Sealing
import TallyClient

extension Interface {
    func addEvidenceRoutes(_ group: RouterGroup<BasicRequestContext>) {
        group.post("exports") { request, _ in
            let (caller, body) = try await door.openPractitioner(request)
            let order = try Answer.decode(ExportBody.self, body)
            guard caller.person != nil else {
                throw APIError.forbidden(zh: "导出须由人员本人发起", en: "a person asks for an export")
            }
            guard door.memory.admit(.export, key: caller.key.id, now: WallClock.now()) else {
                throw APIError.tooManyExports
            }
            let head = try Self.head(kind: order.kind, id: order.id)
            let bytes = try await node.onDisk { node in
                try Self.export(head, order, at: node)
            }
            node.logger.notice("export of \(order.kind) \(order.id) for \(caller.owner)")
            return Answer.bytes(bytes, type: "application/octet-stream")
        }
    }

    private static func export(
        _ head: HeadID, _ order: ExportBody, at node: TallyNode
    ) throws -> [UInt8] {
        let disclosed = try disclosures(order, at: node)
        do throws(ExportFault) {
            return try node.exportEvidence(
                of: head, caseReference: order.caseReference, disclosures: disclosed)
        } catch {
            if case .sourceFailed(let number, let english, let chinese) = error {
                throw APIError(
                    status: 503, code: "node-unavailable", number: number, zh: chinese, en: english)
            }
            throw APIError(
                status: 422, code: "export-refused", zh: "无法导出：\(error.chinese)",
                en: "the export is refused: \(error.english)")
        }
    }

    /// Disclosures in the order of the entries that they belong to.
    private static func disclosures(
        _ order: ExportBody, at node: TallyNode
    ) throws -> [EntryDisclosures] {
        var found: [EntryDisclosures] = []
        for (name, fields) in order.disclosures {
            guard let id = TransactionID(hex: name),
                case .committed(let index, _) = try node.status(of: id)
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
