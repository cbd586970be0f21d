/// Finds numbers that are cut into pieces over several members, elements or names.
struct SplitDetector {
    private struct Piece {
        let digits: [UInt32]
        let path: String
        /// A small plain number in a clinical field: counts only beside one that is not.
        let isResult: Bool
    }

    private var pieces: [Piece] = []

    /// Notes a value if it is nothing but digits and separators; `isMeasure` says that it stands
    /// in a clinical field, where small plain numbers are results.
    mutating func note(_ text: String, path: String, isMeasure: Bool) {
        guard text.utf8.count <= 96, text.utf8.first.map({ $0 < 0x80 || $0 >= 0xe2 }) ?? false
        else { return }
        let folded = NumeralFolding.withWordDigits(
            NumeralFolding.withHanDigits(DateMask.covered(ScalarFolding.folded(text))))
        guard !folded.contains(where: { isForeign($0) }) else { return }
        let digits = folded.filter { Scan.isDigit($0) || $0 == 0x78 }
        guard (1...18).contains(digits.count), digits.dropLast().allSatisfy(Scan.isDigit) else {
            return
        }
        let isPlain = digits.count == 1 || digits[0] != 0x30 || folded.contains(0x2e)
        let isSmall = digits.count <= 4 || digits.count <= 6 && folded.contains(0x2f)
        let isResult = isMeasure && isSmall && isPlain
        pieces.append(Piece(digits: digits, path: path, isResult: isResult))
    }

    /// A number with a fraction is a measure, however long the list.
    mutating func note(number: String, path: String, isMeasure: Bool) {
        guard !number.utf8.contains(UInt8(ascii: ".")) else { return }
        note(number, path: path, isMeasure: isMeasure)
    }

    private func isForeign(_ scalar: UInt32) -> Bool {
        Scan.isLetter(scalar) && scalar != 0x78 || Scan.isHan(scalar) || scalar == DateMask.cover
            || scalar > 0xffff
    }

    /// Numbers that neighbours make together, in the order written or, of two or three, in any.
    func findings() -> [GateFinding] {
        var found: [GateFinding] = []
        for first in pieces.indices {
            var count = pieces[first].digits.count
            for last in (first + 1)..<max(pieces.count, first + 1) {
                count += pieces[last].digits.count
                guard count <= 19 else { break }
                let window = pieces[first...last]
                let unusual = window.reduce(0) { $0 + ($1.isResult ? 0 : $1.digits.count) }
                guard count >= 10, unusual >= 6 else { continue }
                if let kind = kind(of: window.map(\.digits)) {
                    found.append(GateFinding(kind: kind, path: pieces[first].path))
                }
            }
        }
        return found
    }

    private func kind(of parts: [[UInt32]]) -> FindingKind? {
        for order in orders(parts) {
            let digits = order.flatMap { $0 }
            if digits.dropLast().allSatisfy(Scan.isDigit), digits.count == 18,
                ResidentIdentity.isLong(digits)
            {
                return .nationalID
            }
            guard digits.allSatisfy(Scan.isDigit) else { continue }
            let sizes = order.map(\.count)
            if let kind = NumberDetector.joined(digits, sizes: sizes) { return kind }
        }
        return nil
    }

    private func orders(_ parts: [[UInt32]]) -> [[[UInt32]]] {
        switch parts.count {
        case 2: [parts, [parts[1], parts[0]]]
        case 3:
            [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
                .map { $0.map { parts[$0] } }
        default: [parts, parts.reversed()]
        }
    }
}
