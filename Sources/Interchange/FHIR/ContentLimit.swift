/// A part of the data that a code means.
enum DataPart: Hashable {
    /// All data of a category, by its short code.
    case category(String)
    /// One field, with the categories that it may stand in, ascending and at least one.
    case field(String, in: [String])
}

/// Which data a provision is about: the union of its parts.
struct ContentLimit: Hashable {
    private(set) var parts: Set<DataPart>

    /// Fields whose whole category is among the parts are left to the category.
    init(_ parts: some Sequence<DataPart>) {
        let all = Set(parts)
        self.parts = all.filter { part in
            guard case .field(_, let places) = part else { return true }
            return !places.allSatisfy { all.contains(.category($0)) }
        }
    }

    var isEmpty: Bool { parts.isEmpty }

    func union(_ other: ContentLimit) -> ContentLimit { ContentLimit(parts.union(other.parts)) }

    /// What both are about.
    func intersection(_ other: ContentLimit) -> ContentLimit {
        ContentLimit(
            parts.flatMap { mine in other.parts.compactMap { Self.common(mine, $0) } })
    }

    private static func common(_ left: DataPart, _ right: DataPart) -> DataPart? {
        switch (left, right) {
        case (.category(let one), .category(let other)): one == other ? left : nil
        case (.category(let one), .field(let name, let places)),
            (.field(let name, let places), .category(let one)):
            places.contains(one) ? .field(name, in: [one]) : nil
        case (.field(let one, let places), .field(let other, let others)):
            one == other ? shared(one, places.filter(others.contains)) : nil
        }
    }

    private static func shared(_ name: String, _ places: [String]) -> DataPart? {
        places.isEmpty ? nil : .field(name, in: places)
    }

    /// Categories that are meant whole, ascending.
    var wholeCategories: [String] {
        parts.compactMap { if case .category(let code) = $0 { code } else { nil } }.sorted()
    }

    /// Ascending.
    var fields: [String] {
        Set(parts.compactMap { if case .field(let name, _) = $0 { name } else { nil } }).sorted()
    }

    /// Categories of the parts, ascending.
    var categories: [String] {
        Set(
            parts.flatMap { part -> [String] in
                switch part {
                case .category(let code): [code]
                case .field(_, let places): places
                }
            }
        ).sorted()
    }

    /// Whole categories beside single fields: no scope says both.
    var isMixed: Bool { !wholeCategories.isEmpty && !fields.isEmpty }

    /// Without the whole categories, where fields stand beside them: less than was said.
    var narrowed: ContentLimit {
        guard isMixed else { return self }
        return ContentLimit(
            parts.filter { if case .field = $0 { true } else { false } })
    }

    /// The whole of every category, where fields stand beside one: more than was said.
    var widened: ContentLimit {
        isMixed ? ContentLimit(categories.map(DataPart.category)) : self
    }
}
