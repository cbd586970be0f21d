import WrittenText

extension Set<FindingKind> {
    /// By code.
    var inOrder: [FindingKind] { sorted { $0.rawValue < $1.rawValue } }
}

/// What a text gives away, and the JSON texts that it holds itself.
struct TextReading {
    var kinds: Set<FindingKind> = []
    /// What it gives away of the persons of the record.
    var own: Set<FindingKind> = []

    var all: Set<FindingKind> { kinds.union(own) }
    var trees: [JSONValue] = []
}

/// Everything that one text gives away, in whatever encoding.
enum TextScanner {
    /// Most characters that cannot be seen in a text that hides nothing.
    private static let maximumInvisible = 8
    private static let births = WordList(["出生", "生日", "birth", "dob", "born"])

    static func kinds(in text: String) -> Set<FindingKind> { read(text).kinds }

    static func read(_ text: String, own: OwnIdentifiers = .none) -> TextReading {
        var reading = TextReading()
        guard !WrittenPseudonym.isPseudonym(text) else { return reading }
        let unwrapping = TextUnwrapping(text)
        if unwrapping.hasOpaque { reading.kinds.insert(.opaqueBlob) }
        if unwrapping.isExhausted { reading.kinds.insert(.undecodable) }
        for view in unwrapping.views {
            if ScalarFolding.hasTags(view)
                || ScalarFolding.invisibleCount(view) > maximumInvisible
            {
                reading.kinds.insert(.hiddenCharacters)
            }
            let folded = ScalarFolding.folded(view)
            reading.kinds.formUnion(kinds(inFolded: folded))
            reading.own.formUnion(own.kinds(in: view, folded: folded))
            if hasDataURI(view) { reading.kinds.insert(.attachment) }
            let start = view.utf8.first { $0 > 0x20 }
            if start == UInt8(ascii: "{") || start == UInt8(ascii: "["),
                let tree = try? JSONReader.read(Array(view.utf8))
            {
                reading.trees.append(tree)
            }
        }
        return reading
    }

    static func kinds(inFolded folded: [UInt32]) -> Set<FindingKind> {
        var found = NumberDetector.kinds(in: folded)
        found.formUnion(ContactDetector.kinds(in: folded))
        found.formUnion(DocumentDetector.kinds(in: folded))
        found.formUnion(LabelledNumberDetector.kinds(in: folded))
        if AddressDetector.found(in: folded) { found.insert(.homeAddress) }
        if NameDetector.found(in: folded) { found.insert(.personName) }
        if hasBirthDate(folded) { found.insert(.birthDate) }
        if SensitivityTerminology.category(inFolded: folded) != nil { found.insert(.sensitive) }
        return found
    }

    private static func hasDataURI(_ text: String) -> Bool {
        guard text.unicodeScalars.contains(where: { [":", ";", "：", "；"].contains($0) }) else {
            return false
        }
        let folded = Scan.withoutBlanks(ScalarFolding.folded(text))
        return folded.starts(with: Scan.scalars("data:"))
            || Scan.contains(folded, Scan.scalars(";base64,"))
    }

    /// A full date after a word for birth.
    private static func hasBirthDate(_ folded: [UInt32]) -> Bool {
        let text = Scan.withoutBlanks(folded)
        guard births.isIn(text) else { return false }
        let covered = DateMask.covered(text)
        return ["出生", "生日", "birth", "dob", "born"].contains { word in
            let word = Scan.scalars(word)
            return Scan.places(of: word, in: text).contains { place in
                let rest = covered[(place + word.count)...].prefix(8)
                return rest.contains(DateMask.cover)
            }
        }
    }

    /// Whether a text is a date to the day, and no more.
    static func isFullDate(_ text: String) -> Bool {
        let folded = Scan.withoutBlanks(ScalarFolding.folded(text))
        if folded.count == 8, folded.allSatisfy(Scan.isDigit) { return true }
        let covered = DateMask.covered(folded)
        return covered.count > 7 && covered.first == DateMask.cover
    }
}
