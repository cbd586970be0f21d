/// The report as plain text, from verified data only.
public struct ReportText: Sendable {
    public let text: String

    public init(_ report: EvidenceReport, language: ReportLanguage) {
        text = ReportComposer(report: report, language: language).document.text
    }
}

/// The report as a page for A4 paper, from verified data only; without script, without links.
public struct ReportPage: Sendable {
    public let html: String

    public init(_ report: EvidenceReport, language: ReportLanguage = .chinese) {
        html = ReportComposer(report: report, language: language).document.html
    }
}

/// The verdict and the checks for programs: JSON in ASCII, fixed order of members.
public struct ReportJSON: Sendable {
    public let text: String

    public init(_ report: EvidenceReport) {
        let checks = report.checks.map {
            """
            {"code":\($0.code.rawValue),"name":\(VisibleText.json("\($0.code)")),\
            "result":\(VisibleText.json($0.result.rawValue)),\
            "inputs":\(VisibleText.json(VisibleText.text($0.inputs)))}
            """
        }
        let code = report.code.map { String($0.rawValue) } ?? "null"
        text = """
            {"verdict":"\(report.verdict.name)","code":\(code),\
            "genesis":"\(report.policy.genesis)","file":"\(report.fileDigest)",\
            "size":\(report.fileSize),\
            "checks":[\(checks.joined(separator: ",\n"))]}

            """
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
