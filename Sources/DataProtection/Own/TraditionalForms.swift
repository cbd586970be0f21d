/// Traditional characters as simplified ones: a name is one name in both.
enum TraditionalForms {
    private static let table: [UInt32: UInt32] = {
        var table: [UInt32: UInt32] = [:]
        for pair in pairs.unicodeScalars.split(whereSeparator: { $0.value <= 0x20 }) {
            if let from = pair.first, let to = pair.last { table[from.value] = to.value }
        }
        return table
    }()

    static func simplified(_ scalar: UInt32) -> UInt32 {
        scalar < 0x3400 ? scalar : table[scalar] ?? scalar
    }
}
