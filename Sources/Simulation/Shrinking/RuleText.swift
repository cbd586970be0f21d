import LedgerTypes

/// A rule for messages as words: `lost kinds 6 from 15 to 3 height 1 round 0 time 0 2000`.
enum RuleText {
    static func words(of rule: MessageRule) -> String {
        let fate =
            switch rule.fate {
            case .lost: "lost"
            case .after(let delay): "after \(delay)"
            case .heldUntil(let time): "held-until \(time)"
            }
        var words = "\(fate) kinds \(rule.kinds.rawValue) from \(rule.senders) to \(rule.receivers)"
        if let height = rule.height { words += " height \(height)" }
        if let round = rule.round { words += " round \(round)" }
        return words + " time \(rule.times.lowerBound) \(rule.times.upperBound)"
    }

    static func rule(_ words: [String]) -> MessageRule? {
        var words = words[...]
        guard let fate = fate(&words) else { return nil }
        var rule = MessageRule(fate)
        while let key = words.popFirst() {
            guard let number = words.popFirst().flatMap({ UInt64($0) }) else { return nil }
            switch key {
            case "kinds": rule.kinds = MessageKinds(rawValue: UInt16(truncatingIfNeeded: number))
            case "from": rule.senders = number
            case "to": rule.receivers = number
            case "height": rule.height = Height(number)
            case "round": rule.round = Round(number)
            case "time":
                guard let end = words.popFirst().flatMap({ UInt64($0) }), end >= number else {
                    return nil
                }
                rule.times = number..<end
            default: return nil
            }
        }
        return rule
    }

    private static func time(_ word: String?) -> UInt64? {
        word.flatMap { UInt64($0) }.flatMap { $0 <= Limits.longestTime ? $0 : nil }
    }

    private static func fate(_ words: inout ArraySlice<String>) -> MessageFate? {
        switch words.popFirst() {
        case "lost": .lost
        case "after": time(words.popFirst()).map { .after($0) }
        case "held-until": time(words.popFirst()).map { .heldUntil($0) }
        default: nil
        }
    }
}
