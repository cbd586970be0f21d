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
    /// UTF-8 bytes that were read, over all that the text unfolds into.
    var work = 0
}

/// Everything that one text gives away, in whatever encoding.
enum TextScanner {
    /// Most characters that cannot be seen in a text that hides nothing.
    private static let maximumInvisible = 8

    static func kinds(in text: String) -> Set<FindingKind> { read(text).kinds }

    static func read(_ text: String, own: OwnIdentifiers = .none) -> TextReading {
        var reading = TextReading()
        guard !WrittenPseudonym.isPseudonym(text) else { return reading }
        guard text.utf8.count <= Limits.maximumTextWork else {
            reading.kinds.insert(.tooMuchWork)
            return reading
        }
        let unwrapping = TextUnwrapping(text)
        reading.work = unwrapping.work
        if unwrapping.hasOpaque { reading.kinds.insert(.opaqueBlob) }
        if unwrapping.isExhausted { reading.kinds.insert(.undecodable) }
        for view in unwrapping.views {
            if ScalarFolding.hasTags(view)
                || ScalarFolding.invisibleCount(view) > maximumInvisible
                || BlankWriting.found(in: view)
            {
                reading.kinds.insert(.hiddenCharacters)
            }
            let folded = ScalarFolding.folded(view)
            reading.kinds.formUnion(kinds(inFolded: folded))
            reading.own.formUnion(own.kinds(in: view, folded: folded))
            reading.kinds.formUnion(kinds(inView: view, folded: folded))
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

    /// What only the characters as written tell: capitals, middle dots.
    private static func kinds(inView view: String, folded: [UInt32]) -> Set<FindingKind> {
        var found: Set<FindingKind> = []
        let traits = TextTraits(folded)
        if traits.letters >= 3 {
            let plain = ScalarFolding.plain(view)
            if WesternNames.found(in: plain) { found.insert(.personName) }
            if WesternAddresses.found(in: plain) { found.insert(.homeAddress) }
            if AccountDetector.hasSpelledMail(plain) { found.insert(.email) }
            if PlaceCodes.hasPlusCode(plain) { found.insert(.coordinates) }
        }
        if traits.han >= 4, DottedNames.found(in: Scan.scalars(view)) { found.insert(.personName) }
        return found
    }

    static func kinds(inFolded folded: [UInt32]) -> Set<FindingKind> {
        var found = NumberDetector.kinds(in: folded)
        found.formUnion(ContactDetector.kinds(in: folded))
        found.formUnion(DocumentDetector.kinds(in: folded))
        found.formUnion(LabelledNumberDetector.kinds(in: folded))
        if AddressDetector.found(in: folded) { found.insert(.homeAddress) }
        if NameDetector.found(in: folded) { found.insert(.personName) }
        if SensitivityTerminology.category(inFolded: folded) != nil { found.insert(.sensitive) }
        if BirthDetector.found(in: folded) { found.insert(.birthDate) }
        found.formUnion(NumberedDetector.kinds(in: folded))
        found.formUnion(SchemeDetector.kinds(in: folded))
        found.formUnion(AccountDetector.kinds(in: folded))
        if PlaceCodes.hasCoordinates(folded) { found.insert(.coordinates) }
        if SingularDetector.hasEmployment(folded) { found.insert(.employment) }
        if SingularDetector.hasRarity(folded) { found.insert(.singularity) }
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

    /// Whether a text is a date to the day, and no more.
    static func isFullDate(_ text: String) -> Bool {
        let folded = Scan.withoutBlanks(ScalarFolding.folded(text))
        if folded.count == 8, folded.allSatisfy(Scan.isDigit) { return true }
        let covered = DateMask.covered(folded)
        return covered.count > 7 && covered.first == DateMask.cover
    }
}
