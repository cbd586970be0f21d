import CharterLanguage

/// One coding with where it stands.
struct FHIRCoding: Hashable {
    let path: String
    let system: String
    let code: String
    let display: String?

    var value: String { ConsentMapping.key(system, code) }
}

/// Who a reference means.
enum ReferencedActor: Hashable {
    case member(String)
    /// A person or device of a member: the chain knows members alone.
    case person(of: String)
    case unknown(String)
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
    func period(_ node: FHIRNode?) throws(ConsentImportFault) -> TimeBounds {
        guard let node else { return .open }
        try node.expectOnly(["start", "end"])
        let bounds = TimeBounds(
            start: try date(node["start"])?.start, end: try date(node["end"])?.end)
        guard bounds != .open else { throw .missing(path: node.path + ".start") }
        guard !bounds.isEmpty else { throw .emptyPeriod(path: node.path) }
        return bounds
    }

    /// The codings of a concept; a concept that is words alone counts as a code of no system.
    func codings(_ concept: FHIRNode) throws(ConsentImportFault) -> [FHIRCoding] {
        var found: [FHIRCoding] = []
        for coding in try concept.list("coding") { found.append(try self.coding(coding)) }
        if found.isEmpty {
            // A concept that says nothing would be a limit that limits nothing.
            guard let text = try concept["text"]?.text, !text.isEmpty else {
                throw .missing(path: concept.path + ".coding")
            }
            found.append(FHIRCoding(path: concept.path, system: "", code: text, display: nil))
        }
        try concept.expectOnly(["coding", "text"])
        return found
    }

    /// One coding; its code must be there.
    func coding(_ node: FHIRNode) throws(ConsentImportFault) -> FHIRCoding {
        guard let code = try node["code"]?.text else { throw .missing(path: node.path + ".code") }
        try node.expectOnly(["system", "version", "code", "display", "userSelected"])
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

    func references(_ nodes: [FHIRNode]) throws(ConsentImportFault) -> [String] {
        var found: [String] = []
        for element in nodes {
            if let text = try reference(element) { found.append(text) }
        }
        return found
    }

    /// Who a reference means, by our own identifier or by the mapping: never by a name that is shown,
    /// and nobody where its parts mean two.
    func actor(_ node: FHIRNode) throws(ConsentImportFault) -> ReferencedActor {
        try node.expectOnly(["reference", "type", "identifier", "display"])
        let written = try reference(node) ?? ""
        let address = try node["reference"]?.text
        let identifier = try node["identifier"]
        let system = try identifier?["system"]?.text
        let value = try identifier?["value"]?.text
        var found: Set<String> = []
        if let address, let member = mapping.member(address) { found.insert(member) }
        if system == "urn:tally:member", let value {
            found.insert(value)
        } else if let value {
            let qualified = system.flatMap { mapping.member(ConsentMapping.key($0, value)) }
            if let member = qualified ?? mapping.member(value) { found.insert(member) }
        }
        guard found.count == 1, let member = found.first, Self.isName(member) else {
            return .unknown(written)
        }
        // An address that is not known, an identifier of the past, or words that limit beside the
        // member's name mean some part of the member, or another.
        let shown = try node["display"]?.text ?? ""
        let isPart =
            address.map { mapping.member($0) == nil } ?? false || FormWording(shown) == .objects
        let (end, use) = (try identifier?["period"]?["end"], try identifier?["use"]?.text)
        let isPast = end != nil || use == "old"
        guard !isPart, !isPast else { return .person(of: member) }
        let type = try node["type"]?.text ?? address.flatMap(Self.resourceType)
        return type == nil || type == "Organization" ? .member(member) : .person(of: member)
    }

    /// The type in an address such as `Organization/7` or `https://a.example/fhir/Organization/7`.
    private static func resourceType(_ address: String) -> String? {
        let parts = address.split(separator: "/", omittingEmptySubsequences: true)
        let place = parts.firstIndex(of: "_history") ?? parts.endIndex
        guard place >= 2, parts[place - 2].utf8.first.map({ (0x41...0x5a).contains($0) }) == true
        else { return nil }
        return String(parts[place - 2])
    }
}
