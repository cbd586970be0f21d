/// Names of works, ascending, each once. Changes cost a search and a shift: the order is there
/// whenever it is asked for.
struct OrderedIDs: Sendable {
    private(set) var all: [WorkID] = []

    mutating func set(_ id: WorkID, isIn: Bool) {
        let place = place(of: id)
        let isThere = place < all.count && all[place] == id
        guard isThere != isIn else { return }
        if isIn { all.insert(id, at: place) } else { all.remove(at: place) }
    }

    /// The first place whose name is not below it.
    private func place(of id: WorkID) -> Int {
        var low = 0
        var high = all.count
        while low < high {
            let middle = low + (high - low) / 2
            if all[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
