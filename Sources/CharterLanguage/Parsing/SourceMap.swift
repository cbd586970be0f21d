/// The stretch of a node and of its children, in the order of the canonical tree.
struct RangeTree: Sendable {
    var range: SourceRange
    var children: [RangeTree] = []
}

/// Where the parts of a canonical tree stand in the source.
struct SourceMap: Sendable {
    private struct Key: Hashable {
        let section: CharterPlace.Section
        let index: Int
        let part: CharterPlace.Part
    }

    private var trees: [Key: RangeTree] = [:]

    mutating func set(
        _ section: CharterPlace.Section, _ index: Int, _ part: CharterPlace.Part,
        _ tree: RangeTree
    ) {
        trees[Key(section: section, index: index, part: part)] = tree
    }

    /// The closest known stretch: the node, an ancestor, the item, the first token.
    func range(of place: CharterPlace) -> SourceRange {
        let key = Key(section: place.section, index: place.index, part: place.part)
        let item = Key(section: place.section, index: place.index, part: .id)
        let header = Key(section: .header, index: 0, part: .id)
        guard var tree = trees[key] ?? trees[item] ?? trees[header] else {
            return SourceRange(start: 0, end: 0)
        }
        if trees[key] != nil {
            for child in place.path {
                guard tree.children.indices.contains(child) else { break }
                tree = tree.children[child]
            }
        }
        return tree.range
    }
}
