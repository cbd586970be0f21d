import Governance

extension ReportComposer {
    func times(_ evidence: VerifiedEvidence) -> ReportDocument.Section {
        section(
            "时间说明", "Times",
            [
                .list([
                    say(
                        "区块时间由提案机构给出，其余机构投票时核对，逐块严格递增；签名本身不含时间。",
                        "A block's time is its proposer's, judged by the voters, and strictly "
                            + "increasing; votes carry no time."),
                    say(
                        "本文件不含外部时间戳；时间的准确程度取决于投票机构的时钟。",
                        "The file carries no outside time-stamp; its times are as good as the "
                            + "clocks of the members that voted."),
                    say(
                        "导出区块时间：", "Time of the export's block: ")
                        + CalendarTime.text(evidence.header.time),
                ])
            ])
    }

    var custody: ReportDocument.Section {
        section(
            "上链前保管", "Before the chain",
            [
                .paragraph(
                    say(
                        "上链前的来源、生成与保管不在本核验范围，须依其他材料审查。",
                        "Source, making and custody before the data were recorded are outside this "
                            + "check and need other material."))
            ])
    }

    func articles(_ evidence: VerifiedEvidence) -> ReportDocument.Section {
        let rows = [
            [
                say("在线诉讼规则第16条", "Online litigation rules, art. 16"),
                say("上链后是否未经篡改：结论、逐项核验表", "tampering after recording: conclusion, checks"),
            ],
            [
                say("第17条第(二)项 利害关系", "art. 17 (2), interest"),
                say("签名机构表：排除当事机构后的签名数", "signing members: count without the parties"),
            ],
            [
                say("第17条第(四)项 技术和过程", "art. 17 (4), technique"),
                say("算法与标准、复核方法", "algorithms, how to check again"),
            ],
            [
                say("第18条 上链前真实性", "art. 18, before recording"),
                say("不在本核验范围；原件与记录的对应见证据清单", "outside this check; see exhibits"),
            ],
            [
                say("互联网法院规定第11条 可复现、完整", "Internet courts, art. 11"),
                say(
                    "同一主体、同一区块再次导出，事实文件逐字节一致；链首与序号证明无遗漏",
                    "a second export of subject and block gives the same bytes of facts; heads and "
                        + "sequence numbers show that nothing is left out"),
            ],
            [
                say("民事诉讼证据规定第93条", "Civil evidence, art. 93"),
                say("事件时间线、签名机构表；系统运行环境须另行举证", "timeline, members; environment apart"),
            ],
        ]
        let head = [say("条文", "provision"), say("本报告对应部分", "in this report")]
        return section("条文对照表", "Provisions", [.table(head: head, rows: rows)])
    }

    var algorithms: ReportDocument.Section {
        section(
            "算法与标准", "Algorithms and standards",
            [
                .list([
                    "SHA-256 (FIPS 180-4)", "Ed25519 (RFC 8032; 规则 / rule: libsodium)",
                    "Merkle tree (RFC 9162, 2.1)", "Deterministic CBOR (RFC 8949, 4.2.1)",
                    "ZIP, stored (PKWARE APPNOTE 6.3.10)",
                ])
            ])
    }

    var limits: ReportDocument.Section {
        section(
            "局限", "Limits",
            [
                .list([
                    say(
                        "核验只说明上链以后的数据未变，不说明内容在来源处属实。",
                        "The check says that data have not changed since they were recorded, not "
                            + "that they were true at their source."),
                    say("从未上链的事件不在其中。", "Events that were never recorded are not in it."),
                    say(
                        "三分之一以上席位合谋可使出块停止，超过三分之二合谋可另写历史。",
                        "More than a third of the seats together can stop the chain, more than two "
                            + "thirds can write another history."),
                    say(
                        "完整性仅就所列假名、逐一列名的数据资产、截至所列高度而言；只登记群组的数据资产不在内。",
                        "Completeness is claimed for the pseudonym and the assets that name it, up "
                            + "to the height named here; not for assets of unnamed groups."),
                    say(
                        "法律上的认定由法院作出。", "What follows in law is for the court to decide."),
                ])
            ])
    }

    var procedure: ReportDocument.Section {
        section(
            "复核方法", "How to check again",
            policy + [
                .paragraph(
                    say(
                        "从独立渠道取得创世摘要，在未联网的计算机上运行：",
                        "Take the digest of genesis from an independent place and run, on a "
                            + "computer without network:")),
                .code(
                    "tally-verify FILE --genesis \(report.policy.genesis)"
                        + (report.policy.asksForMore ? " --policy POLICY.txt" : "")
                        + " --lang \(language.rawValue)"),
                .paragraph(
                    say(
                        "文件 SHA-256 应为本报告第2部分所列；退出码 0 通过、1 不通过、2 不作结论。",
                        "The file's SHA-256 must be that of part 2; exit code 0 passed, 1 failed, "
                            + "2 indeterminate.")),
            ])
    }

    /// What the court asked for besides, without which the command says something else.
    private var policy: [ReportDocument.Part] {
        guard report.policy.asksForMore else { return [] }
        return [
            .paragraph(
                say("法院的核验要求，存为 POLICY.txt：", "What the court asked for, as POLICY.txt:"))
        ] + report.policy.statements.map { .code($0) }
    }

    var expert: ReportDocument.Section {
        section(
            "专家意见摘要（模板）", "Summary by the expert (template)",
            [
                .list([
                    say("委托方与事项：", "Commissioned by, and for what: ") + "________",
                    say("检材与摘要：", "Material and its digest: ") + "\(report.fileDigest)",
                    say("工具与版本：", "Tool and version: ") + EvidenceExporter.toolVersion,
                    say("步骤与结果：", "Steps and results: ") + report.verdict.name,
                    say("局限与意见：", "Limits and opinion: ") + "________",
                    say("签名与日期：", "Signature and date: ") + "________",
                ])
            ])
    }
}
