import CanonicalCoding
import CharterLanguage
import Foundation
import Governance
import LedgerTypes
import TallyClient

extension DemoStory {
    /// Before the story: six processes that find one another.
    func startNetwork() async throws {
        narrator.step(0, "启动四个表决节点与两个跟随节点", "start four voting nodes and two followers")
        narrator.say(
            "链标识（由法院自行保存）：\(network.genesis.chainID)",
            "chain (a court keeps it itself): \(network.genesis.chainID)")
        let licences = network.genesis.licences
        narrator.expect(
            !licences.isEmpty && licences.allSatisfy { $0.authority.text == "regulator" },
            "监管机构已证明 \(licences.count) 份执业证：机构不能自证其医师可执业",
            "the regulator attests \(licences.count) licences: no member says so of its own")
        for node in network.all { try node.start() }
        for name in DemoNetwork.members {
            let isUp = await network.wait(for: name) { $0.reachesQuorum }
            narrator.expect(isUp, "\(name) 已就绪", "\(name) is up")
            guard isUp else {
                throw Failure(
                    .unavailable, code: "node-not-up",
                    zh: "\(name) 未能启动：见 \(network[name].logPath)",
                    en: "\(name) did not come up: see \(network[name].logPath)")
            }
        }
    }

    /// Step 1: the officer proposes, every node runs the gate, the committee votes.
    func adoptCharter() async throws {
        narrator.step(1, "甲医院合规官提出词表与章程", "the officer of A proposes vocabulary and charters")
        let officer = "hospital-a/officer-zhao"
        let file = example + "/vocabularies/diabetes_v1.vocabulary"
        let vocabulary = try CharterSources.vocabulary(at: file, narrator.language)
        let words = try await record(
            ProposeVocabulary(
                vocabulary: vocabulary.canonicalBytes, source: try Files.read(file)), by: officer)
        try await carry(words, "词表 diabetes_v1", "vocabulary diabetes_v1")
        for name in ["diabetes_consortium", "research_access"] {
            try await propose(name, vocabulary, by: officer)
        }
    }

    private func propose(
        _ name: String, _ vocabulary: Vocabulary, by officer: String
    ) async throws {
        let texts = try [("zh", SourceLanguage.chinese), ("en", .english)].map { suffix, language in
            SourceText(
                language: language,
                text: try Files.read("\(example)/charters/\(name).\(suffix).charter"))
        }
        let compiled = texts.compactMap {
            CharterCompiler.compile(source: $0.text, vocabulary: vocabulary).charter?.charter
        }
        guard compiled.count == 2, let charter = compiled.first else {
            throw Failure(
                .badInput, code: "charter-refused", zh: "章程 \(name) 检查未通过",
                en: "charter \(name) does not check")
        }
        narrator.expect(
            compiled[0].canonicalBytes == compiled[1].canonicalBytes,
            "章程 \(name) 的中文与英文文本编译为同一规范形式 \(charter.digest(.ed25519SHA256).short)",
            "the Chinese and the English text of \(name) compile to one canonical form "
                + charter.digest(.ed25519SHA256).short)
        let proposed = try await record(
            ProposeCharter(
                charter: charter.canonicalBytes,
                sources: texts.sorted { $0.language.rawValue < $1.language.rawValue }),
            by: officer)
        try await carry(proposed, "章程 \(name)", "charter \(name)")
    }

    /// Waits for the gate, lets the committee vote, waits for activation.
    private func carry(_ proposed: TransactionView, _ zh: String, _ en: String) async throws {
        let id = try Given.record(proposed.id, "proposal")
        let officer = "hospital-a/officer-zhao"
        let ballot = try await wait(for: Tables.proposals, id, as: officer) {
            $0.caseID != nil || $0.state.isFinal
        }
        guard let ballot, let caseID = ballot.caseID else {
            throw Failure(
                .refused, code: "gate-failed", zh: "\(zh) 未通过上线检查",
                en: "\(en) did not pass the gate")
        }
        if !ballot.reports.isEmpty {
            let digests = Set(ballot.reports.map(\.report))
            narrator.expect(
                digests.count == 1,
                "\(zh)：\(ballot.reports.count) 个席位各自运行测试与断言，报告摘要一致",
                "\(en): \(ballot.reports.count) seats ran tests and assertions, with one digest")
        }
        try await vote(on: caseID, Self.committee.prefix(2).map { ($0, .approve) })
        let active = try await wait(for: Tables.proposals, id, as: officer) { $0.state == .active }
        narrator.expect(active != nil, "\(zh) 已生效", "\(en) is active")
    }
}
