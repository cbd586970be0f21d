/// A number as results are written: an optional comparator, digits, decimals.
struct WrittenNumber {
    let integerDigits: Int
    let decimals: Int
    /// The part before the point.
    let whole: Int
    /// What stands after the number, without blanks before it.
    let rest: String

    /// Nil where the text does not begin with a number of at most eight digits before the point.
    init?(beginning text: String) {
        var scalars = Array(text.unicodeScalars)[...]
        while let first = scalars.first, "<>=≤≥+-".unicodeScalars.contains(first),
            scalars.count > 1, text.unicodeScalars.count - scalars.count < 2
        {
            scalars = scalars.dropFirst()
        }
        let head = scalars.prefix { (0x30...0x39).contains($0.value) }
        guard (1...8).contains(head.count) else { return nil }
        integerDigits = head.count
        whole = head.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
        scalars = scalars.dropFirst(head.count)
        var count = 0
        if scalars.first == "." {
            let tail = scalars.dropFirst().prefix { (0x30...0x39).contains($0.value) }
            guard !tail.isEmpty else { return nil }
            count = tail.count
            scalars = scalars.dropFirst(1 + tail.count)
        }
        decimals = count
        while scalars.first == " " { scalars = scalars.dropFirst() }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        rest = String(view)
    }

    /// Few enough decimals that no number of a person hides in them.
    var isPlain: Bool { decimals <= 4 }
}
