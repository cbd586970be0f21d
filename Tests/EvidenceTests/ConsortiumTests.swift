import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Evidence

/// Evidence of real transactions under the example charters.
@Suite struct `Evidence of the consortium` {
    private static let patient = ConsortiumChain.patient
    private static let exhibit = ArchiveFile(name: "exhibits/01-note.txt", bytes: [1, 2, 3])
    private static let fields = Array(Story.fields)

    /// Registration, consent, a data set, two requests with the withdrawal between, an exhibit.
    private func chain() throws -> ConsortiumChain {
        var chain = try ConsortiumChain()
        let gateway = ["gateway/centre-b"]
        chain.submit(
            chain.registration(), by: "centre-b", staff: "data",
            keys: ConsortiumChain.attesting)
        let label = FieldLabel(field: "glucose", category: .status, level: 3)
        let asset = chain.submit(
            RegisterAsset(
                description: AssetDescription(
                    kind: .raw, category: .status, level: 3, schema: .zero,
                    content: suite.hash([1]), rows: 10, members: .subjects([Self.patient]),
                    labels: [label])),
            by: "centre-b", keys: gateway)
        try chain.close()
        let scope = ConsentScope(
            purposes: ["care", "research"], maximumLevel: 4, notBefore: ConsortiumChain.founded,
            notAfter: BlockTime(ConsortiumChain.founded.value + 90 * ConsortiumChain.day))
        let consent = chain.submit(
            RecordConsent(
                terms: ConsentTerms(
                    about: .subject(Self.patient), scope: scope, notice: .zero, isSeparate: true,
                    document: .zero, inOwnHand: true)),
            by: "centre-b", keys: ["subject/p1", "gateway/centre-b"], fields: Self.fields)
        try chain.close()
        ask(asset, &chain)
        try chain.close()
        chain.submit(
            WithdrawConsent(consent: consent, inOwnHand: true), by: "research-r",
            keys: ["subject/p1", "gateway/research-r"])
        try chain.close()
        ask(asset, &chain)
        chain.submit(
            AnchorDigest(
                what: .exhibit, digest: suite.hash(Self.exhibit.bytes),
                head: .subject(Self.patient)),
            by: "centre-b", keys: gateway)
        try chain.close()
        return chain
    }

    private func ask(_ asset: RecordID, _ chain: inout ConsortiumChain) {
        chain.submit(
            Request(
                asset: asset, action: "train", purpose: "research", fields: ["glucose"],
                output: "raw", clientTime: ConsortiumChain.founded),
            by: "hospital-a", staff: "data", keys: ["staff/hospital-a/data"])
    }

    private func order() -> ExportOrder {
        ExportOrder(
            subject: .subject(Self.patient), exporter: MemberID("centre-b")!,
            caseReference: "(2026)京01民初1号",
            disclosures: [EntryDisclosures(index: EntryIndex(2), fields: [Self.fields[0]])],
            exhibits: [Self.exhibit], includesBlocks: true)
    }

    @Test func `the whole story passes and is told with rules and their basis`() throws {
        let chain = try chain()
        #expect(
            chain.entries.map(\.receipt.outcome) == [
                .accepted, .accepted, .accepted, .deny, .accepted, .deny, .accepted,
            ])
        let report = chain.verify(try chain.export(order())) {
            $0.layers = [.blocks, .rules]
            $0.parties = [MemberID("hospital-a")!]
        }
        #expect(report.verdict == .totalPassed)
        #expect(report.code == nil)
        let text = ReportText(report, language: .chinese).text
        for part in [
            "糖尿病联盟", "数据使用申请与决定", "撤回同意", "《个人信息保护法》", "目的: care, research",
            "披露字段 purpose = value of purpose", "exhibits/01-note.txt", "由谁作出: 患者或监护人本人密钥",
            "排除当事机构后签名 3 个",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    /// Two files of one chain, and its digest: what other rooms and the examples verify.
    @Test func `whoever is asked to sign reads what a transaction does`() throws {
        for entry in try chain().entries {
            let transaction = entry.transaction.transaction
            let account = EventAccount(of: transaction)
            #expect(!account.lines.isEmpty, "\(transaction.kind.name)")
            // Whose matter it is, where the transaction itself says so.
            let named: Set<TransactionKind> = [
                .registerSubject, .recoverSubject, .mergeSubjects, .registerAsset, .recordConsent,
                .issueCode, .declareOverride,
            ]
            guard named.contains(transaction.kind) else { continue }
            let shown = Set(account.lines.map(\.value))
            for link in entry.links where link.head.kind == .subject {
                #expect(shown.contains("\(link.head.id)"), "\(transaction.kind.name)")
            }
        }
    }

    @Test func `the files that others verify stay as they are`() throws {
        let chain = try chain()
        var short = order()
        (short.disclosures, short.exhibits) = ([], [])
        #expect(try Golden.holds(chain.export(order()), at: "evidence/consortium.evidence"))
        #expect(try Golden.holds(chain.export(short), at: "evidence/withheld.evidence"))
        let digest = Array("\(chain.state.chain)\n".utf8)
        #expect(try Golden.holds(digest, at: "evidence/consortium.genesis"))
    }

    @Test func `a court that holds genesis needs no copy of it`() throws {
        let chain = try chain()
        var order = order()
        order.includesGenesis = false
        let bytes = try chain.export(order)
        #expect(chain.verify(bytes).code == .genesisDigest)
        let genesis = chain.genesis.canonicalBytes
        #expect(chain.verify(bytes) { $0.genesisBytes = genesis }.verdict == .totalPassed)
        #expect(
            chain.verify(bytes) { $0.genesisBytes = genesis + [0] }.code == .genesisDigest)
    }

    @Test func `a file without genesis and layers stays below twelve kilobytes`() throws {
        let chain = try chain()
        let bare = ExportOrder(
            subject: .subject(Self.patient), exporter: MemberID("centre-b")!,
            includesGenesis: false, includesRules: false)
        #expect(try chain.export(bare).count < 12_000)
    }

    @Test func `a decision that does not follow from its charters is refused`() throws {
        let chain = try chain()
        let decision = try #require(GovernanceSchema.decision(of: chain.entries[3]))
        let facts = try #require(
            GovernanceSchema().genesis(chain.genesis.canonicalBytes)
        ).texts.merging(
            [Tables.rules.stateKey(Only()): chain.state.rulesInForce.canonicalBytes]
        ) { $1 }
        let schema = GovernanceSchema()
        #expect(schema.unfoundedDecision(among: [chain.entries[3]], facts: facts) == nil)
        let ruling = Ruling(
            outcome: .permit, reasons: decision.ruling.reasons,
            obligations: decision.ruling.obligations, cost: decision.ruling.cost)
        let lie = Decision(
            ruling: ruling, inputs: decision.inputs, stateRoot: decision.stateRoot,
            asOf: decision.asOf, grant: nil, override: nil)
        let old = chain.entries[3].receipt
        let entry = chain.entries[3].with(
            receipt: Receipt(
                height: old.height, time: old.time, outcome: .permit, code: .none,
                reads: old.reads, writes: old.writes, detail: lie.canonicalBytes))
        #expect(schema.unfoundedDecision(among: [entry], facts: facts) == 0)
    }

    @Test func `the withdrawal cannot be left out`() throws {
        let chain = try chain()
        let bytes = try chain.export(order())
        var content = try EvidenceContent(
            canonical: try #require(
                ArchiveReader.files(in: bytes).first { $0.name == "evidence.cbor" }
            ).bytes)
        content.entries.removeAll { $0.index == EntryIndex(4) }
        let seal = try Seal(
            canonical: try #require(
                ArchiveReader.files(in: bytes).first { $0.name == "seal.cbor" }
            ).bytes)
        let file = EvidenceFile(content: content).sealed(
            statement: seal.statement, member: seal.member,
            key: ConsortiumChain.key("gateway/centre-b"))
        #expect(chain.verify(file).code == .headSequences)
    }

    @Test func `every byte of a file with genesis left out counts`() throws {
        let chain = try chain()
        let bare = ExportOrder(
            subject: .subject(Self.patient), exporter: MemberID("centre-b")!,
            includesGenesis: false, includesRules: false)
        let bytes = try chain.export(bare)
        let genesis = chain.genesis.canonicalBytes
        var generator = SeededGenerator(seed: 45)
        for _ in 0..<300 {
            var changed = bytes
            let place = generator.below(bytes.count)
            changed[place] ^= UInt8(1 + generator.below(255))
            let report = chain.verify(changed) { $0.genesisBytes = genesis }
            #expect(report.verdict == .totalFailed, "byte \(place)")
        }
    }
}
