import WrittenText

extension GateWalk {
    /// Judges a text or number by what its place is for.
    mutating func judgeForm(_ text: String, _ place: GatePlace) {
        if !isOfForm(text, place) { report(.valueForm, place) }
        if Self.isSensitiveCode(text) { report(.sensitive, place) }
    }

    /// Whether a text is a written code of a special disease, or a result under such a code.
    private static func isSensitiveCode(_ text: String) -> Bool {
        let parts = [text, String(text.prefix { $0 != ":" })]
        return parts.contains { part in
            guard let written = WrittenCode(reading: part) else { return false }
            return SensitiveCodes.category(written.code, in: written.system) != nil
        }
    }

    /// Whether a text is a word of the document itself: a name of a field, a mask, the format.
    func isOwnWord(_ text: String, _ place: GatePlace) -> Bool {
        switch place.role {
        case .fieldName, .absentName: catalogue.contains(text)
        case .maskName: MaskingMethod(name: text) != nil
        case .formatName: text == SelectedRecord.format
        case .datesMark: text == SelectedRecord.shiftedMark
        case .value, .time, .other: false
        }
    }

    private func isOfForm(_ text: String, _ place: GatePlace) -> Bool {
        switch place.role {
        case .value:
            // What the catalogue does not know, or lets nobody have, is reported as such.
            guard let field = place.field, catalogue.contains(field) else { return use.isCare }
            return catalogue.label(of: field).leaves(text, for: use)
        case .time: return FHIRDate.isValid(text)
        case .fieldName: return use.isCare || catalogue.contains(text)
        case .maskName: return use.isCare || MaskingMethod(name: text) != nil
        case .absentName: return use.isCare || catalogue.contains(text) || isName(text)
        case .formatName: return use.isCare || text == SelectedRecord.format
        case .datesMark: return use.isCare || text == SelectedRecord.shiftedMark
        case .other: return use.isCare
        }
    }

    /// The name of a field that was asked for and that no record has: letters and low lines.
    private func isName(_ text: String) -> Bool {
        text.utf8.count <= 40 && text.utf8.allSatisfy { $0 == 0x5f || (0x61...0x7a).contains($0) }
    }

    /// Whether a text at a place can be nothing but what its form says.
    func isExact(_ text: String, _ place: GatePlace) -> Bool {
        guard place.role == .value, let field = place.field, catalogue.contains(field) else {
            return place.role == .time && FHIRDate.isValid(text)
        }
        return catalogue.label(of: field).isExact(text, for: use)
    }
}
