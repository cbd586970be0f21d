import CharterLanguage

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
        guard let date = FHIRDate(try node.text, zoneMinutes: zoneMinutes) else {
            throw .malformedDate(path: node.path)
        }
        return date
    }

    /// The bounds of a period, the end exclusive; open ends are nil.
    func period(
        _ node: FHIRNode?
    ) throws(ConsentImportFault) -> (start: Int64?, end: Int64?) {
        guard let node else { return (nil, nil) }
        try node.expectOnly(["start", "end"])
        let (start, end) = (try date(node["start"])?.start, try date(node["end"])?.end)
        if let start, let end, end <= start { throw .emptyPeriod(path: node.path) }
        return (start, end)
    }

    /// The codings of a concept; a concept that is words alone counts as a code of no system.
    func codings(_ concept: FHIRNode) throws(ConsentImportFault) -> [FHIRCoding] {
        var found: [FHIRCoding] = []
        for coding in try concept["coding"]?.elements ?? [] {
            found.append(try self.coding(coding))
        }
        if found.isEmpty {
            // A concept that says nothing would be a limit that limits nothing.
            guard let text = try concept["text"]?.text else {
                throw .missing(path: concept.path + ".coding")
            }
            found.append(FHIRCoding(path: concept.path, system: "", code: text, display: nil))
        }
        return found
    }

    /// One coding; its code must be there.
    func coding(_ node: FHIRNode) throws(ConsentImportFault) -> FHIRCoding {
        guard let code = try node["code"]?.text else { throw .missing(path: node.path + ".code") }
        return FHIRCoding(
            path: node.path, system: try node["system"]?.text ?? "", code: code,
            display: try node["display"]?.text)
    }

    /// A reference as its address, else its identifier, else its name.
    func reference(_ node: FHIRNode?) throws(ConsentImportFault) -> String? {
        guard let node else { return nil }
        if let address = try node["reference"]?.text { return address }
        if let value = try node["identifier"]?["value"]?.text { return value }
        guard let display = try node["display"]?.text else { throw .wrongType(path: node.path) }
        return display
    }

    func references(_ node: FHIRNode?) throws(ConsentImportFault) -> [String] {
        var found: [String] = []
        for element in try node?.elements ?? [] {
            if let text = try reference(element) { found.append(text) }
        }
        return found
    }

    /// The member that a reference means, by our own identifier or by the mapping.
    func member(_ node: FHIRNode) throws(ConsentImportFault) -> String? {
        let identifier = try node["identifier"]
        if try identifier?["system"]?.text == "urn:tally:member" {
            return try identifier?["value"]?.text
        }
        let names = [
            try node["reference"]?.text, try identifier?["value"]?.text,
            try node["display"]?.text,
        ]
        return names.compactMap { $0 }.lazy.compactMap { mapping.member($0) }.first
    }
}
