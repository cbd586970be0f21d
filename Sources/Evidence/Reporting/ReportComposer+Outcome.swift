import Governance
import LedgerTypes

extension ReportComposer {
    /// The words of article 16 and no more.
    var conclusion: ReportDocument.Section {
        let code = report.code.map { "\($0.rawValue) \($0.title(language))" } ?? ""
        var parts: [ReportDocument.Part] = [
            .paragraph(say("总结论：", "Verdict: ") + report.verdict.name)
        ]
        parts += recoveries.map { .paragraph($0) }
        switch report.verdict {
        case .totalPassed:
            parts.append(
                .paragraph(
                    say(
                        "经技术核验一致，本文件所载电子数据上链后未经篡改。",
                        "The technical check agrees: the data in this file have not been tampered "
                            + "with since they were recorded on the chain.")))
            parts.append(completeness)
            parts += otherNames.map { .paragraph($0) }
        case .totalFailed:
            parts.append(
                .paragraph(
                    say(
                        "技术核验不一致，代码 \(code)。不能据本文件认定所载电子数据上链后未经篡改。",
                        "The technical check does not agree, code \(code). Nothing in this file "
                            + "shows that the data have not been tampered with.")))
        case .indeterminate:
            parts.append(
                .paragraph(
                    say(
                        "所载数据未发现不一致，但文件未达到法院提出的核验要求，代码 \(code)。不作结论。",
                        "Nothing speaks against the data, but the file does not show what the "
                            + "court asks for, code \(code). No conclusion is drawn.")))
        }
        return section("结论", "Conclusion", parts)
    }

    /// Said first and in capitals: whoever relies on the file must know that fewer seats went on.
    var recoveries: [String] {
        guard let evidence = report.evidence else { return [] }
        func names(_ members: [MemberID]) -> String {
            members.map { member($0, evidence) }.joined(separator: say("、", ", "))
        }
        return evidence.recoveries.map { item in
            say(
                "【注意：恢复纪元 \(item.epoch)】本链曾失去法定数，自高度 \(item.height)（\(CalendarTime.text(item.time))）起"
                    + "由保留的席位继续。签署恢复令：\(names(item.signers))。移除席位：\(names(item.removed))。"
                    + "保留席位：\(names(item.remaining))。该高度之前仅由被移除席位确认而未传出的区块可能已丢失。",
                "ATTENTION: RECOVERY EPOCH \(item.epoch). The chain lost its quorum and went on from "
                    + "height \(item.height) (\(CalendarTime.text(item.time))) with the remaining "
                    + "seats. The order was signed by: \(names(item.signers)). Removed seats: "
                    + "\(names(item.removed)). Remaining seats: \(names(item.remaining)). Blocks that "
                    + "only the removed seats had decided before that height may be lost.")
        }
    }

    /// Said with the conclusion: what was refused or withdrawn under another name is not in this file.
    private var otherNames: [String] {
        guard let evidence = report.evidence else { return [] }
        let own = Set(evidence.heads.map(\.head.id))
        let others = Set(
            evidence.entries.filter { $0.entry.receipt.outcome == .accepted }
                .flatMap(\.account.samePatient)
        ).filter { !own.contains($0.digest) }
        return others.sorted().map { name in
            say(
                "【注意】该患者另有登记的假名 \(name)，其记录不在本文件：以该假名作出的同意、撤回、拒绝须另行导出并核验。"
                    + "两假名后来是否分开，见事件时间线。",
                "ATTENTION: the patient is registered under another name too, \(name), whose history is "
                    + "not in this file: what was agreed, withdrawn or refused under it needs a file "
                    + "of its own. Whether the names were separated since is in the timeline.")
        }
    }

    private var completeness: ReportDocument.Part {
        guard let evidence = report.evidence else { return .list([]) }
        let height = "\(evidence.header.height)"
        return .list(
            evidence.heads.map { item in
                let kind =
                    item.head.kind == .subject ? say("主体", "subject") : say("数据资产", "asset")
                guard item.count > 0 else {
                    return say(
                        "截至高度 \(height)，\(kind) \(item.head.id.short) 没有任何记录（有不存在证明）。",
                        "Up to height \(height), no entry concerns \(kind) "
                            + "\(item.head.id.short) (absence is proven).")
                }
                return say(
                    "截至高度 \(height)，\(kind) \(item.head.id.short) 的记录共 \(item.count) 条，全部在内。",
                    "Up to height \(height), \(kind) \(item.head.id.short) has \(item.count) "
                        + "entries, all of which are here.")
            })
    }

    var export: ReportDocument.Section {
        var rows = [
            [say("文件 SHA-256", "SHA-256 of the file"), "\(report.fileDigest)"],
            [say("文件大小", "size of the file"), "\(report.fileSize)"],
            [say("法院提供的创世摘要", "digest of genesis, from the court"), "\(report.policy.genesis)"],
        ]
        if let evidence = report.evidence {
            let name = say(evidence.genesis.nameChinese, evidence.genesis.nameEnglish)
            rows += [
                [say("联盟链", "consortium"), name],
                [say("案件", "case"), evidence.statement.caseReference],
                [say("导出机构", "exporter"), member(evidence.statement.exporter, evidence)],
                [say("导出工具", "tool"), evidence.statement.toolVersion],
                [say("导出区块", "block"), "\(evidence.blockID)"],
                [say("高度", "height"), "\(evidence.header.height)"],
                [say("区块时间", "block time"), CalendarTime.text(evidence.header.time)],
                [
                    evidence.statement.subject.kind == .subject
                        ? say("主体（假名）", "subject (pseudonym)") : say("数据资产", "asset"),
                    "\(evidence.statement.subject.id)",
                ],
            ]
        }
        let head = [say("项目", "item"), say("内容", "value")]
        return section("案件与导出信息", "Case and export", [.table(head: head, rows: rows)])
    }

    var checks: ReportDocument.Section {
        let rows = report.checks.map {
            ["\($0.code.rawValue)", $0.code.title(language), word($0.result), $0.inputs]
        }
        let head = [
            say("代码", "code"), say("核验项", "check"), say("结果", "result"), say("输入", "inputs"),
        ]
        return section("逐项核验表", "Checks", [.table(head: head, rows: rows)])
    }

    private func word(_ result: CheckResult) -> String {
        switch result {
        case .passed: say("通过", "passed")
        case .failed: say("不通过", "FAILED")
        case .indeterminate: say("未达要求", "not met")
        case .warning: say("提示", "note")
        case .notRun: say("未进行", "not run")
        case .notAsked: say("未要求", "not asked")
        case .absent: say("文件未附，未核验", "not in the file, not checked")
        }
    }

    func member(_ id: MemberID, _ evidence: VerifiedEvidence) -> String {
        guard let facts = evidence.genesis.members.first(where: { $0.id == id }) else {
            return "\(id)"
        }
        return say(facts.nameChinese, facts.nameEnglish) + " (\(id))"
    }
}
