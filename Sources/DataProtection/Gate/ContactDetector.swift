import WrittenText

/// Finds addresses of the net and codes of devices: e-mail, URL, IP, MAC, UUID.
enum ContactDetector {
    private static let topDomains = [
        "com", "cn", "net", "org", "gov", "edu", "info", "top", "xyz", "io", "me", "cc", "hk",
    ]

    static func kinds(in folded: [UInt32]) -> Set<FindingKind> {
        var found: Set<FindingKind> = []
        let traits = TextTraits(folded)
        var texts = traits.hasAt || traits.dots > 0 || traits.colons > 0 ? [folded] : []
        if spelledSigns.isIn(folded) { texts.append(spelled(folded)) }
        for text in texts {
            let tight = Scan.withoutBlanks(text)
            if hasEmail(tight) { found.insert(.email) }
            if hasURL(tight) || hasDomain(text) { found.insert(.url) }
        }
        if traits.digits >= 8, hasSpacedQuad(folded) { found.insert(.ipAddress) }
        guard traits.dots >= 3 || traits.colons >= 2 || traits.dashes >= 4 else { return found }
        let uncovered = DateMask.covered(folded)
        if hasDottedQuad(uncovered) || hasColonAddress(uncovered) { found.insert(.ipAddress) }
        if hasMAC(uncovered) || hasMAC(folded) { found.insert(.deviceSerial) }
        if hasUUID(folded) { found.insert(.uniqueCode) }
        return found
    }

    private static let signs: [(String, String)] = [
        ("[at]", "@"), ("(at)", "@"), ("{at}", "@"), (" at ", "@"), ("艾特", "@"), ("#at#", "@"),
        ("圈a", "@"), ("[dot]", "."), ("(dot)", "."), ("{dot}", "."), (" dot ", "."), ("点", "."),
    ]
    private static let spelledSigns = WordList(signs)
    private static let schemes = WordList(
        ["http:", "https:", "ftp:", "://", "www.", "wss:", "mailto:", "tel:"])
    private static let localSigns = Set(Scan.scalars("._-+%"))

    /// The words and brackets that people put for `@` and the dot.
    private static func spelled(_ text: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var end = 0
        for place in spelledSigns.places(in: text) where place.start >= end {
            result += text[end..<place.start]
            result += Scan.scalars(place.value)
            end = place.end
        }
        return result + text[end...]
    }

    private static func isLocal(_ scalar: UInt32) -> Bool {
        Scan.isWord(scalar) || Scan.isHan(scalar) || localSigns.contains(scalar)
    }

    private static func hasEmail(_ text: [UInt32]) -> Bool {
        for place in Scan.places(of: [0x40], in: text) {
            guard place > 0, isLocal(text[place - 1]) else { continue }
            let domain = text[(place + 1)...].prefix { Scan.isWord($0) || $0 == 0x2e || $0 == 0x2d }
            let parts = domain.split(separator: 0x2e)
            if parts.count >= 2, let last = parts.last, last.count >= 2 { return true }
        }
        return false
    }

    private static func hasURL(_ tight: [UInt32]) -> Bool {
        schemes.isIn(tight)
    }

    /// A bare domain: letters, a dot, a known ending, and nothing of a word after it.
    private static func hasDomain(_ text: [UInt32]) -> Bool {
        let dotted = Scan.runs(in: text) { Scan.isWord($0) || $0 == 0x2e || $0 == 0x2d }
        return dotted.contains { run in
            let parts = text[run].split(separator: 0x2e)
            guard parts.count >= 2, let last = parts.last else { return false }
            return topDomains.contains(Scan.string(last)) && parts[0].contains(where: Scan.isLetter)
        }
    }

    /// Words before a number in four parts that make it a version.
    private static let versions = WordList(
        words: "firmware version 版本 固件 软件 ver release build rev v 升级至")

    /// Four numbers with blanks between, of a network that is not routed.
    private static func hasSpacedQuad(_ text: [UInt32]) -> Bool {
        let runs = Scan.runs(in: text, where: Scan.isDigit)
        guard runs.count >= 4 else { return false }
        return (0...(runs.count - 4)).contains { index in
            // Four digits say enough: longer ones are no part of such an address.
            let parts = runs[index..<(index + 4)].map { run in
                text[run].prefix(4).reduce(0) { $0 * 10 + Int($1 - 0x30) }
            }
            let areJoined = (index..<(index + 3)).allSatisfy {
                runs[$0 + 1].lowerBound - runs[$0].upperBound == 1
                    && [0x20, 0x2c, 0x2d, 0x5f].contains(text[runs[$0].upperBound])
            }
            let areShort = runs[index..<(index + 4)].allSatisfy { $0.count <= 3 }
            return areJoined && areShort && parts[0] == 192 && parts[1] == 168
                && parts.allSatisfy { $0 <= 255 }
        }
    }

    private static func hasDottedQuad(_ text: [UInt32]) -> Bool {
        Scan.runs(in: text) { Scan.isDigit($0) || $0 == 0x2e }.contains { run in
            let before = Array(text[..<run.lowerBound].suffix(10))
            guard !versions.isIn(before) else { return false }
            let parts = text[run].split(separator: 0x2e, omittingEmptySubsequences: false)
            return parts.count == 4
                && parts.allSatisfy { part in
                    (1...3).contains(part.count) && part.reduce(0) { $0 * 10 + $1 - 0x30 } <= 255
                }
        }
    }

    private static func hasColonAddress(_ text: [UInt32]) -> Bool {
        func belongs(_ scalar: UInt32) -> Bool {
            hexadecimalValue(scalar) != nil || scalar == 0x3a
        }
        return Scan.runs(in: text, where: belongs).contains { run in
            let parts = text[run].split(separator: 0x3a, omittingEmptySubsequences: false)
            let isShort = Scan.contains(Array(text[run]), [0x3a, 0x3a])
            guard parts.count == 8 || isShort && (3...8).contains(parts.count),
                parts.allSatisfy({ $0.count <= 4 })
            else { return false }
            return parts.filter { !$0.isEmpty }.count >= 2
        }
    }

    private static func hasMAC(_ text: [UInt32]) -> Bool {
        for separator: UInt32 in [0x3a, 0x2d] {
            let runs = Scan.runs(in: text) { hexadecimalValue($0) != nil || $0 == separator }
            for run in runs {
                let parts = text[run].split(separator: separator, omittingEmptySubsequences: false)
                if parts.count == 6, parts.allSatisfy({ $0.count == 2 }) { return true }
            }
        }
        return false
    }

    private static func hasUUID(_ text: [UInt32]) -> Bool {
        Scan.runs(in: text) { hexadecimalValue($0) != nil || $0 == 0x2d }.contains { run in
            text[run].split(separator: 0x2d, omittingEmptySubsequences: false).map(\.count)
                == [8, 4, 4, 4, 12]
        }
    }
}
