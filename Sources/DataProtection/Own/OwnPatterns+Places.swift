import WrittenText

extension OwnPatterns {
    /// What ends the name of a road, a village or an estate.
    private static let marks = Set(Scan.scalars("路街道巷弄村镇乡庄屯苑园里厦寓城坊营湾胡同院"))

    /// An address of FHIR: its lines, its text and its postal code. State, city and district are no
    /// identifiers: the catalogue lets them leave as fields of their own.
    mutating func addAddress(_ address: JSONValue) {
        let upper = ["country", "state", "city", "district"]
            .compactMap { address[$0]?.text }.map { Self.squeezed($0) }.filter { !$0.isEmpty }
        let lines = (address["line"]?.elements ?? []).compactMap(\.text)
        for line in lines { addPlace(line, below: upper) }
        if lines.count > 1 { addPlace(lines.joined(), below: upper) }
        if let text = address["text"]?.text { addPlace(text, below: upper) }
        if let code = address["postalCode"]?.text { addCode(code, .homeAddress) }
    }

    /// An address as one text.
    mutating func addPlace(_ text: String, below upper: [[UInt32]] = []) {
        let known =
            ChineseAddress.generalised(text, to: .district)
            ?? ChineseAddress.generalised(text, to: .city)
        var detail = Self.squeezed(text)
        var isCut = true
        while isCut {
            isCut = false
            for part in upper + [known.map { Self.squeezed($0) } ?? []]
            where !part.isEmpty && detail.starts(with: part) {
                detail.removeFirst(part.count)
                isCut = true
            }
        }
        if !detail.contains(where: Scan.isHan) {
            addLatin(text, detail)
            return
        }
        guard detail.contains(where: Scan.isDigit) || detail.count > 3 else { return }
        addWord(detail, .homeAddress)
        var start = 0
        var last = 0
        for (index, scalar) in detail.enumerated() where Self.marks.contains(scalar) {
            for piece in [detail[start...index], detail[last...index]]
            where piece.filter({ Scan.isHan($0) }).count >= 3 {
                addWord(Array(piece), .homeAddress)
            }
            last = index + 1
        }
        start = last
        let rest = Array(detail[start...])
        if rest.count >= 4, rest.contains(where: Scan.isDigit) { addWord(rest, .homeAddress) }
    }

    private mutating func addLatin(_ text: String, _ whole: [UInt32]) {
        for part in [whole] + text.split(separator: ",").map({ Self.squeezed(String($0)) }) {
            let hasDigit = part.contains(where: Scan.isDigit)
            let letters = part.filter { Scan.isLetter($0) }.count
            if hasDigit && letters >= 4 || letters >= 10 { addWord(part, .homeAddress) }
        }
    }
}
