import WrittenText

/// The last look at what leaves: judges the very bytes that would be sealed, and stops everything
/// of level 4 and 5 and everything that it cannot read.
///
/// The gate releases only its own writing of the content (narratives dropped, members sorted), read
/// back and judged: nothing can hide in the way a payload is written.
package struct EgressGate: Sendable {
    private let catalogue: FieldCatalogue
    private let permitted: Set<String>
    private let own: OwnIdentifiers
    private let issued: Set<String>
    private let use: ReleaseUse

    /// What no permit opens: address, telephone and identity numbers stay in the domain.
    package static let hardFields: Set<String> = [
        "home_address", "phone", "national_id", "residence_permit", "passport", "bank_account",
    ]

    /// `permitted` names fields of level 4 that the permit of this release allows in clear, such
    /// as a name for care; hard fields are not opened by it. `use` says which forms of values may
    /// leave: outside care codes and typed values only. `own` is what identifies the persons of
    /// the records that the payload was made of, `issued` the pseudonyms that the masker made for
    /// it: another text of their form counts as a code.
    package init(
        catalogue: FieldCatalogue = .standard, permitting permitted: [String] = [],
        for use: ReleaseUse = .care, own: OwnIdentifiers = .none, issued: Set<String> = []
    ) {
        self.catalogue = catalogue
        self.use = use
        self.permitted = Set(permitted).subtracting(Self.hardFields)
        self.own = own
        self.issued = issued
    }

    /// Judges a payload. Released bytes may differ from the payload: they, and only they, may be
    /// sealed. Findings are sorted by path and kind and never repeat what was found.
    package func inspect(_ payload: [UInt8]) -> GateVerdict {
        do throws(JSONFault) {
            let bytes = JSONWriter.write(Self.withoutNarratives(try JSONReader.read(payload)))
            let tree = try JSONReader.read(bytes)
            var walk = GateWalk(
                catalogue: catalogue, permitted: permitted, use: use, own: own, issued: issued)
            walk.visit(tree)
            let findings = walk.finished()
            return findings.isEmpty ? .released(bytes) : .blocked(findings)
        } catch {
            return .blocked([GateFinding(kind: .undecodable, path: "$")])
        }
    }

    /// Judges a selected and masked record.
    package func inspect(_ record: SelectedRecord) -> GateVerdict { inspect(record.bytes) }

    /// Takes away what FHIR resources say in prose: it repeats everything in free form.
    static func withoutNarratives(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let values): return .array(values.map(withoutNarratives))
        case .object(let members):
            return .object(
                members.filter { !isNarrative($0) }
                    .map { JSONMember($0.name, withoutNarratives($0.value)) })
        default: return value
        }
    }

    private static func isNarrative(_ member: JSONMember) -> Bool {
        member.name == "div" || member.name == "text" && member.value["div"] != nil
    }
}
