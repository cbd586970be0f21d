extension CharterPrinter {
    func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// A time as a literal at the charter's offset: only as many parts as it needs.
    func date(_ instant: Int64) -> String {
        let local = instant + charter.zoneMinutes * CivilTime.millisecondsPerMinute
        let days = CivilTime.floorDivision(local, CivilTime.millisecondsPerDay)
        let time = local - days * CivilTime.millisecondsPerDay
        let (year, month, day) = CivilTime.date(days: days)
        var text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        guard time != 0 else { return text }
        text += "T\(padded(time / 3_600_000, 2)):\(padded(time / 60_000 % 60, 2))"
        guard time % 60_000 != 0 else { return text }
        text += ":\(padded(time / 1_000 % 60, 2))"
        return time % 1_000 == 0 ? text : text + ".\(padded(time % 1_000, 3))"
    }

    /// Whole days, else whole hours, else minutes.
    func duration(_ milliseconds: Int64) -> String {
        let units: [(Int64, Keyword)] = [
            (CivilTime.millisecondsPerDay, .days), (3_600_000, .hours), (60_000, .minutes),
        ]
        for (unit, keyword) in units where milliseconds % unit == 0 && milliseconds != 0 {
            return "\(milliseconds / unit) \(word(keyword))"
        }
        return "0 \(word(.minutes))"
    }

    func name(_ name: BilingualName) -> String { name.text(language) }

    /// A member of a type by its id, in the language.
    func member(_ id: String, of type: Int?) -> String {
        guard let type, let member = index.member(named: id, of: type) else { return id }
        return name(index.vocabulary.types[type].members[member])
    }

    func role(_ id: String) -> String { member(id, of: index.type(named: "Role")) }

    func text(_ citation: Citation) -> String {
        let law = index.law(named: citation.law).map { index.vocabulary.laws[$0].name }
        if language == .english {
            var text = citation.law
            if let article = citation.article { text += " \(word(.article)) \(article)" }
            if let paragraph = citation.paragraph { text += " \(word(.paragraph)) \(paragraph)" }
            if let item = citation.item { text += " \(word(.item)) \(item)" }
            return text
        }
        var text = "《\(law?.chinese ?? citation.law)》"
        if let article = citation.article { text += "第\(article)条" }
        if let paragraph = citation.paragraph { text += "第\(paragraph)款" }
        if let item = citation.item { text += "第\(item)项" }
        return text
    }

    func text(_ duties: Obligations) -> String {
        let fields = index.type(named: "Field")
        var parts: [String] = []
        for mask in duties.masks {
            let method: Keyword =
                switch mask.method {
                case .pseudonym: .pseudonym
                case .generalise: .generalise
                case .redact: .redact
                }
            parts.append("\(word(.mask)) \(member(mask.field, of: fields)) \(word(method))")
        }
        if duties.encrypt { parts.append(word(.encrypt)) }
        if duties.log { parts.append(word(.log)) }
        if duties.count { parts.append(word(.count)) }
        func within(_ milliseconds: Int64) -> String {
            "\(word(.within)) \(duration(milliseconds))"
        }
        for item in duties.notify {
            parts.append("\(word(.notify)) \(role(item.party)) \(within(item.withinMilliseconds))")
        }
        for item in duties.review {
            parts.append("\(word(.review)) \(role(item.party)) \(within(item.withinMilliseconds))")
        }
        if let expire = duties.expireMilliseconds {
            parts.append("\(word(.expire)) \(within(expire))")
        }
        if let retain = duties.retainMilliseconds {
            parts.append("\(word(.retain)) \(within(retain))")
        }
        return parts.joined(separator: comma)
    }
}

/// Conditions.
extension CharterPrinter {
    func text(_ expression: Expression) -> String {
        switch expression {
        case .any(let parts): return parts.map(text).joined(separator: " \(word(.or)) ")
        case .all(let parts):
            return parts.map { part in
                if case .any = part { return parenthesised(part) }
                return text(part)
            }.joined(separator: " \(word(.and)) ")
        case .not(let part):
            switch part {
            case .any, .all: return "\(word(.not)) \(parenthesised(part))"
            default: return "\(word(.not)) \(text(part))"
            }
        case .truth(let path): return self.path(path)
        case .membership(let path, let test, let names):
            let type = memberType(of: path)
            let members = names.map { type == nil ? self.path($0) : member($0, of: type) }
            switch test {
            case .equal: return "\(self.path(path)) \(word(.is)) \(members[0])"
            case .unequal:
                let verb = language == .english ? "is not" : word(.isNot)
                return "\(self.path(path)) \(verb) \(members[0])"
            case .within: return "\(self.path(path)) \(word(.in)) \(braced(members))"
            case .overlaps: return "\(self.path(path)) \(word(.overlaps)) \(braced(members))"
            case .contains: return "\(self.path(path)) \(word(.contains)) \(members[0])"
            }
        case .comparison(let left, let comparison, let right):
            return "\(text(left)) \(symbol(comparison)) \(text(right))"
        }
    }

    private func parenthesised(_ expression: Expression) -> String {
        language == .english ? "(\(text(expression)))" : "（\(text(expression))）"
    }

    func braced(_ names: [String]) -> String {
        let list = names.joined(separator: comma)
        return language == .english ? "{\(list)}" : "｛\(list)｝"
    }

    private func symbol(_ comparison: Comparison) -> String {
        switch comparison {
        case .less: "<"
        case .greater: ">"
        case .atMost: language == .english ? "<=" : "≤"
        case .atLeast: language == .english ? ">=" : "≥"
        }
    }

    /// An attribute in the language; a field of the record as it is.
    func path(_ id: String) -> String {
        if let scope, scope.field(named: id) != nil { return id }
        guard let attribute = index.attribute(named: id) else { return id }
        return name(index.vocabulary.attributes[attribute].name)
    }

    private func memberType(of path: String) -> Int? {
        let kind: ValueKind?
        if let scope {
            kind = scope.field(named: path).flatMap { index.kind(of: $0.type) }
        } else {
            kind = index.attribute(named: path).map { index.kinds[$0] }
        }
        switch kind {
        case .member(let type), .set(let type): return type
        default: return nil
        }
    }

    func text(_ term: Term) -> String {
        var text = ""
        for (at, summand) in term.summands.enumerated() {
            if at == 0 {
                if summand.factor < 0 { text += "-" }
            } else {
                text += summand.factor < 0 ? " - " : " + "
            }
            if summand.factor.magnitude != 1 { text += "\(summand.factor.magnitude) * " }
            text += self.text(summand.operand)
        }
        return text
    }

    private func text(_ operand: Operand) -> String {
        switch operand {
        case .path(let path): return self.path(path)
        case .integer(let value): return "\(value)"
        case .duration(let milliseconds): return duration(milliseconds)
        case .instant(let instant): return date(instant)
        case .months(let count, let rounding):
            let way = word(rounding == .down ? .down : .up)
            return "\(count) \(word(.months)) \(word(.round)) \(way)"
        }
    }
}
