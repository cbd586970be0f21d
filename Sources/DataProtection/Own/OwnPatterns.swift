/// One way of writing a known value of a record, and when it counts.
struct OwnPattern: Hashable, Sendable {
    let scalars: [UInt32]
    let kind: FindingKind
    /// Counts only where a word or a number begins and ends with it.
    let isBounded: Bool
}

/// Every writing of the values that identify the persons of a record, for one pass over a text.
///
/// Shorter ones than `Least` count nowhere by themselves: half of all texts would hold them.
struct OwnPatterns {
    /// Words, names, codes: sought in the text as it is written.
    private(set) var words: Set<OwnPattern> = []
    /// Digits: sought in the text with all digits in one form.
    private(set) var numbers: Set<OwnPattern> = []

    enum Least {
        /// Digits that count between breaks, and wherever they stand.
        static let boundedDigits = 5
        static let digits = 7
        /// Letters, or letters with digits.
        static let boundedLetters = 3
        static let letters = 7
        /// Characters of a name, and of anything else.
        static let nameHan = 2
        static let han = 3
    }

    static func squeezed(_ text: String) -> [UInt32] { SqueezedText(text).scalars }

    mutating func addWord(_ scalars: [UInt32], _ kind: FindingKind, leastHan: Int = Least.han) {
        let han = scalars.filter { !Scan.isWord($0) }.count
        let isPlain = han == 0
        let digits = scalars.filter(Scan.isDigit).count
        guard digits < scalars.count else { return addDigits(scalars, kind) }
        if isPlain {
            guard scalars.count >= Least.boundedLetters else { return }
            let isBounded = scalars.count < Least.letters
            words.insert(OwnPattern(scalars: scalars, kind: kind, isBounded: isBounded))
        } else {
            guard han >= leastHan || scalars.count >= Least.boundedDigits else { return }
            words.insert(OwnPattern(scalars: scalars, kind: kind, isBounded: false))
        }
    }

    /// Digits forwards, and long ones backwards.
    mutating func addDigits(_ digits: [UInt32], _ kind: FindingKind) {
        guard digits.count >= Least.boundedDigits, Set(digits).count > 1 else { return }
        let isBounded = digits.count < Least.digits
        numbers.insert(OwnPattern(scalars: digits, kind: kind, isBounded: isBounded))
        if !isBounded {
            numbers.insert(OwnPattern(scalars: digits.reversed(), kind: kind, isBounded: false))
        }
    }

    /// A day in words that counts between breaks only: a longer one may begin with it.
    mutating func addBounded(word scalars: [UInt32]) {
        words.insert(OwnPattern(scalars: scalars, kind: .birthDate, isBounded: true))
    }

    /// Digits that count between breaks only, such as a date without its noughts.
    mutating func addBounded(digits text: String) {
        numbers.insert(OwnPattern(scalars: Scan.scalars(text), kind: .birthDate, isBounded: true))
    }

    /// A number or code of any sort, with the digits of it that are long enough for themselves.
    mutating func addCode(_ text: String, _ kind: FindingKind) {
        let whole = Self.squeezed(text)
        addWord(whole, kind, leastHan: Least.boundedDigits)
        let digits = whole.filter { Scan.isDigit($0) }
        // A number of a visit often begins with its day, which stands all over a record.
        if digits.count >= Least.digits, !Self.isDay(digits) { addDigits(digits, kind) }
        let bare = Array(digits.drop { $0 == 0x30 })
        if digits.count == whole.count, bare.count < digits.count { addDigits(bare, kind) }
    }

    /// Whether eight digits are a day of these two centuries.
    private static func isDay(_ digits: [UInt32]) -> Bool {
        guard digits.count == 8, let number = Int(Scan.string(digits)) else { return false }
        return (1_900...2_099).contains(number / 10_000) && (1...12).contains(number / 100 % 100)
            && (1...31).contains(number % 100)
    }

    /// A telephone number, with and without its country and its area.
    mutating func addPhone(_ text: String) {
        let main = text.split { $0 == ";" || $0 == "," || $0 == "/" || $0 == "、" }
        for part in main {
            let squeezed = Self.squeezed(String(part))
            let digits = squeezed.filter { Scan.isDigit($0) }
            let isMobile = digits.suffix(11).first == 0x31
            let kind: FindingKind = isMobile && digits.count >= 11 ? .mobile : .landline
            addDigits(digits, kind)
            let hasCountry = part.unicodeScalars.first { $0.value > 0x20 } == "+"
            if digits.starts(with: Scan.scalars("86")), digits.count >= 12 {
                addDigits(Array(digits.dropFirst(2)), kind)
            } else if digits.starts(with: Scan.scalars("0086")) {
                addDigits(Array(digits.dropFirst(4)), kind)
            } else if hasCountry, digits.count >= 10 {
                addDigits(Array(digits.dropFirst(3)), kind)
            } else if digits.first == 0x30, digits.count >= 10 {
                addDigits(Array(digits.suffix(digits.count >= 12 ? 8 : 7)), kind)
            }
        }
    }

    /// An address of the net, with what stands before its at sign.
    mutating func addMail(_ text: String) {
        addWord(Self.squeezed(text), .email)
        let parts = text.split(separator: "@")
        if parts.count == 2 {
            let local = Self.squeezed(String(parts[0]))
            if local.count >= 4 { addWord(local, .email) }
        }
    }
}
