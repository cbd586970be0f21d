import CanonicalCoding
import Evidence
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
            let (caller, _) = try await door.openReaderOrPatient(request)
            guard let key = context.parameters.get("key").flatMap(Hex.decode) else {
                throw APIError.malformed("`key`")
            }
            guard Tables.hold(key) else { throw APIError.noSuchTable }
            let content = PatientContent(stateKey: key, in: node.committedState())
            try await reading.show(content, to: caller, at: "GET /v1/state/{key}")
            return try Answer.json(state(of: key, provesAbsence: reading.readsAll(caller)))
        }
        group.get("entries/:index") { request, context in
            let (caller, _) = try await door.openReaderOrPatient(request)
            let index = EntryIndex(try Self.number(context.parameters.get("index"), "index"))
            guard let entry = try await node.onDisk({ try $0.certifiedEntry(at: index) }) else {
                throw APIError.notFound(zh: "没有该条目", en: "there is no such entry")
            }
            try await reading.show(
                try await content(of: entry.entry), to: caller, at: "GET /v1/entries/{index}",
                own: entry.entry.transaction.isSigned(by: caller.key)
            )
            return try Answer.json(EntryView(entry))
        }
        group.get("headers/:height") { request, context in
            _ = try await door.openReaderOrPatient(request)
            let block = try await block(context)
            return Answer.bytes(
                CommittedHeader(block.committed).canonicalBytes, type: "application/octet-stream")
        }
        group.get("blocks/:height") { request, context in
            let (caller, _) = try await door.openReader(request)
            let block = try await block(context)
            try await showEach(of: block, to: caller)
            return Answer.bytes(block.canonicalBytes, type: "application/octet-stream")
        }
        group.get("heads/:kind/:id") { request, context in
            let (caller, _) = try await door.openRelated(request)
            let head = try Self.head(
                kind: context.parameters.get("kind"), id: context.parameters.get("id"))
            let before = try Self.query("before", request)
            try await reading.show(
                PatientContent(head: head, in: node.committedState()), to: caller,
                at: "GET /v1/heads/{kind}/{id}")
            return try Answer.json(
                try await node.onDisk { node in
                    try Self.chain(of: head, before: before.map { EntryIndex($0) }, at: node)
                })
        }
    }

    /// Whom an entry names, found apart from the threads that answer: its bytes are somebody's choice.
    func content(of entry: Entry) async throws -> PatientContent {
        try await node.onDisk { PatientContent(entry, in: $0.committedState()) }
    }

    private func block(_ context: BasicRequestContext) async throws -> StoredBlock {
        let height = Height(try Self.number(context.parameters.get("height"), "height"))
        guard let block = try await node.onDisk({ try $0.block(at: height) }) else {
            throw APIError.notFound(zh: "没有该高度的区块", en: "there is no block of this height")
        }
        return block
    }

    /// A block is shown to whoever may read each of its entries.
    private func showEach(of block: StoredBlock, to caller: Caller) async throws {
        let reading = reading
        // Some thousand look-ups for a full block: beside health, and not before it.
        let found = try await node.onDisk { node in
            let state = node.committedState()
            let readsOwn = caller.readsOwn(state)
            let readership = reading.readership(of: caller)
            var all = PatientContent()
            for entry in block.entries {
                let content = PatientContent(entry, in: state)
                all.merge(content)
                let isOwn = entry.transaction.isSigned(by: caller.key) && readsOwn
                guard content.isOfPatients, !isOwn else { continue }
                guard readership.standing(in: content) != nil else {
                    return (content: content, isReadable: false)
                }
            }
            return (content: all, isReadable: true)
        }
        try await reading.show(
            found.content, to: caller, at: "GET /v1/blocks/{height}", own: found.isReadable)
    }

    /// A proof of absence shows the digest of the key beside it, so that whoever may choose the key
    /// learns whether another one is there: it is for those who read everything.
    private func state(of key: [UInt8], provesAbsence: Bool) -> StateView {
        let snapshot = node.view.current
        let proof = snapshot.ledger.map.prove(key)
        let value = snapshot.ledger.map.value(for: key)
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
            value: value.map(Base64.encode),
            proof: value != nil || provesAbsence ? Base64.encode(proof.canonicalBytes) : nil,
            stateRoot: snapshot.ledger.stateRoot.description,
            height: snapshot.ledger.height.value, block: block.map(Base64.encode))
    }

    /// Walks back from the head; a page at a time.
    private static func chain(
        of head: HeadID, before: EntryIndex?, at node: TallyNode
    ) throws -> HeadView {
        let page = try entries(of: head, before: before, at: node)
        return HeadView(
            kind: head.kind == .subject ? "subject" : "asset", id: head.id.description,
            count: node.committedState().head(head)?.sequence ?? 0,
            entries: page.entries.map { EntryView($0.entry, at: $0.index) },
            next: page.next?.value)
    }

    /// A page of the entries of a head, newest first, and where the next one begins.
    static func entries(
        of head: HeadID, before: EntryIndex?, at node: TallyNode
    ) throws -> (entries: [(index: EntryIndex, entry: Entry)], next: EntryIndex?) {
        var entries: [(index: EntryIndex, entry: Entry)] = []
        var position = before ?? node.committedState().head(head)?.last
        while let index = position, entries.count < Limits.pageSize {
            guard let entry = try node.entry(at: index),
                let link = entry.links.first(where: { $0.head == head })
            else {
                throw APIError.notFound(
                    zh: "该主体或数据集在 `before` 处没有条目",
                    en: "no entry of this subject or asset stands at `before`")
            }
            entries.append((index, entry))
            position = link.previous
        }
        return (entries, position)
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
        guard let number = text.flatMap(Shape.decimal) else {
            throw APIError.malformed("`\(name)`")
        }
        return number
    }
}
