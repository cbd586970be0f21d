/// Takes encodings off a text, one inside another, so that detectors see what a reader could.
struct TextUnwrapping {
    /// The text itself first, then everything it unfolds into.
    private(set) var views: [String]
    /// A long code was met that is no text in any of the encodings.
    private(set) var hasOpaque = false
    /// More layers or parts than are looked at.
    private(set) var isExhausted = false
    /// Characters of all views together: what the detectors have to read.
    private(set) var work = 0

    init(_ text: String) {
        views = [text]
        work = text.utf8.count
        var next = 0
        var lastOfDepth = 1
        var depth = 0
        while next < views.count {
            if next == lastOfDepth {
                depth += 1
                lastOfDepth = views.count
            }
            for unfolded in unfold(views[next]) where !views.contains(unfolded) {
                guard depth < Limits.maximumUnwrapping, views.count < Limits.maximumViews,
                    work < Limits.maximumTextWork
                else {
                    isExhausted = true
                    return
                }
                views.append(unfolded)
                work += unfolded.utf8.count
            }
            next += 1
        }
    }

    private mutating func unfold(_ text: String) -> [String] {
        let scalars = Scan.scalars(text)
        var found = [
            Encodings.withoutEntities(scalars), Encodings.withoutPercents(scalars),
            Encodings.withoutBackslashes(scalars), Encodings.withoutTags(scalars),
            Encodings.withoutStyleEscapes(scalars), Encodings.withoutOctalEscapes(scalars),
            Encodings.fromBytes(scalars),
        ].compactMap { $0 }.map { Scan.string($0) }
        guard !WrittenPseudonym.isPseudonym(text) else { return found }
        found += Encodings.codeLists(scalars)
        found += Encodings.hexadecimalNumbers(scalars) + Encodings.base85(scalars)
        if let joined = joinedToken(scalars) {
            found += Encodings.printable(Encodings.base64(joined))
        }
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
        let hasWords = found.contains { Encodings.isPlainWord($0) }
        if found.count > 1, !hasWords, whole.allSatisfy(Encodings.isBase64) { found.append(whole) }
        return found.filter { $0.count >= 8 }
    }

    /// A code that was cut by one kind of sign, put together.
    private func joinedToken(_ scalars: [UInt32]) -> [UInt32]? {
        guard (12...400).contains(scalars.count) else { return nil }
        let others = Set(scalars.filter { !Encodings.isBase64($0) })
        guard others.count == 1, let sign = others.first, sign < 0x80,
            scalars.contains(where: Scan.isDigit)
        else { return nil }
        return scalars.filter { $0 != sign }
    }
}
