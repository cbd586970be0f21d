import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

@testable import Evidence

/// One patient's story on a test chain, exported by the first member.
struct Story {
    static let subject = HeadID(.subject, suite.hash(Array("patient".utf8)))
    static let other = HeadID(.subject, suite.hash(Array("other patient".utf8)))
    static let asset = HeadID(.asset, suite.hash(Array("asset".utf8)))
    static let otherAsset = HeadID(.asset, suite.hash(Array("other asset".utf8)))
    static let exhibit = ArchiveFile(name: "exhibits/01-record.txt", bytes: Array("病历".utf8))
    static let order = ExportOrder(
        subject: subject, exporter: MemberID(unchecked: "anhe"), caseReference: "(2026)浙01民初1号",
        disclosures: [EntryDisclosures(index: EntryIndex(1), fields: Array(fields.prefix(2)))],
        exhibits: [exhibit], includesBlocks: true)

    static let fields = ["purpose", "reason", "phone"].enumerated().map { place, name in
        FieldDisclosure(
            position: UInt64(place), salt: Salt([UInt8](repeating: UInt8(place + 1), count: 32))!,
            name: name, value: Array("value of \(name)".utf8))
    }

    var chain: TestChain
    var order = Story.order

    /// Register, consent, an asset, another patient, a decision, the withdrawal, an exhibit.
    init(chain: TestChain) {
        var chain = chain
        chain.record(.registerSubject, heads: [Self.subject])
        chain.record(.recordConsent, heads: [Self.subject], fields: Self.fields)
        chain.close()
        chain.record(.registerSubject, heads: [Self.other], fields: Self.fields)
        chain.record(.registerAsset, heads: [Self.asset, Self.subject])
        var index = CanonicalWriter()
        index.array([Self.asset])
        chain.set(StandInSchema().assetIndexKey(Self.subject), index.bytes)
        chain.record(.registerAsset, heads: [Self.otherAsset])
        chain.close()
        chain.record(
            .request, heads: [Self.asset, Self.subject], outcome: .permit,
            detail: suite.hash(Array("规则 v1".utf8)).bytes)
        chain.close()
        chain.record(.label, heads: [Self.asset])
        chain.record(.withdrawConsent, heads: [Self.subject])
        chain.close()
        chain.record(.request, heads: [Self.other])
        chain.record(
            .anchor, heads: [Self.subject],
            body: .bytes(suite.hash(Self.exhibit.bytes).bytes))
        chain.close()
        self.chain = chain
    }

    init() throws { self.init(chain: try TestChain()) }

    /// A story that the chain tells already.
    init(chain: TestChain, isTold: Bool) {
        precondition(isTold)
        self.chain = chain
    }

    var tip: CommittedHeader { chain.blocks[chain.blocks.count - 1] }
    var policy: CourtPolicy { CourtPolicy(genesis: chain.chain.digest) }

    func content(_ order: ExportOrder? = nil) throws -> EvidenceContent {
        try work(order).content
    }

    func work(_ order: ExportOrder? = nil) throws -> ExportWork {
        try EvidenceExporter(schema: StandInSchema()).gathered(
            order ?? self.order, genesis: chain.genesis.canonicalBytes, steps: chain.steps,
            block: tip, state: chain.state, source: chain)
    }

    func export(_ order: ExportOrder? = nil) throws -> [UInt8] {
        try work(order).sealed(by: chain.gatewayKeys[0])
    }

    func verify(_ bytes: [UInt8], policy: CourtPolicy? = nil) -> EvidenceReport {
        EvidenceVerifier(schema: StandInSchema()).verify(bytes, policy: policy ?? self.policy)
    }

    var statement: ExportStatement {
        ExportStatement(
            suite: suite, chain: chain.chain, height: tip.header.height, subject: Self.subject,
            exporter: MemberID(unchecked: "anhe"), toolVersion: EvidenceExporter.toolVersion,
            caseReference: order.caseReference)
    }

    /// The exporter's record, proven to the state of the block.
    var member: StateFact {
        StateFact(StandInSchema().memberKey(MemberID(unchecked: "anhe")), in: chain.state)
    }

    var file: EvidenceFile {
        get throws {
            EvidenceFile(
                content: try content(), disclosures: order.disclosures,
                exhibits: order.exhibits)
        }
    }

    /// Seals with the exporter's own key: the worst case, an exporter who lies.
    func sealed(_ file: EvidenceFile) -> [UInt8] {
        file.sealed(statement: statement, member: member, key: chain.gatewayKeys[0])
    }

    /// Seals files that were changed as bytes.
    func sealed(
        files: [ArchiveFile], manifest: [ManifestLine]? = nil, statement: ExportStatement? = nil,
        member: StateFact? = nil, key: SigningKey? = nil
    ) -> [UInt8] {
        let seal = Seal(
            manifest: manifest
                ?? files.map { ManifestLine($0, suite: suite) }.sorted {
                    $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
                },
            statement: statement ?? self.statement, member: member ?? self.member,
            key: key ?? chain.gatewayKeys[0])
        return ArchiveWriter.archive(
            files + [ArchiveFile(name: "seal.cbor", bytes: seal.canonicalBytes)])
    }

    /// The changed files under the seal of the unchanged ones.
    func withOldSeal(_ changed: EvidenceFile) throws -> [UInt8] {
        let old = try ArchiveReader.files(in: sealed(try file))
        return ArchiveWriter.archive(changed.files + old.filter { $0.name == "seal.cbor" })
    }
}
