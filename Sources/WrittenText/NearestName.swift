/// Suggests the name that was probably meant.
package enum NearestName {
    /// The closest name within a third of the length; the first of equally close ones.
    package static func best(for name: String, among names: [String]) -> String? {
        let scalars = Array(name.unicodeScalars)
        let limit = max(1, scalars.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in names {
            let distance = distance(scalars, Array(candidate.unicodeScalars), limit: limit)
            if distance <= limit, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    private static func distance(
        _ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int
    ) -> Int {
        guard abs(left.count - right.count) <= limit else { return .max }
        var row = Array(0...right.count)
        for (i, scalar) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let cost = scalar == other ? diagonal : min(diagonal, row[j], row[j + 1]) + 1
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[right.count]
    }
}
