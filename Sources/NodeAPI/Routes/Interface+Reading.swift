import CanonicalCoding
import EvidenceTree
import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import NodeRuntime
import Sealing
import TallyClient

extension Interface {
    func addReadingRoutes(_ group: RouterGroup<BasicRequestContext>) {
        group.get("state/:key") { request, context in
            let (caller, _) = try await door.openReader(request)
            guard let key = context.parameters.get("key").flatMap(Hex.decode) else {
                throw APIError.malformed("`key`")
            }
            if namesSubject(key) { try door.refuseOfficer(caller) }
            return try Answer.json(state(of: key))
        }
        group.get("entries/:index") { request, context in
            _ = try await door.openReader(request)
            let index = EntryIndex(try Self.number(context.parameters.get("index"), "index"))
            guard let entry = try await node.onDisk({ try $0.entry(at: index) }) else {
                throw APIError.notFound(zh: "没有该条目", en: "there is no such entry")
            }
            return try Answer.json(EntryView(entry, at: index))
        }
        group.get("blocks/:height") { request, context in
            _ = try await door.openReader(request)
            let height = Height(try Self.number(context.parameters.get("height"), "height"))
            guard let block = try await node.onDisk({ try $0.block(at: height) }) else {
                throw APIError.notFound(zh: "没有该高度的区块", en: "there is no block of this height")
            }
            return Answer.bytes(block.canonicalBytes, type: "application/octet-stream")
        }
        group.get("heads/:kind/:id") { request, context in
            _ = try await door.openPractitioner(request)
            let head = try Self.head(
                kind: context.parameters.get("kind"), id: context.parameters.get("id"))
            let before = try Self.query("before", request)
            return try Answer.json(
                try await node.onDisk { node in
                    try Self.chain(of: head, before: before.map { EntryIndex($0) }, at: node)
                })
        }
    }

    /// True if a state key ends in the pseudonym of a patient.
    private func namesSubject(_ key: [UInt8]) -> Bool {
        guard key.count > Digest.byteCount,
            let digest = Digest(hex: Hex.encode(Array(key.suffix(Digest.byteCount))))
        else { return false }
        return node.committedState().get(Tables.subjects, Pseudonym(digest)) != nil
    }

    private func state(of key: [UInt8]) -> StateView {
        let snapshot = node.view.current
        let proof = snapshot.ledger.map.prove(key)
        let block = snapshot.header.flatMap { header in
            snapshot.certificate.map { certificate in
                var writer = CanonicalWriter()
                writer.array(count: 2)
                header.encode(into: &writer)
                certificate.encode(into: &writer)
                return writer.bytes
            }
        }
        return StateView(
            key: Hex.encode(key),
            value: snapshot.ledger.map.value(for: key).map(Base64.encode),
            proof: Base64.encode(proof.canonicalBytes),
            stateRoot: snapshot.ledger.stateRoot.description,
            height: snapshot.ledger.height.value, block: block.map(Base64.encode))
    }

    /// Walks back from the head; a page at a time.
    private static func chain(
        of head: HeadID, before: EntryIndex?, at node: TallyNode
    ) throws -> HeadView {
        let record = node.committedState().head(head)
        var entries: [EntryView] = []
        var position = before ?? record?.last
        while let index = position, entries.count < Limits.pageSize {
            guard let entry = try node.entry(at: index),
                let link = entry.links.first(where: { $0.head == head })
            else { throw APIError.malformed("`before`") }
            entries.append(EntryView(entry, at: index))
            position = link.previous
        }
        return HeadView(
            kind: head.kind == .subject ? "subject" : "asset", id: head.id.description,
            count: record?.sequence ?? 0, entries: entries, next: position?.value)
    }

    static func head(kind: String?, id: String?) throws -> HeadID {
        guard let digest = id.flatMap(Digest.init(hex:)) else { throw APIError.malformed("`id`") }
        switch kind {
        case "subject": return HeadID(.subject, digest)
        case "asset": return HeadID(.asset, digest)
        default: throw APIError.malformed("`kind`")
        }
    }

    /// A number in the query; nil where it is absent.
    static func query(_ name: String, _ request: Hummingbird.Request) throws -> UInt64? {
        guard let text = request.uri.queryParameters[Substring(name)] else { return nil }
        return try number(String(text), name)
    }

    private static func number(_ text: String?, _ name: String) throws -> UInt64 {
        guard let number = text.flatMap({ UInt64($0) }) else {
            throw APIError.malformed("`\(name)`")
        }
        return number
    }
}
