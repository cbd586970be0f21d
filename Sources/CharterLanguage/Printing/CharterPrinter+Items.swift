extension CharterPrinter {
    mutating func print(_ record: RecordType) {
        let colon = language == .english ? " : " : "："
        let fields = record.fields.map { "\($0.id)\(colon)\(text($0.type))" }
            .joined(separator: comma)
        let braces = language == .english ? ("{", "}") : ("｛", "｝")
        lines.append("")
        lines.append("\(word(.record)) \(record.id) \(braces.0) \(fields) \(braces.1)")
        let edges = record.edges.map { "\($0.from) -> \($0.to)" }.joined(separator: comma)
        lines.append("  \(word(.states)) \(edges)")
    }

    private func text(_ type: ValueType) -> String {
        func typeName(_ id: String) -> String {
            index.type(named: id).map { name(index.vocabulary.types[$0].name) } ?? id
        }
        switch type {
        case .bool: return word(.bool)
        case .enumeration(let id): return typeName(id)
        case .set(let id): return "\(word(.setOf)) \(typeName(id))"
        case .integer(let low, let high): return "\(word(.int)) \(low) \(high)"
        case .instant: return word(.instant)
        case .party: return word(.party)
        case .ruleName: return word(.ruleName)
        case .text: return word(.text)
        }
    }

    mutating func print(_ transition: Transition) {
        scope = charter.records.first { $0.id == transition.record }
        lines.append("")
        lines.append(
            "\(word(.transition)) \(transition.id) \(word(.on)) \(transition.record)")
        if !transition.basis.isEmpty {
            let basis = transition.basis.map(text).joined(separator: comma)
            lines.append("  \(word(.basis)) \(basis)")
        }
        let signers = transition.signers.map { list in
            list.map(text).joined(separator: " \(word(.and)) ")
        }.joined(separator: " \(word(.or)) ")
        var step = "  \(text(transition.edge)) \(word(.by)) \(signers)"
        if let quorum = transition.quorum {
            step += " \(word(.quorum)) \(quorum.votes) \(word(.of)) \(quorum.seats)"
        }
        lines.append(step)
        if let condition = transition.guardExpression {
            lines.append("  \(word(.when)) \(text(condition))")
        }
        if !transition.effects.isEmpty {
            let effects = transition.effects.map { "\($0.field) = \(text($0))" }
                .joined(separator: comma)
            lines.append("  \(word(.set)) \(effects)")
        }
        scope = nil
    }

    private func text(_ edge: StateEdge) -> String {
        "\(word(.from)) \(edge.from) \(word(.to)) \(edge.to)"
    }

    private func text(_ signer: Signer) -> String {
        switch signer {
        case .field(let name): name
        case .anyOf(let name): "\(word(.any)) \(role(name))"
        case .panel(let name): role(name)
        }
    }

    private func text(_ effect: SetEffect) -> String {
        let type: Int? =
            switch scope?.field(named: effect.field)?.type {
            case .enumeration(let id), .set(let id): index.type(named: id)
            default: nil
            }
        switch effect.value {
        case .flag(let flag): return word(flag ? .yes : .no)
        case .member(let id): return member(id, of: type)
        case .members(let ids): return braced(ids.map { member($0, of: type) })
        case .term(let term): return text(term)
        }
    }

    mutating func print(_ timeout: Timeout) {
        scope = charter.records.first { $0.id == timeout.record }
        lines.append("")
        lines.append(
            "\(word(.timeout)) \(timeout.id) \(word(.on)) \(timeout.record) "
                + "\(text(timeout.edge)) \(word(.when)) \(text(timeout.when))")
        scope = nil
    }

    mutating func print(_ scenario: Scenario) {
        let list = scenario.assignments.map(text).joined(separator: comma)
        let braces = language == .english ? ("{", "}") : ("｛", "｝")
        lines.append("")
        lines.append("\(word(.scenario)) \(scenario.id) \(braces.0) \(list) \(braces.1)")
    }

    func text(_ assignment: Assignment) -> String {
        switch assignment {
        case .waived(let rule, let flag):
            return "\(word(.waived)) \(rule) = \(word(flag ? .yes : .no))"
        case .satisfied(let rule, let flag):
            return "\(word(.satisfied)) \(rule) = \(word(flag ? .yes : .no))"
        case .attribute(let path, let literal):
            var type: Int?
            if let attribute = index.attribute(named: path) {
                switch index.kinds[attribute] {
                case .member(let found), .set(let found): type = found
                default: break
                }
            }
            return "\(self.path(path)) = \(text(literal, of: type))"
        }
    }

    private func text(_ literal: FactLiteral, of type: Int?) -> String {
        switch literal {
        case .flag(let flag): word(flag ? .yes : .no)
        case .member(let id): member(id, of: type)
        case .members(let ids): braced(ids.map { member($0, of: type) })
        case .integer(let value): "\(value)"
        case .instant(let instant): date(instant)
        }
    }

    mutating func print(_ test: TestCase, _ at: Int) {
        lines.append("")
        lines.append("\(word(.test)) \(quoted(titles?.tests[at] ?? "\(at + 1)"))")
        var given = "  \(word(.given)) \(test.scenario)"
        if !test.changes.isEmpty {
            given += " \(word(.with)) \(test.changes.map(text).joined(separator: comma))"
        }
        lines.append(given)
        let rules = test.rules.isEmpty ? word(.default) : test.rules.joined(separator: comma)
        var expect = "  \(word(.expect)) \(text(test.outcome)) \(word(.by)) \(rules)"
        if let duties = test.obligations, !duties.isEmpty {
            expect += " \(word(.having)) \(text(duties))"
        }
        lines.append(expect)
    }

    private func text(_ outcome: Outcome) -> String {
        switch outcome {
        case .permit: word(.permit)
        case .deny: word(.deny)
        case .escalate: word(.escalate)
        }
    }

    mutating func print(_ assertion: Assertion, _ at: Int) {
        lines.append("")
        lines.append("\(word(.assert)) \(quoted(titles?.assertions[at] ?? "\(at + 1)"))")
        lines.append(
            "  \(word(assertion.always ? .always : .never)) \(text(assertion.outcome)) "
                + "\(word(.when)) \(text(assertion.when))")
    }
}
