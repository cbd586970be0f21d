/// One coding with where it stands.
struct FHIRCoding {
    let path: String
    let system: String
    let code: String
    let display: String?

    var value: String { ConsentMapping.key(system, code) }
}

extension FHIRConsentImporter {
    func date(_ node: FHIRNode?) throws(ConsentImportFault) -> FHIRDate? {
        guard let node else { return nil }
        guard let text = node.text else { throw .wrongType(path: node.path) }
        guard let date = FHIRDate(text, zoneMinutes: zoneMinutes) else {
            throw .malformedDate(path: node.path)
        }
        return date
    }

    /// The bounds of a period, the end exclusive; open ends are nil.
    func period(
        _ node: FHIRNode?
    ) throws(ConsentImportFault) -> (start: Int64?, end: Int64?) {
        guard let node else { return (nil, nil) }
        let (start, end) = (try date(node["start"])?.start, try date(node["end"])?.end)
        if let start, let end, end <= start { throw .emptyPeriod(path: node.path) }
        return (start, end)
    }

    /// The codings of a concept; a concept that is words alone counts as a code of no system.
    func codings(_ concept: FHIRNode) throws(ConsentImportFault) -> [FHIRCoding] {
        var found: [FHIRCoding] = []
        for coding in concept["coding"]?.elements ?? [] {
            guard let code = coding["code"]?.text else {
                throw .missing(path: coding.path + ".code")
            }
            found.append(
                FHIRCoding(
                    path: coding.path, system: coding["system"]?.text ?? "", code: code,
                    display: coding["display"]?.text))
        }
        if found.isEmpty, let text = concept["text"]?.text {
            found.append(FHIRCoding(path: concept.path, system: "", code: text, display: nil))
        }
        return found
    }

    /// A reference as its address, else its identifier, else its name.
    func reference(_ node: FHIRNode?) throws(ConsentImportFault) -> String? {
        guard let node else { return nil }
        if let address = node["reference"]?.text { return address }
        if let value = node["identifier"]?["value"]?.text { return value }
        guard let display = node["display"]?.text else { throw .wrongType(path: node.path) }
        return display
    }

    func references(_ node: FHIRNode?) throws(ConsentImportFault) -> [String] {
        var found: [String] = []
        for element in node?.elements ?? [] {
            if let text = try reference(element) { found.append(text) }
        }
        return found
    }

    /// The member that a reference means, by our own identifier or by the mapping.
    func member(_ node: FHIRNode) throws(ConsentImportFault) -> String? {
        let identifier = node["identifier"]
        if identifier?["system"]?.text == "urn:tally:member" { return identifier?["value"]?.text }
        let names = [
            node["reference"]?.text, identifier?["value"]?.text, node["display"]?.text,
        ]
        return names.compactMap { $0 }.lazy.compactMap { mapping.member($0) }.first
    }
}
