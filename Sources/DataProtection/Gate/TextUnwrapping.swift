/// Takes encodings off a text, one inside another, so that detectors see what a reader could.
struct TextUnwrapping {
    /// The text itself first, then everything it unfolds into.
    private(set) var views: [String]
    /// A long code was met that is no text in any of the encodings.
    private(set) var hasOpaque = false
    /// More layers or parts than are looked at.
    private(set) var isExhausted = false

    init(_ text: String) {
        views = [text]
        var next = 0
        var lastOfDepth = 1
        var depth = 0
        while next < views.count {
            if next == lastOfDepth {
                depth += 1
                lastOfDepth = views.count
            }
            for unfolded in unfold(views[next]) where !views.contains(unfolded) {
                guard depth < Limits.maximumUnwrapping, views.count < Limits.maximumViews else {
                    isExhausted = true
                    return
                }
                views.append(unfolded)
            }
            next += 1
        }
    }

    private mutating func unfold(_ text: String) -> [String] {
        let scalars = Scan.scalars(text)
        var found = [
            Encodings.withoutEntities(scalars), Encodings.withoutPercents(scalars),
            Encodings.withoutBackslashes(scalars), Encodings.withoutTags(scalars),
        ].compactMap { $0 }.map { Scan.string($0) }
        guard !WrittenPseudonym.isPseudonym(text) else { return found }
        found += Encodings.codeLists(scalars)
        for token in tokens(scalars) {
            let decoded = Encodings.decodings(of: token)
            found += decoded
            if decoded.isEmpty, Encodings.isOpaque(token) { hasOpaque = true }
        }
        return found
    }

    /// Stretches that an encoding could fill, and the whole without blanks where lines are broken.
    private func tokens(_ scalars: [UInt32]) -> [[UInt32]] {
        var folded = scalars.map { (0xff01...0xff5e).contains($0) ? $0 - 0xfee0 : $0 }
        folded.removeAll { $0 == 0x200b || $0 == 0xfeff }
        var found = Scan.runs(in: folded, where: Encodings.isBase64).map { Array(folded[$0]) }
        let whole = Scan.withoutBlanks(folded)
        let hasWords = found.contains { isPlainWord($0) }
        if found.count > 1, !hasWords, whole.allSatisfy(Encodings.isBase64) { found.append(whole) }
        return found.filter { $0.count >= 8 }
    }

    /// Letters in one case, perhaps with a capital first: prose, not a code.
    private func isPlainWord(_ token: [UInt32]) -> Bool {
        token.count >= 4 && token.allSatisfy(Scan.isLetter)
            && token.dropFirst().allSatisfy { ($0 >= 0x61) == (token[1] >= 0x61) }
    }
}
