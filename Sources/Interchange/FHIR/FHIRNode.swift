import WrittenText

/// A value of a FHIR resource with the path that leads to it, for messages.
///
/// What stands there with another type than FHIR says is a fault and never passed over: a limit that
/// is written wrongly would be no limit.
struct FHIRNode {
    let path: String
    let tree: JSONValue

    /// The member of that name; nil where there is none.
    subscript(_ name: String) -> FHIRNode? {
        get throws(ConsentImportFault) {
            guard case .object = tree else { throw .wrongType(path: path) }
            return member(name)
        }
    }

    /// The same for any value, for walking a resource without knowing its form.
    func member(_ name: String) -> FHIRNode? {
        tree[name].map { FHIRNode(path: path.isEmpty ? name : path + "." + name, tree: $0) }
    }

    /// The elements of an array, each with its own path. FHIR has no empty arrays.
    var elements: [FHIRNode] {
        get throws(ConsentImportFault) {
            guard isArray, !tree.elements.isEmpty else { throw .wrongType(path: path) }
            return parts
        }
    }

    var text: String {
        get throws(ConsentImportFault) {
            guard let text = tree.text else { throw .wrongType(path: path) }
            return text
        }
    }

    var flag: Bool {
        get throws(ConsentImportFault) {
            guard case .flag(let flag) = tree else { throw .wrongType(path: path) }
            return flag
        }
    }

    /// The elements of a member that may be absent.
    func list(_ name: String) throws(ConsentImportFault) -> [FHIRNode] {
        try self[name]?.elements ?? []
    }

    var isArray: Bool {
        if case .array = tree { return true }
        return false
    }

    /// Elements of an array, or the members of an object in the order of their names.
    var parts: [FHIRNode] {
        tree.elements.enumerated().map { FHIRNode(path: "\(path)[\($0.offset)]", tree: $0.element) }
            + names.compactMap(member)
    }

    /// Names of the members, sorted.
    var names: [String] { tree.members.map(\.name).sorted() }

    /// Refuses a member that FHIR does not know here; primitives may have a sibling with `_`.
    func expectOnly(_ known: Set<String>) throws(ConsentImportFault) {
        let known = known.union(["id", "extension"])
        for name in names
        where !known.contains(name.hasPrefix("_") ? String(name.dropFirst()) : name) {
            throw .unknownCode(path: path, code: name)
        }
    }
}
