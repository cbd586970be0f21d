/// A report before it is set: sections of paragraphs, lists and tables, in one language.
struct ReportDocument: Sendable {
    /// One part of a section; texts are as they come, the setters make them safe.
    enum Part: Sendable {
        case paragraph(String)
        case list([String])
        /// A long fixed-width value: a digest, a command.
        case code(String)
        case table(head: [String], rows: [[String]])
    }

    struct Section: Sendable {
        let title: String
        let parts: [Part]
    }

    let title: String
    let language: ReportLanguage
    let sections: [Section]
}

extension ReportDocument {
    /// The report as plain text.
    var text: String {
        var lines = [VisibleText.text(title), ""]
        for section in sections {
            lines.append(VisibleText.text(section.title))
            for part in section.parts {
                switch part {
                case .paragraph(let value): lines.append("  " + VisibleText.text(value))
                case .code(let value): lines.append("    " + VisibleText.text(value))
                case .list(let values): lines += values.map { "  - " + VisibleText.text($0) }
                case .table(let head, let rows):
                    lines.append("  " + head.joined(separator: " | "))
                    lines += rows.map {
                        "  " + $0.map(VisibleText.text).joined(separator: " | ")
                    }
                }
            }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }

    /// The report as one page for A4 paper: no script, no link, nothing that is loaded.
    var html: String {
        var body = "<h1>\(VisibleText.html(title))</h1>\n"
        for section in sections {
            body += "<section><h2>\(VisibleText.html(section.title))</h2>\n"
            body += section.parts.map(Self.html).joined()
            body += "</section>\n"
        }
        let language = language == .chinese ? "zh-CN" : "en"
        return """
            <!DOCTYPE html>
            <html lang="\(language)"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(VisibleText.html(title))</title>
            <style>
            @page { size: A4; margin: 20mm 18mm; }
            body { font: 10.5pt/1.6 "Noto Serif CJK SC", "SimSun", serif; color: #111; }
            h1 { font-size: 18pt; text-align: center; }
            h2 { font-size: 12.5pt; border-bottom: 1px solid #888; margin: 1.6em 0 .6em; }
            table { border-collapse: collapse; width: 100%; margin: .6em 0; }
            th, td { border: 1px solid #999; padding: 3px 6px; text-align: left; \
            vertical-align: top; overflow-wrap: anywhere; }
            th { background: #eee; }
            tr { break-inside: avoid; }
            code { font: 9pt/1.4 monospace; overflow-wrap: anywhere; }
            </style></head><body>
            \(body)</body></html>

            """
    }

    private static func html(_ part: Part) -> String {
        func cells(_ values: [String], _ tag: String) -> String {
            values.map { "<\(tag)>\(VisibleText.html($0))</\(tag)>" }.joined()
        }
        switch part {
        case .paragraph(let value): return "<p>\(VisibleText.html(value))</p>\n"
        case .code(let value): return "<p><code>\(VisibleText.html(value))</code></p>\n"
        case .list(let values):
            return "<ul>" + values.map { "<li>\(VisibleText.html($0))</li>" }.joined() + "</ul>\n"
        case .table(let head, let rows):
            return "<table><thead><tr>\(cells(head, "th"))</tr></thead><tbody>\n"
                + rows.map { "<tr>\(cells($0, "td"))</tr>\n" }.joined() + "</tbody></table>\n"
        }
    }
}
