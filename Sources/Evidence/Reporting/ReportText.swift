import LedgerTypes

/// The report as plain text, from verified data only.
package struct ReportText: Sendable {
    package let text: String

    package init(_ report: EvidenceReport, language: ReportLanguage) {
        text = ReportComposer(report: report, language: language).document.text
    }
}

/// The report as a page for A4 paper, from verified data only; without script, without links.
package struct ReportPage: Sendable {
    package let html: String

    package init(_ report: EvidenceReport, language: ReportLanguage = .chinese) {
        html = ReportComposer(report: report, language: language).document.html
    }
}

/// The verdict and the checks for programs: JSON in ASCII, fixed order of members.
package struct ReportJSON: Sendable {
    package let text: String

    package init(_ report: EvidenceReport) {
        let checks = report.checks.map {
            """
            {"code":\($0.code.rawValue),"name":\(VisibleText.json("\($0.code)")),\
            "result":\(VisibleText.json($0.result.rawValue)),\
            "inputs":\(VisibleText.json($0.visibleInputs))}
            """
        }
        let recoveries = Self.recoveries(report.evidence?.recoveries ?? [])
        let code = report.code.map { String($0.rawValue) } ?? "null"
        text = """
            {"verdict":"\(report.verdict.name)","code":\(code),\
            "genesis":"\(report.policy.genesis)","file":"\(report.fileDigest)",\
            "size":\(report.fileSize),\
            \(recoveries)\
            "checks":[\(checks.joined(separator: ",\n"))]}

            """
    }
}

extension ReportJSON {
    /// The member `recoveries`, or nothing on a chain that never lost its quorum.
    private static func recoveries(_ recoveries: [RecoveryFacts]) -> String {
        guard !recoveries.isEmpty else { return "" }
        func names(_ members: [MemberID]) -> String {
            "[" + members.map { VisibleText.json($0.text) }.joined(separator: ",") + "]"
        }
        let items = recoveries.map {
            """
            {"epoch":\($0.epoch),"height":\($0.height),"time":\($0.time),\
            "signers":\(names($0.signers)),"removed":\(names($0.removed)),\
            "remaining":\(names($0.remaining))}
            """
        }
        return "\"recoveries\":[\(items.joined(separator: ","))],"
    }
}

/// Puts a report into words.
struct ReportComposer: Sendable {
    let report: EvidenceReport
    let language: ReportLanguage

    func say(_ chinese: String, _ english: String) -> String {
        language == .chinese ? chinese : english
    }

    var document: ReportDocument {
        var sections = [conclusion, export]
        if let evidence = report.evidence {
            sections += [exhibits(evidence), timeline(evidence), checks, signers(evidence)]
            sections += [times(evidence), custody, withheld(evidence), articles(evidence)]
        } else {
            sections.append(checks)
        }
        sections += [algorithms, limits, procedure, expert]
        let numbered = sections.enumerated().map { place, section in
            ReportDocument.Section(title: "\(place + 1)  \(section.title)", parts: section.parts)
        }
        return ReportDocument(
            title: say("链上电子数据技术核验报告", "Report on the technical check of on-chain data"),
            language: language, sections: numbered)
    }

    func section(
        _ chinese: String, _ english: String, _ parts: [ReportDocument.Part]
    ) -> ReportDocument.Section {
        ReportDocument.Section(title: say(chinese, english), parts: parts)
    }
}
