import CanonicalCoding
import Duties
import Foundation
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import NodeFiles
@testable import NodeRuntime

/// What leaves under a permit for a data set is what the data set's digest covers.
@Suite(.serialized, .timeLimit(.minutes(15))) struct `Releases of a data set` {
    private static let extra = """
        {"resourceType":"Bundle","type":"collection","entry":[
        {"resource":{"resourceType":"Observation","id":"o2","status":"final",
         "subject":{"reference":"Patient/p1"},
         "code":{"coding":[{"system":"http://loinc.org","code":"2339-0"}]},
         "effectiveDateTime":"2026-02-05T08:00:00+08:00",
         "valueQuantity":{"value":11.3,"unit":"mmol/L"}}}]}
        """

    private struct Ward {
        let cluster: NodeCluster
        let subject: Pseudonym
        let asset: RecordID

        var holder: TallyNode { cluster.node(1) }
        var record: String { cluster.folder(1).records + "/p1.json" }
        var folder: String { cluster.folder(1).records + "/p1" }

        /// Asks for the data set; the permit.
        func ask() async throws -> RecordID {
            let request = Request(
                asset: asset, subject: subject, action: "read", purpose: "care",
                fields: ["glucose"], output: "raw", clientTime: WallClock.now())
            let transaction = cluster.transaction(
                .request, payload: request.payload(), by: "dr-li", at: 0)
            let status = try await cluster.node(0).commit(transaction).1
            guard case .committed(_, let receipt) = status, receipt.outcome == .permit else {
                Issue.record("\(status)")
                throw CancellationError()
            }
            return RecordID(transaction.id)
        }

        /// What the asker received.
        func received(_ permit: RecordID) async throws -> String {
            let path = "\(cluster.folder(0).inbox)/\(permit).json"
            #expect(await eventually { FileManager.default.fileExists(atPath: path) })
            return try String(contentsOfFile: path, encoding: .utf8)
        }

        /// The reason for which a permit was blocked on the chain.
        func blocked(_ permit: RecordID) async -> UInt64? {
            var reason: UInt64?
            _ = await eventually {
                let node = cluster.node(0)
                for position in 0..<node.committed.index.count {
                    let entry = try? node.entry(at: EntryIndex(position))
                    guard let transaction = entry?.transaction.transaction,
                        transaction.kind == .egressBlock,
                        let body = try? Payload<EgressBlock>(canonical: transaction.payload).body,
                        body.permit == permit
                    else { continue }
                    reason = body.reason
                }
                return reason != nil
            }
            return reason
        }
    }

    /// A patient with one file, or two, and a data set that covers them.
    private func ward(isOpened: Bool = true, second: Bool = false) async throws -> Ward {
        let cluster = try NodeCluster(
            4, rules: (TestRules.vocabulary, [TestRules.charter()]),
            staff: [TestRules.person("dr-li", at: "m0", .physician)])
        let document = Array(TestRules.bundle(diagnosis: "2型糖尿病").utf8)
        try AtomicFile.write(document, to: cluster.folder(1).records + "/p1.json")
        let more = Array(Self.extra.utf8)
        if second {
            let folder = cluster.folder(1).records + "/p1"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try AtomicFile.write(more, to: folder + "/later.json")
        }
        try await cluster.startAll()
        for index in 0..<4 {
            #expect(await eventually { cluster.node(index).health().role == .voting })
        }
        let holder = cluster.node(1)
        let name = LocalPseudonym.name(
            of: LocalNumber(known: "p1"), at: cluster.members[1], key: cluster.keys[1].pseudonym)
        let subject = name.pseudonym(suite: NodeCluster.suite)
        let registration = holder.gatewayTransaction(
            .registerSubject,
            payload: RegisterSubject(
                subject: Subject(pseudonym: subject, holder: cluster.members[1]),
                value: name.value
            ).payload())
        _ = try await holder.commit(registration)
        let suite = NodeCluster.suite
        let hidden = FieldDisclosure(
            position: 0, salt: .fresh(), name: ContentManifest.fieldName,
            value: ContentManifest(second ? [document, more] : [document], suite: suite)
                .canonicalBytes)
        let description = AssetDescription(
            kind: .raw, category: .status, level: 3, schema: suite.hash([1]),
            content: hidden.commitment(suite: suite), rows: 1, members: .subjects([subject]),
            labels: [FieldLabel(field: "glucose", category: .status, level: 3)])
        let asset = holder.gatewayTransaction(
            .registerAsset,
            payload: RegisterAsset(description: description).payload(
                commitments: [description.content]))
        if isOpened {
            #expect(
                try holder.work.gateway.contents.keep(hidden, of: RecordID(asset.id), description))
        }
        guard case .committed(_, let receipt) = try await holder.commit(asset).1 else {
            throw CancellationError()
        }
        #expect(receipt.outcome == .accepted, "\(receipt.code)")
        let height = holder.view.ledger.height
        #expect(await eventually { cluster.node(0).view.ledger.height >= height })
        return Ward(cluster: cluster, subject: subject, asset: RecordID(asset.id))
    }

    @Test func `leave out a file that was added after the registration`() async throws {
        let ward = try await ward()
        try FileManager.default.createDirectory(
            atPath: ward.folder, withIntermediateDirectories: true)
        try AtomicFile.write(Array(Self.extra.utf8), to: ward.folder + "/later.json")
        let text = try await ward.received(try await ward.ask())
        #expect(text.contains("7.8") && !text.contains("11.3"))
        await ward.cluster.stopAll()
    }

    @Test func `are blocked where a covered file was changed, with the reason on the chain`()
        async throws
    {
        let ward = try await ward()
        let changed = TestRules.bundle(diagnosis: "2型糖尿病").replacing("7.8", with: "6.1")
        try AtomicFile.write(Array(changed.utf8), to: ward.record)
        let permit = try await ward.ask()
        #expect(await ward.blocked(permit) == CoverageFault.nothingCovered.code)
        #expect(ward.holder.view.ledger.get(Tables.permits, permit)?.releases == 0)
        await ward.cluster.stopAll()
    }

    @Test func `are blocked where nothing opens the digest`() async throws {
        let ward = try await ward(isOpened: false)
        // An empty folder is one that is not mounted: nothing is said of what it had.
        try AtomicFile.write([1], to: ward.cluster.folder(1).salts + "/licence.hex")
        let permit = try await ward.ask()
        #expect(await ward.blocked(permit) == CoverageFault.notOpened.code)
        let inbox = try FileManager.default.contentsOfDirectory(
            atPath: ward.cluster.folder(0).inbox)
        #expect(inbox.isEmpty)
        await ward.cluster.stopAll()
    }

    @Test func `keep nothing that does not open the digest`() async throws {
        let ward = try await ward()
        let asset = try #require(ward.holder.view.ledger.get(Tables.assets, ward.asset))
        let other = FieldDisclosure(
            position: 0, salt: .fresh(), name: ContentManifest.fieldName,
            value: ContentManifest([[1]], suite: NodeCluster.suite).canonicalBytes)
        #expect(
            try !ward.holder.work.gateway.contents.keep(other, of: ward.asset, asset.description))
        let text = try await ward.received(try await ward.ask())
        #expect(text.contains("7.8"))
        await ward.cluster.stopAll()
    }

    @Test func `are blocked where one of the covered files is gone`() async throws {
        let ward = try await ward(second: true)
        try FileManager.default.removeItem(atPath: ward.folder + "/later.json")
        let permit = try await ward.ask()
        #expect(await ward.blocked(permit) == CoverageFault.changed.code)
        #expect(ward.holder.view.ledger.get(Tables.permits, permit)?.releases == 0)
        await ward.cluster.stopAll()
    }

    @Test func `hold all covered files where they are as they were`() async throws {
        let ward = try await ward(second: true)
        let text = try await ward.received(try await ward.ask())
        #expect(text.contains("7.8") && text.contains("11.3"))
        await ward.cluster.stopAll()
    }

    @Test(arguments: [6001, 6051, 6052, 6053, 6054, 6055, 6061, 6062, 6063, 6101, 6130, 3006])
    func `say why in both languages`(code: UInt64) throws {
        let words = try #require(EgressReason.words(code))
        #expect(words.chinese.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) })
        #expect(!words.english.isEmpty && words.english.unicodeScalars.allSatisfy(\.isASCII))
    }

    @Test func `say nothing of a reason that is not known`() {
        #expect(EgressReason.words(1) == nil)
    }

    @Test func `are of a manifest that is read strictly`() throws {
        let suite = NodeCluster.suite
        let manifest = ContentManifest([[2], [1], [2]], suite: suite)
        #expect(manifest.documents.count == 2 && manifest.covers([1], suite: suite))
        #expect(!manifest.covers([3], suite: suite))
        #expect(try ContentManifest(canonical: manifest.canonicalBytes) == manifest)
        var writer = CanonicalWriter()
        writer.array(Array(manifest.documents.reversed()))
        #expect(throws: CodingFault.self) { try ContentManifest(canonical: writer.bytes) }
    }
}
