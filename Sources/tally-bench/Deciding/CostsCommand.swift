import ArgumentParser
import CharterLanguage
import Execution
import Governance
import LedgerTypes

/// `tally-bench costs`: whether a unit of a block's cost is as long as it may be.
struct CostsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "costs",
        abstract: "Time the units in which a block's cost is counted. 测量区块成本单位的用时。",
        discussion: """
            Blocks of one kind each, of as much as one block may cost, executed in this process: \
            the processor's time divided by the units that the ledger counts. Exit code 1 where a \
            unit takes longer than the ledger says at most.
            """)

    @Option(help: "Where the example consortium lies.")
    var example = "genesis"

    @OptionGroup var options: MeasuringOptions

    func run() throws {
        var report = BenchReport("costs", runs: options.runs)
        var exceeded: [String] = []
        let stage = try CostStage(example: example)
        for kind in CostStage.Filling.allCases {
            tell("\(kind.rawValue)")
            let runs = try (0..<options.runs).map { _ in try stage.measure(kind) }
            let unit = median(runs.map(\.microsecondsPerUnit))
            report.add(
                kind.rawValue, unit, "us/unit",
                note:
                    "\(runs[0].units) units in a block, \(BenchReport.figure(runs[0].milliseconds)) ms"
            )
            if unit > Double(TransactionCost.unitMicroseconds) { exceeded.append(kind.rawValue) }
        }
        try report.show(options)
        guard exceeded.isEmpty else {
            tell(
                "FAIL  a unit takes longer than \(TransactionCost.unitMicroseconds) us: "
                    + exceeded.joined(separator: "; "))
            throw ExitCode(1)
        }
    }
}

/// The example consortium with one patient, on which blocks are tried; none of them is kept.
struct CostStage {
    /// What fills a block.
    enum Filling: String, CaseIterable {
        case permits, denials, escalations, overrides, anchors, subjects, charters, vocabularies
        case assets = "data sets of one patient"
        case consents = "consents of one patient"
        case grants = "grants of one patient"
    }

    struct Measured {
        let units: UInt64
        let microsecondsPerUnit: Double
        let milliseconds: Double
    }

    private let chain: BenchChain
    private let registered: BenchChain.Registered
    private let example: String

    init(example: String) throws {
        self.example = example
        var chain = try BenchChain(example: example)
        try chain.adoptCharters(example: example)
        registered = try chain.registerPatient(uses: 1_000)
        self.chain = chain
    }

    /// Executes one block of a kind.
    func measure(_ kind: Filling) throws -> Measured {
        var chain = chain
        let limit = kind.mostInBlock
        var block: [SignedTransaction] = []
        var planned: UInt64 = 0
        while block.count < limit, planned < TransactionCost.mostPerBlock {
            let signed = try transaction(kind, block.count, chain)
            planned += TransactionCost.cost(of: signed)
            block.append(signed)
        }
        let executed = try chain.execute(block)
        let refused = executed.receipts.filter { $0.outcome == .refused }
        guard refused.isEmpty else {
            throw BenchFault(
                zh: "账本拒绝 \(kind.rawValue)：\(refused[0].code)",
                en: "the ledger refuses \(refused.count) of \(block.count) \(kind.rawValue): "
                    + "\(refused[0].code)")
        }
        return Measured(
            units: executed.units,
            microsecondsPerUnit: executed.processor / Double(executed.units),
            milliseconds: executed.processor / 1_000)
    }
}

extension CostStage {
    private func transaction(
        _ kind: Filling, _ number: Int, _ chain: BenchChain
    ) throws -> SignedTransaction {
        let (asset, patient, holder) = (registered.asset, registered.patient, chain["centre-b"])
        let officer = "centre-b/data-chen"
        func ask(_ question: Int) -> SignedTransaction {
            let found = DecideCommand.Question.all(registered)[question]
            let person = "hospital-a/\(found.person)"
            return chain.signed(found.request, by: person, keys: [chain.key(person)])
        }
        switch kind {
        case .permits: return ask(0)
        case .denials: return ask(2)
        case .escalations: return ask(3)
        case .overrides:
            let person = "hospital-a/dr-li"
            let declared = OverrideDeclaration(
                scope: OverrideScope(
                    holder: holder.id, subject: patient, asset: asset, fields: ["glucose"],
                    purpose: "rescue"),
                reason: .lifeInDanger, expires: BlockTime(chain.state.time.value + 3_600_000))
            return chain.signed(
                DeclareOverride(declared), by: person, keys: [chain.key(person)],
                commitments: [BenchCaller.written])
        case .anchors:
            let person = "hospital-a/data-sun"
            return chain.signed(NetworkStory.anchor(), by: person, keys: [chain.key(person)])
        case .subjects:
            return chain.signed(
                chain.newSubject(at: holder).body, by: officer,
                keys: [chain.key(officer), chain.key("centre-b/nurse-lin"), holder.gateway])
        case .charters: return try charter(number, chain)
        case .vocabularies: return try vocabulary(number, chain)
        case .assets:
            return chain.signed(
                BenchChain.asset(of: patient), by: officer,
                keys: [chain.key(officer), holder.gateway])
        case .consents:
            return chain.signed(
                BenchChain.consent(
                    of: patient, until: BlockTime(chain.state.time.value + 86_400_000)),
                by: officer, keys: [chain.key(officer), registered.key])
        case .grants:
            return chain.signed(
                BenchChain.grant(
                    to: chain["hospital-a"].id, by: holder.id, patient, asset,
                    until: BlockTime(chain.state.time.value + 86_400_000), uses: 1),
                by: officer, keys: [chain.key(officer), chain.key("hospital-a/data-sun")])
        }
    }

    private func vocabulary(_ number: Int, _ chain: BenchChain) throws -> SignedTransaction {
        let file = example + "/vocabularies/diabetes_v1.vocabulary"
        let text = try self.text(of: file)
        let source = Array(text.replacing("diabetes_v1", with: "costly_v\(number + 1)").utf8)
        guard let compiled = VocabularyCompiler.compile(source: source).0 else {
            throw BenchFault(zh: "词表检查未通过", en: "the vocabulary does not check")
        }
        let person = "hospital-a/officer-zhao"
        return chain.signed(
            ProposeVocabulary(vocabulary: compiled.canonicalBytes, source: source), by: person,
            keys: [chain.key(person)])
    }

    private func text(of file: String) throws -> String {
        guard let text = String(validating: try BenchFiles.read(file), as: UTF8.self) else {
            throw BenchFault(zh: "\(file) 不是 UTF-8", en: "\(file) is not UTF-8")
        }
        return text
    }

    private func charter(_ number: Int, _ chain: BenchChain) throws -> SignedTransaction {
        let vocabulary = try BenchChain.vocabulary(
            at: example + "/vocabularies/diabetes_v1.vocabulary")
        let sources = try ["en", "zh"].map { language in
            let file = "\(example)/charters/research_access.\(language).charter"
            let text = try self.text(of: file)
            return SourceText(
                language: language == "en" ? .english : .chinese,
                text: Array(
                    text.replacing("research_access", with: "costly_\(number + 1)").utf8))
        }
        let compiled = CharterCompiler.compile(source: sources[0].text, vocabulary: vocabulary)
        guard let charter = compiled.charter?.charter else {
            throw BenchFault(zh: "章程检查未通过", en: "the charter does not check")
        }
        let person = "hospital-a/officer-zhao"
        return chain.signed(
            ProposeCharter(charter: charter.canonicalBytes, sources: sources), by: person,
            keys: [chain.key(person)])
    }
}

extension CostStage.Filling {
    /// As many as quotas and bounds let one person have in a block.
    var mostInBlock: Int {
        switch self {
        case .overrides: 8
        case .escalations: 64
        case .charters, .vocabularies: 8
        case .assets, .consents, .grants: 200
        case .permits, .denials, .anchors, .subjects: 900
        }
    }
}
