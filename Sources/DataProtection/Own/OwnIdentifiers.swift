import Sealing
import WrittenText

/// What identifies the persons of the records of a release: no text that holds any of it leaves,
/// whatever the detectors think of it.
///
/// Read from the documents themselves: patients, contacts, relatives and physicians with their
/// names, telephones, numbers, addresses and birth dates, each in all its writings. Matching is
/// linear in the text, whatever the number of values.
package struct OwnIdentifiers: Sendable {
    private let words: ScalarAutomaton
    private let numbers: ScalarAutomaton
    private let wordPatterns: [OwnPattern]
    private let numberPatterns: [OwnPattern]

    /// Of no record: matches nothing.
    package static let none = OwnIdentifiers(documents: [])

    /// Takes every document of the patients of a release, also those that stay behind.
    package init(documents: [JSONValue]) {
        self.init(OwnCollector(documents).patterns)
    }

    init(_ patterns: OwnPatterns) {
        wordPatterns = Self.sorted(patterns.words)
        numberPatterns = Self.sorted(patterns.numbers)
        words = ScalarAutomaton(wordPatterns.map(\.scalars))
        numbers = ScalarAutomaton(numberPatterns.map(\.scalars))
    }

    private static func sorted(_ patterns: Set<OwnPattern>) -> [OwnPattern] {
        patterns.sorted {
            $0.scalars == $1.scalars
                ? ($0.kind.rawValue, $0.isBounded ? 1 : 0) < (
                    $1.kind.rawValue, $1.isBounded ? 1 : 0
                )
                : $0.scalars.lexicographicallyPrecedes($1.scalars)
        }
    }

    var isEmpty: Bool { words.isEmpty && numbers.isEmpty }

    /// The longest piece of a value that is cut over several texts.
    static let longestPiece = 64

    /// Everything known that one view of a text holds.
    func kinds(in view: String, folded: [UInt32]) -> Set<FindingKind> {
        guard !isEmpty else { return [] }
        var found = kinds(inPlain: view, folded: folded)
        for text in Self.shortCodes(view) {
            found.formUnion(kinds(inPlain: text, folded: ScalarFolding.folded(text)))
        }
        return found
    }

    /// What tokens say that are too short to be taken for codes where nothing is known.
    private static func shortCodes(_ view: String) -> [String] {
        let scalars = Scan.scalars(view)
        var found: [String] = []
        for run in Scan.runs(in: scalars, where: Encodings.isBase64)
        where (5..<12).contains(run.count) {
            let token = Scan.string(scalars[run])
            if let bytes = Hex.decode(token) { found += Encodings.printable(bytes) }
            guard run.count < 8, !token.hasSuffix("=") else { continue }
            let padding = String(repeating: "=", count: (4 - run.count % 4) % 4)
            if let bytes = Base64.decode(token + padding) { found += Encodings.printable(bytes) }
        }
        return found
    }

    private func kinds(inPlain view: String, folded: [UInt32]) -> Set<FindingKind> {
        let views = Views(view, folded: folded)
        var found = Self.kinds(views.words, words, wordPatterns)
        let hasDigit = views.words.scalars.contains(where: Scan.isDigit)
        if hasDigit, views.words.scalars.contains(where: Scan.isLetter) {
            found.formUnion(Self.kinds(views.words.withoutDigits, words, wordPatterns))
        }
        found.formUnion(Self.kinds(views.digits, numbers, numberPatterns))
        found.formUnion(Self.kinds(views.digits.withLookAlikes, numbers, numberPatterns))
        return found
    }

    /// A number as it is, and as it is without its exponent.
    func kinds(inNumber number: String) -> Set<FindingKind> {
        guard !isEmpty else { return [] }
        var found = kinds(in: number, folded: ScalarFolding.folded(number))
        if let plain = Self.expanded(number) {
            found.formUnion(kinds(in: plain, folded: ScalarFolding.folded(plain)))
        }
        return found
    }

    private static func expanded(_ number: String) -> String? {
        let parts = number.split { $0 == "e" || $0 == "E" }
        guard parts.count == 2, let exponent = Int(parts[1]), (1...40).contains(exponent) else {
            return nil
        }
        let places = parts[0].split(separator: ".")
        let fraction = places.count == 2 ? places[1].count : 0
        let digits = parts[0].filter { $0 != "." }
        return digits + String(repeating: "0", count: max(0, exponent - fraction))
    }

    private static func kinds(
        _ text: SqueezedText, _ automaton: ScalarAutomaton, _ patterns: [OwnPattern]
    ) -> Set<FindingKind> {
        var found: Set<FindingKind> = []
        automaton.visit(text.scalars) { number, range in
            let pattern = patterns[number]
            if !pattern.isBounded || text.isBounded(range) { found.insert(pattern.kind) }
        }
        return found
    }

    /// The two forms in which a text is searched.
    struct Views {
        let words: SqueezedText
        let digits: SqueezedText

        init(_ view: String, folded: [UInt32]) {
            let written = view.unicodeScalars.map(\.value)
            words = SqueezedText(folded, written: written.count == folded.count ? written : folded)
            let numerals = NumeralFolding.withWordDigits(NumeralFolding.withHanDigits(folded))
            digits = SqueezedText(numerals, written: numerals)
        }
    }

    /// What a row of whole texts says that no single one of them does.
    func kinds(ofPieces texts: [[UInt32]], digits isDigits: Bool) -> [(Int, FindingKind)] {
        var stream: [UInt32] = []
        var starts: [Int: Int] = [:]
        for (index, text) in texts.enumerated() {
            if text.isEmpty { stream.append(0) }
            starts[stream.count] = index
            stream += text
        }
        starts[stream.count] = texts.count
        let patterns = isDigits ? numberPatterns : wordPatterns
        var found: [(Int, FindingKind)] = []
        (isDigits ? numbers : words).visit(stream) { number, range in
            guard let first = starts[range.lowerBound], let last = starts[range.upperBound],
                last > first + 1
            else { return }
            found.append((first, patterns[number].kind))
        }
        return found
    }
}
