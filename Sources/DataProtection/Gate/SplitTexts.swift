/// Finds addresses and names that are cut into pieces over several texts.
struct SplitTexts {
    private var texts: [(folded: [UInt32], path: String)] = []
    /// Parts of one address or name that stand one after the other.
    private static let maximumParts = 6
    private static let maximumLength = 40

    mutating func note(_ text: String, path: String) {
        let folded = Scan.squeezed(ScalarFolding.folded(text))
        guard (1...Self.maximumLength).contains(folded.count),
            folded.contains(where: { Scan.isHan($0) }) || folded.allSatisfy(Scan.isDigit)
        else { return }
        texts.append((folded, path))
    }

    func findings() -> [GateFinding] {
        var found: [GateFinding] = []
        for first in texts.indices {
            var joined = texts[first].folded
            let end = min(first + Self.maximumParts, texts.count)
            for last in (first + 1)..<max(end, first + 1) {
                joined += texts[last].folded
                if AddressDetector.found(in: joined) {
                    found.append(GateFinding(kind: .homeAddress, path: texts[first].path))
                    break
                }
                let pieces = texts[first...last].map(\.folded)
                if pieces.allSatisfy({ $0.count <= 2 }), Surnames.isName(joined[...]) {
                    found.append(GateFinding(kind: .personName, path: texts[first].path))
                }
            }
        }
        return found
    }
}
