import WrittenText

/// What XML does not say of its elements: which repeat, and which are flags.
///
/// Source: HL7 FHIR R4 and R5, Consent, Bundle and the data types that they use.
struct FHIRXMLShape {
    /// Elements that repeat, by the element that they stand in.
    private let lists: [String: Set<String>]

    private static let common: [String: Set<String>] = [
        "Bundle": ["link", "entry"],
        "entry": ["link"],
        "Consent": [
            "contained", "identifier", "category", "performer", "organization", "policy",
            "verification", "grantor", "grantee", "manager", "controller", "regulatoryBasis",
            "policyText",
        ],
        "meta": ["profile", "security", "tag"],
        "provision": [
            "actor", "action", "securityLabel", "purpose", "class", "documentType",
            "resourceType", "code", "data", "provision",
        ],
        "verification": ["verificationDate"],
    ]
    /// Elements that are concepts wherever they stand, and their codings repeat.
    private static let everywhere: Set<String> = ["coding", "extension", "modifierExtension"]
    private static let flags: Set<String> = ["verified", "userSelected"]

    /// By the release that is read: where nothing says it, by the elements of the resource itself.
    init(_ root: FHIRXMLElement, release: FHIRRelease?) {
        var lists = Self.common
        let isR5 = release == .r5 || (release == nil && Self.hasElementsOfR5(root))
        if isR5 {
            lists["Consent"]?.formUnion(["provision", "sourceAttachment", "sourceReference"])
        } else {
            lists["verification"] = []
        }
        self.lists = lists
    }

    private static func hasElementsOfR5(_ element: FHIRXMLElement) -> Bool {
        if element.name == "Consent" {
            return element.children.contains { FHIRRelease.r5.own.contains($0.name) }
        }
        return element.children.contains(where: hasElementsOfR5)
    }

    func resource(_ element: FHIRXMLElement) -> JSONValue {
        guard case .object(let members) = value(element) else { return .null }
        return .object([JSONMember("resourceType", .text(element.name))] + members)
    }

    private func value(_ element: FHIRXMLElement) -> JSONValue {
        var members: [JSONMember] = []
        for (name, text) in element.attributes.sorted(by: { $0.key < $1.key })
        where name != "value" {
            members.append(JSONMember(name, .text(text)))
        }
        var seen: Set<String> = []
        for child in element.children where seen.insert(child.name).inserted {
            let same = element.children.filter { $0.name == child.name }
            let repeats =
                lists[element.name]?.contains(child.name) == true
                || Self.everywhere.contains(child.name)
            let written = same.map { content($0, in: element.name) }
            members.append(
                JSONMember(
                    child.name, repeats || written.count > 1 ? .array(written) : written[0]))
        }
        return .object(members)
    }

    private func content(_ element: FHIRXMLElement, in outer: String) -> JSONValue {
        if ["contained", "resource"].contains(element.name), element.children.count == 1 {
            return resource(element.children[0])
        }
        guard let text = element.attributes["value"] else { return value(element) }
        // A value with parts inside says more than the value: an extension may stand there.
        let others = element.children.contains { $0.name != "extension" }
        guard !others else { return value(element) }
        if Self.flags.contains(element.name), ["true", "false"].contains(text) {
            return .flag(text == "true")
        }
        return .text(text)
    }
}
