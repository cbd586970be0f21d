import CanonicalCoding
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Evidence

@Suite struct `Court report` {
    private func report(
        _ order: ExportOrder = Story.order, change: (inout CourtPolicy) -> Void = { _ in }
    ) throws -> EvidenceReport {
        let story = try Story()
        var policy = story.policy
        change(&policy)
        return story.verify(try story.export(order), policy: policy)
    }

    @Test(arguments: ReportLanguage.allCases)
    func `reads as the kept one does`(language: ReportLanguage) throws {
        let text = ReportText(
            try report { $0.parties = [MemberID(unchecked: "bohai")] }, language: language
        ).text
        let path = "evidence/story.\(language.rawValue).txt"
        #expect(try Golden.difference(text, at: path) == nil)
    }

    @Test func `claims the words of article 16 and no more`() throws {
        let passed = ReportText(try report(), language: .chinese).text
        #expect(passed.contains("经技术核验一致，本文件所载电子数据上链后未经篡改。"))
        for claim in ["真实", "合法", "有效证据", "属实"] {
            let sentences = passed.split(separator: "\n").filter { $0.contains(claim) }
            #expect(sentences.allSatisfy { $0.contains("不") }, "claims \(claim): \(sentences)")
        }
        let undecided = ReportText(
            try report { $0.minimumHeight = Height(99) }, language: .chinese
        ).text
        #expect(!undecided.contains("未经篡改。"))
        #expect(undecided.contains("不作结论"))
    }

    @Test func `shows nothing of a file that failed`() throws {
        let story = try Story()
        var bytes = try story.export()
        bytes[bytes.place(of: Array("value of purpose".utf8))!] ^= 1
        let page = ReportPage(story.verify(bytes)).html
        #expect(page.contains("TOTAL-FAILED"))
        #expect(!page.contains("alue of purpose"))
        #expect(!page.contains("号医院"))
    }

    @Test func `writes out what would hide or run`() throws {
        var order = Story.order
        order.caseReference = "1\u{202E}2\u{0}<script>alert('x')</script>\u{200B}&\""
        let report = try report(order)
        let page = ReportPage(report).html
        #expect(
            page.contains(
                "1&lt;U+202E&gt;2&lt;U+0000&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"
                    + "&lt;U+200B&gt;&amp;&quot;"))
        #expect(ReportText(report, language: .english).text.contains("1<U+202E>2<U+0000><script>"))
        for banned in [
            "<script", "javascript:", "http://", "https://", " src=", " href=", "\u{202E}",
        ] {
            #expect(!page.contains(banned), "\(banned)")
        }
    }

    @Test func `lists what is withheld and who counts without the parties`() throws {
        let text = ReportText(
            try report { $0.parties = [MemberID(unchecked: "bohai")] }, language: .english
        ).text
        #expect(text.contains("1 | consent | 1 / 3 | 2 | Hospital 1 (anhe)"))
        #expect(text.contains("Without the parties 3 signed: a quorum: yes; more than half: yes."))
    }

    @Test func `gives programs the same verdict in ASCII`() throws {
        let json = ReportJSON(try report { $0.minimumHeight = Height(99) }).text
        #expect(json.utf8.allSatisfy { (0x20...0x7e).contains($0) || $0 == 0x0a })
        #expect(json.hasPrefix(#"{"verdict":"INDETERMINATE","code":8201,"#))
        #expect(
            json.contains(
                #"{"code":8201,"name":"policyHeight","result":"indeterminate","inputs":"5"}"#))
    }

    @Test func `prints times in Beijing time and reads them back`() {
        let samples: [(UInt64, String)] = [
            (0, "1970-01-01T08:00:00.000+08:00"),
            (951_753_599_999, "2000-02-28T23:59:59.999+08:00"),
            (951_753_600_000, "2000-02-29T00:00:00.000+08:00"),
            (1_735_660_800_000, "2025-01-01T00:00:00.000+08:00"),
            (4_107_513_600_000, "2100-03-01T00:00:00.000+08:00"),
            (253_402_271_999_999, "9999-12-31T23:59:59.999+08:00"),
            (253_402_272_000_000, "253402272000000 ms"),
        ]
        for (value, text) in samples {
            #expect(CalendarTime.text(BlockTime(value)) == text)
            guard text.hasSuffix("+08:00") else { continue }
            #expect(CalendarTime.parse(text) == BlockTime(value))
        }
        var generator = SeededGenerator(seed: 44)
        for _ in 0..<2_000 {
            let time = BlockTime(generator.next() % 253_402_272_000_000)
            #expect(CalendarTime.parse(CalendarTime.text(time)) == time)
        }
        for text in [
            "2025-02-29T00:00:00+08:00", "2025-01-01T24:00:00+08:00", "2025-1-1T00:00:00+08:00",
            "2025-01-01T00:00:00Z", "2025-01-01 00:00:00+08:00", "", "1970-01-01T00:00:00+08:00",
            "2025-01-01T00:60:00+08:00", "2025-01-01T00:00:00.0000+08:00",
        ] {
            #expect(CalendarTime.parse(text) == nil, "\(text)")
        }
    }

    @Test func `every check has a title in both languages, and the reference lists them`() throws {
        let root = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
        let table = try String(
            contentsOf: root.appendingPathComponent("docs/reference/evidence-codes.md"),
            encoding: .utf8)
        let rows = table.split(separator: "\n").filter {
            $0.hasPrefix("| 7") || $0.hasPrefix("| 8")
        }
        let expected = CheckCode.allCases.map {
            "| \($0.rawValue) | `\($0)` | \($0.title(.chinese)) | \($0.title(.english)) |"
        }
        #expect(rows.map(String.init) == expected)
        #expect(CheckCode.allCases.map(\.rawValue).sorted() == CheckCode.allCases.map(\.rawValue))
        #expect(
            Set(CheckCode.allCases.map { $0.title(.english) }).count == CheckCode.allCases.count)
    }
}
