import CharterLanguage

/// Facts as a reader of either language sees them.
package enum FactText {
    /// One line an attribute that is set, in the order of the vocabulary, then waivers.
    package static func lines(_ facts: Facts, _ language: SurfaceLanguage) -> [String] {
        var lines: [String] = []
        for (at, attribute) in facts.index.vocabulary.attributes.enumerated() {
            guard let value = facts.value(at: at) else { continue }
            lines.append(
                "\(attribute.name.text(language)) = "
                    + text(value, attribute.type, facts.index, language))
        }
        let (yes, waived, satisfied) =
            language == .english ? ("yes", "waived", "satisfied") : ("是", "已豁免", "已裁决")
        for rule in facts.waived { lines.append("\(waived) \(rule) = \(yes)") }
        for rule in facts.satisfiedEscalations { lines.append("\(satisfied) \(rule) = \(yes)") }
        return lines
    }

    /// One value; times in UTC.
    package static func text(
        _ value: FactValue, _ type: ValueType, _ index: VocabularyIndex,
        _ language: SurfaceLanguage
    ) -> String {
        switch value {
        case .bool(let flag):
            return language == .english ? (flag ? "yes" : "no") : (flag ? "是" : "否")
        case .integer(let number): return "\(number)"
        case .instant(let instant): return time(instant)
        case .opaque(let bytes): return String(decoding: bytes.bytes, as: UTF8.self)
        case .member(let member):
            let names = members(type, index)
            return names.indices.contains(member) ? names[member].text(language) : "\(member)"
        case .set(let bits):
            let names = members(type, index).enumerated()
                .filter { bits >> UInt64($0.offset) & 1 == 1 }
                .map { $0.element.text(language) }
            return language == .english
                ? "{\(names.joined(separator: ", "))}" : "｛\(names.joined(separator: "，"))｝"
        }
    }

    private static func members(_ type: ValueType, _ index: VocabularyIndex) -> [BilingualName] {
        switch type {
        case .enumeration(let id), .set(let id):
            guard let at = index.type(named: id) else { return [] }
            return index.vocabulary.types[at].members
        default: return []
        }
    }

    /// `2026-06-01T08:30:00.000Z`.
    package static func time(_ instant: Int64) -> String {
        let day = CivilTime.millisecondsPerDay
        let days = instant >= 0 ? instant / day : -((day - 1 - instant) / day)
        let rest = instant - days * day
        let (year, month, date) = CivilTime.date(days: days)
        let parts = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60]
            .map { padded($0, 2) }.joined(separator: ":")
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))T\(parts)"
            + ".\(padded(rest % 1_000, 3))Z"
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
