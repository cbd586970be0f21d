import Testing

/// What is to be had in one place, and how another one is known.
private struct OnlyOne: CustomTestStringConvertible {
    let what: String
    let place: String
    let pattern: String

    var testDescription: String { what }

    static let all = [
        OnlyOne(
            what: "a civil calendar", place: "CharterLanguage/Text/CivilTime.swift",
            pattern: #"\b146_?097\b|\b719_?468\b"#),
        OnlyOne(
            what: "a text in two languages", place: "Bilingual/Wording.swift",
            pattern: #"struct (?:Wording|Bilingual\w*Text|Phrase)\b"#),
        OnlyOne(what: "hex", place: "Sealing/Hex.swift", pattern: #"enum Hex\b"#),
        OnlyOne(
            what: "base64", place: "Sealing/Base64.swift",
            pattern: #"base64Encoded|enum Base64|ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"#),
    ]
}

@Suite struct `One of each` {
    @Test(arguments: OnlyOne.all)
    fileprivate func `stands in its own file`(_ one: OnlyOne) {
        let found = sources(below: "Sources").filter { file in
            file.lines.contains { !Manual.matches(one.pattern, in: $0).isEmpty }
        }
        #expect(found.map(\.path) == ["Sources/" + one.place])
    }

    /// Rooms above, and who says what may be read, read what the chain holds already, kind by kind.
    @Test func `decoder of payloads stands below what runs them`() {
        let rooms: Set = ["LedgerTypes", "Governance", "Consensus", "Execution", "Replica"]
        let found = sources(below: "Sources").filter { file in
            rooms.contains(file.room) && !file.path.hasPrefix("Sources/Governance/Reading/")
                && file.lines.contains {
                    !Manual.matches(#"\bPayload<\w+>\(|\.payload\)"#, in: $0).isEmpty
                }
        }
        #expect(found.map(\.path) == ["Sources/Governance/Frame/DecodedPayload.swift"])
    }
}
