/// A text as nothing but letters, digits and characters, and where there was a break between them.
struct SqueezedText: Sendable {
    private(set) var scalars: [UInt32] = []
    /// Whether something ends before the scalar of that place: blanks or signs stood there, or the
    /// kind of writing changes. One more than scalars: the end is a break.
    private(set) var breaks: [Bool] = [true]

    private enum Kind { case digit, small, capital, han, other }

    init() {}

    /// What a view of a text says, one form for all writings of a character.
    init(_ text: String) {
        let folded = ScalarFolding.folded(text)
        let written = text.unicodeScalars.map(\.value)
        self.init(folded, written: written.count == folded.count ? written : folded)
    }

    /// - Parameter written: the text before it was folded, which tells capitals; as long as `folded`.
    init(_ folded: [UInt32], written: [UInt32]) {
        scalars.reserveCapacity(folded.count)
        breaks.reserveCapacity(folded.count + 1)
        breaks.removeLast()
        var last: Kind?
        for (index, scalar) in folded.enumerated() {
            guard let kind = Self.kind(scalar, written[index]) else {
                last = nil
                continue
            }
            let isBreak = last.map { Self.isBreak($0, kind) } ?? true
            last = kind
            if scalar < 0x80 {
                scalars.append(scalar)
                breaks.append(isBreak)
                continue
            }
            for (place, plain) in PlainLatin.plain(scalar).enumerated() {
                scalars.append(TraditionalForms.simplified(plain))
                breaks.append(isBreak && place == 0)
            }
        }
        breaks.append(true)
    }

    private static func kind(_ scalar: UInt32, _ written: UInt32) -> Kind? {
        if Scan.isDigit(scalar) { return .digit }
        if Scan.isLetter(scalar) {
            return (0x41...0x5a).contains(written) ? .capital : .small
        }
        guard scalar >= 0x80 else { return nil }
        if Scan.isHan(scalar) { return .han }
        guard let sign = Unicode.Scalar(scalar), sign.properties.isAlphabetic else { return nil }
        return scalar < 0x250 ? .small : .other
    }

    private static func isBreak(_ left: Kind, _ right: Kind) -> Bool {
        switch (left, right) {
        case (.capital, .small), (.capital, .capital), (.small, .small), (.digit, .digit),
            (.han, .han), (.other, .other):
            false
        default: true
        }
    }

    /// Without digits: what is left of syllables with the numbers of their tones.
    var withoutDigits: SqueezedText {
        var result = SqueezedText()
        result.breaks = []
        for (index, scalar) in scalars.enumerated() where !Scan.isDigit(scalar) {
            let follows = index > 0 && Scan.isDigit(scalars[index - 1])
            result.scalars.append(scalar)
            result.breaks.append(breaks[index] && !follows || result.scalars.count == 1)
        }
        result.breaks.append(true)
        return result
    }

    /// With letters that look like digits as digits.
    var withLookAlikes: SqueezedText {
        var result = self
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case 0x6f: result.scalars[index] = 0x30
            case 0x6c, 0x69: result.scalars[index] = 0x31
            case 0x7a: result.scalars[index] = 0x32
            case 0x73: result.scalars[index] = 0x35
            case 0x62: result.scalars[index] = 0x38
            case 0x71, 0x67: result.scalars[index] = 0x39
            default: break
            }
        }
        return result
    }

    func isBounded(_ range: Range<Int>) -> Bool {
        breaks[range.lowerBound] && breaks[range.upperBound]
    }
}
