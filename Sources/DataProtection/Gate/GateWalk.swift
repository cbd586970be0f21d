import WrittenText

/// One walk over a payload: every name, text and number, and what they make together.
struct GateWalk {
    let catalogue: FieldCatalogue
    private let permitted: Set<String>
    let use: ReleaseUse
    private let own: OwnIdentifiers
    private let issued: Set<String>
    private var findings: Set<GateFinding> = []
    private var split = SplitDetector()
    private var parts = SplitTexts()
    private var ownPieces: OwnPieces
    private var readings: [[UInt8]: TextReading] = [:]
    /// What was read so far, and whether that was more than is read in one release: a refusal.
    private var work = 0
    private var pieces = 0
    private var isSpent = false

    init(
        catalogue: FieldCatalogue, permitted: Set<String>, use: ReleaseUse, own: OwnIdentifiers,
        issued: Set<String>
    ) {
        self.use = use
        self.catalogue = catalogue
        self.permitted = permitted
        self.own = own
        self.issued = issued
        ownPieces = OwnPieces(own)
    }

    mutating func visit(_ tree: JSONValue) { visit(tree, GatePlace()) }

    /// All findings, by path and kind.
    func finished() -> [GateFinding] {
        if isSpent { return [GateFinding(kind: .tooMuchWork, path: "$")] }
        let all = findings.union(split.findings()).union(parts.findings())
            .union(ownPieces.findings())
        let sorted = all.sorted {
            $0.path == $1.path
                ? $0.kind.rawValue < $1.kind.rawValue
                : $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
        }
        return Array(sorted.prefix(Limits.maximumFindings))
    }

    /// Notes a finding, unless the permit of the release allows it in its field. A number that may be
    /// anybody's is allowed in every field of it, one of this very record (`isOfRecord`) only in the
    /// field that is made for it.
    mutating func report(_ kind: FindingKind, _ place: GatePlace, isOfRecord: Bool = false) {
        if let field = place.field, permitted.contains(field) {
            let own = KeyRules.kind(ofField: field, in: catalogue)
            if own == kind || kind == .uniqueCode && !isOfRecord { return }
            if kind == .ownIdentifier, field == "employer" { return }
        }
        findings.insert(GateFinding(kind: kind, path: place.path))
    }

    private mutating func visit(_ value: JSONValue, _ place: GatePlace) {
        pieces += 1
        if pieces > Limits.maximumPieces || work > Limits.maximumWork { isSpent = true }
        guard !isSpent else { return }
        switch value {
        case .null, .flag: break
        case .number(let number):
            judgeForm(number, place)
            for kind in NumberDetector.kinds(inNumber: number).inOrder { report(kind, place) }
            for kind in own.kinds(inNumber: number).inOrder {
                report(kind, place, isOfRecord: true)
            }
            ownPieces.note(number, path: place.path)
            split.note(number: number, path: place.path, isMeasure: isMeasure(place))
        case .text(let text): visit(text: text, place)
        case .array(let values):
            visitTogether(values, place)
            for (index, element) in values.enumerated() { visit(element, place.element(index)) }
        case .object(let members): visit(members: members, value, place)
        }
    }

    private func isMeasure(_ place: GatePlace) -> Bool {
        guard !place.isNested, let field = place.field, catalogue.contains(field) else {
            return false
        }
        let label = catalogue.label(of: field)
        return label.level <= .three && label.egress != .never
    }

    private mutating func visit(text: String, _ place: GatePlace) {
        if place.isSystem, CodeSystems.known.contains(text) { return }
        judgeForm(text, place)
        guard !isOwnWord(text, place) else { return }
        // One that nobody issued for this release says what its writer wanted, in care too.
        if WrittenPseudonym.isPseudonym(text), !issued.contains(text) {
            report(.uniqueCode, place, isOfRecord: true)
        }
        // When something was observed may be any day, also one of birth, and its grammar leaves no room
        // for anything else.
        let isDay = place.role == .time && FHIRDate.isValid(text)
        let reading = isDay ? TextReading() : read(text)
        let isExact = isExact(text, place)
        for kind in reading.kinds.inOrder where !(isExact && kind.isGuess) { report(kind, place) }
        for kind in reading.own.inOrder { report(kind, place, isOfRecord: true) }
        if !place.isFrame { ownPieces.note(text, path: place.path) }
        split.note(text, path: place.path, isMeasure: isMeasure(place))
        parts.note(text, path: place.path)
        guard !place.isTooDeep else { return }
        for tree in reading.trees { visit(tree, place.nested()) }
    }

    /// Reads each different text once: names and units repeat all over a record. Once more was read
    /// than is read in one release, nothing is.
    private mutating func read(_ text: String) -> TextReading {
        let bytes = Array(text.utf8)
        if let known = readings[bytes] { return known }
        guard work + bytes.count <= Limits.maximumWork else {
            isSpent = true
            return TextReading()
        }
        let reading = TextScanner.read(text, own: own)
        readings[bytes] = reading
        work += reading.work
        return reading
    }

    /// What the elements of an array say one after the other: codes of characters, cut texts.
    private mutating func visitTogether(_ values: [JSONValue], _ place: GatePlace) {
        guard values.count >= 2 else { return }
        let codes = values.compactMap { $0.numberText.flatMap { UInt32($0) } }
        if codes.count == values.count {
            for text in Encodings.text(ofCodes: codes) {
                for kind in read(text).all.inOrder { report(kind, place) }
            }
        }
        visitJoined(values.map(\.text), place)
    }

    private mutating func visitJoined(_ texts: [String?], _ place: GatePlace) {
        // A code of a catalogue is no piece of anything else.
        let texts = texts.filter { $0.map { !CodeGrammar.isWhole($0) } ?? true }
        let present = texts.compactMap { $0 }
        let isShort = present.allSatisfy { (1...16).contains($0.unicodeScalars.count) }
        guard !present.allSatisfy({ isExact($0, place) }) else { return }
        let isResult = isMeasure(place) && present.allSatisfy(isResult)
        guard present.count == texts.count, present.count >= 2, isShort, !isResult else { return }
        for kind in read(present.joined()).all.inOrder { report(kind, place) }
    }

    /// A reading as devices give it: a number with its unit, or a word such as `HI`.
    private func isResult(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let digits = bytes.filter { (0x30...0x39).contains($0) }.count
        return bytes.first.map { (0x30...0x39).contains($0) || $0 == 0x3c || $0 == 0x3e } ?? true
            || digits == 0 && bytes.count <= 4
    }

    private mutating func visit(
        members: [JSONMember], _ object: JSONValue, _ place: GatePlace
    ) {
        var place = place
        if let kind = object["resourceType"]?.text,
            ["Binary", "Media", "DocumentReference"].contains(kind)
        {
            report(.attachment, place)
        }
        if let field = object["field"]?.text, object["values"] != nil || object["value"] != nil {
            place = place.inField(field)
            let isSaid = ["values", "value"].contains {
                object[$0].map { !KeyRules.isSilent($0) } ?? false
            }
            if isSaid, let kind = KeyRules.kind(ofField: field, in: catalogue) {
                report(kind, place)
            }
        }
        for (index, member) in members.enumerated() {
            var inner = place.member(member.name, index, catalogue)
            if visit(name: member.name, inner) { inner.hideName() }
            judge(member, inner)
            visit(member.value, inner)
        }
        visitJoined(members.filter { $0.name != "system" }.map(\.value.text), place)
    }

    /// Judges a name as a text; true where it must not be repeated in a path.
    private mutating func visit(name: String, _ place: GatePlace) -> Bool {
        guard !catalogue.contains(name) else { return false }
        let kinds = read(name).all
        var hidden = place
        hidden.hideName()
        for kind in kinds.inOrder { report(kind, hidden) }
        split.note(name, path: hidden.path, isMeasure: false)
        return !kinds.isEmpty
    }

    private mutating func judge(_ member: JSONMember, _ place: GatePlace) {
        guard !KeyRules.isSilent(member.value) else { return }
        if let kind = KeyRules.kind(of: member.name) { report(kind, place) }
        if KeyRules.isBirthDate(member.name), let text = member.value.text,
            TextScanner.isFullDate(text)
        {
            report(.birthDate, place)
        }
        if place.field == "birth_date", let text = member.value.text, TextScanner.isFullDate(text) {
            report(.birthDate, place)
        }
        if catalogue.contains(member.name),
            let kind = KeyRules.kind(ofField: member.name, in: catalogue)
        {
            report(kind, place)
        }
    }
}
