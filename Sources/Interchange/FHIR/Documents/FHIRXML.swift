import Foundation
import WrittenText

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reads the XML of FHIR into the tree that its JSON would give.
///
/// No document type, no entity of its own, nothing from outside: what is read is what stands there.
/// An element that stands more often than FHIR allows becomes a list, which the reading refuses.
/// Source: HL7 FHIR R4 and R5, XML representation of resources.
enum FHIRXML {
    static let maximumDepth = 64
    private static let maximumAttributes = 64

    static func tree(
        _ bytes: [UInt8], release: FHIRRelease?
    ) throws(ConsentImportFault) -> JSONValue {
        let text: String
        do throws(WrittenTextFault) {
            text = try WrittenPage.decode(bytes)
        } catch {
            throw .notJSON(.text(error))
        }
        if let line = crowdedLine(bytes) { throw .notXML(line: line, why: .syntax) }
        guard !text.contains("<!DOCTYPE") else { throw .notXML(line: 1, why: .documentType) }
        if let declared = encoding(text), declared.uppercased() != "UTF-8" {
            throw .notXML(line: 1, why: .encoding)
        }
        let parser = XMLParser(data: Data(text.utf8))
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        let reader = FHIRXMLReader()
        parser.delegate = reader
        let isWhole = parser.parse()
        if let fault = reader.fault { throw fault }
        guard isWhole, let root = reader.root else {
            throw .notXML(line: parser.lineNumber, why: .syntax)
        }
        return FHIRXMLShape(root, release: release).resource(root)
    }

    /// The line of a tag with more attributes than any element of FHIR or XHTML has: a parser that
    /// compares each with all others would take minutes.
    private static func crowdedLine(_ bytes: [UInt8]) -> Int? {
        var line = 1
        var place = 0
        func isAt(_ text: StaticString) -> Bool {
            text.withUTF8Buffer { bytes[place...].starts(with: $0) }
        }
        func skip(to end: StaticString) {
            while place < bytes.count, !isAt(end) {
                if bytes[place] == UInt8(ascii: "\n") { line += 1 }
                place += 1
            }
        }
        while true {
            skip(to: "<")
            guard place < bytes.count else { return nil }
            if isAt("<!--") {
                skip(to: "-->")
            } else if isAt("<![CDATA[") {
                skip(to: "]]>")
            } else if isAt("<?") {
                skip(to: "?>")
            } else {
                var quotes = 0
                while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
                    let byte = bytes[place]
                    place += 1
                    guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else {
                        if byte == UInt8(ascii: "\n") { line += 1 }
                        continue
                    }
                    quotes += 1
                    guard quotes <= maximumAttributes else { return line }
                    skip(to: byte == UInt8(ascii: "'") ? "'" : "\"")
                    place += 1
                }
            }
        }
    }

    /// The encoding that the declaration names; nil where there is none.
    private static func encoding(_ text: String) -> String? {
        guard text.hasPrefix("<?xml"), let end = text.range(of: "?>"),
            let name = text[..<end.lowerBound].range(of: "encoding")
        else { return nil }
        let rest = text[name.upperBound..<end.lowerBound]
        guard let quote = rest.first(where: { $0 == "\"" || $0 == "'" }) else { return "" }
        let parts = rest.split(separator: quote, omittingEmptySubsequences: false)
        return parts.count > 1 ? String(parts[1]) : ""
    }
}

/// One element of the XML.
final class FHIRXMLElement {
    let name: String
    let attributes: [String: String]
    var children: [FHIRXMLElement] = []

    init(name: String, attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }
}

/// Collects the elements; narratives are passed over, for they hold no rule.
private final class FHIRXMLReader: NSObject, XMLParserDelegate {
    private static let fhir = "http://hl7.org/fhir"
    private static let page = "http://www.w3.org/1999/xhtml"
    private(set) var root: FHIRXMLElement?
    private(set) var fault: ConsentImportFault?
    private var open: [FHIRXMLElement] = []
    private var narrative = 0

    private func fail(_ parser: XMLParser, _ why: ConsentImportFault.XMLTrouble) {
        if fault == nil { fault = .notXML(line: parser.lineNumber, why: why) }
        parser.abortParsing()
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String] = [:]
    ) {
        if narrative > 0 || namespaceURI == Self.page {
            narrative += 1
            return
        }
        guard namespaceURI == Self.fhir else { return fail(parser, .namespace) }
        guard open.count < FHIRXML.maximumDepth else { return fail(parser, .tooDeep) }
        let plain = attributes.filter { !$0.key.contains(":") && $0.key != "xmlns" }
        let element = FHIRXMLElement(name: name, attributes: plain)
        if let outer = open.last {
            outer.children.append(element)
        } else {
            root = element
        }
        open.append(element)
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        if narrative > 0 {
            narrative -= 1
        } else {
            _ = open.popLast()
        }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        let isBlank = text.allSatisfy(\.isWhitespace)
        if narrative == 0, !isBlank { fail(parser, .textBetween) }
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        if narrative == 0 { fail(parser, .textBetween) }
    }
}
