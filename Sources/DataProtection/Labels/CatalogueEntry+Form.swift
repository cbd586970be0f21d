extension CatalogueEntry {
    /// Whether a value may leave in this field: as a pseudonym, in its coarser form, or as it is
    /// where the form admits it.
    package func leaves(_ text: String, for use: ReleaseUse) -> Bool {
        if WrittenPseudonym.isPseudonym(text) || isCoarser(text) { return true }
        guard use.isCare || form != .identifier && egress != .generalised else { return false }
        return form.admits(text, for: use)
    }

    /// Whether a value can be nothing but what its form says: no detector need guess at it.
    func isExact(_ text: String, for use: ReleaseUse) -> Bool {
        guard leaves(text, for: use), !WrittenPseudonym.isPseudonym(text) else { return false }
        switch form {
        case .identifier: return isCoarser(text)
        case .text: return false
        case .coded: return WrittenCode(reading: text) != nil
        case .result: return ValueForm.isCodedResult(text)
        case .quantity: return WrittenNumber(beginning: text)?.isPlain ?? true
        case .pressure: return ValueForm.isPressure(text, decimals: 4)
        default: return true
        }
    }

    /// Whether a value is what the catalogue's own generalisation gives.
    private func isCoarser(_ text: String) -> Bool {
        switch generalisation {
        case .district: ChineseRegions.grain(of: text) != nil
        case .city: ChineseRegions.grain(of: text).map { $0 <= .city } ?? false
        case .year: FHIRDate.isYear(text)
        case .ageBand: ValueForm.isBand(text)
        case .none, .phoneMiddle, .surname: false
        }
    }
}
