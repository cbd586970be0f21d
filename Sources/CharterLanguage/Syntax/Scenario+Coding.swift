import CanonicalCoding

extension Scenario: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.text(id)
        writer.array(assignments)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        id = try reader.text()
        assignments = try reader.array(upTo: CharterLimits.nodes)
        reader.endArray()
    }
}

extension Assignment: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        switch self {
        case .attribute(let path, let value):
            writer.unsigned(1)
            writer.text(path)
            value.encode(into: &writer)
        case .waived(let rule, let flag):
            writer.unsigned(2)
            writer.text(rule)
            writer.flag(flag)
        case .satisfied(let rule, let flag):
            writer.unsigned(3)
            writer.text(rule)
            writer.flag(flag)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        switch try reader.unsigned() {
        case 1: self = .attribute(try reader.text(), try FactLiteral(from: &reader))
        case 2: self = .waived(rule: try reader.text(), try reader.flag())
        case 3: self = .satisfied(rule: try reader.text(), try reader.flag())
        default: throw .invalidValue(at: reader.offset, field: "assignment")
        }
        reader.endArray()
    }
}

extension FactLiteral: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        switch self {
        case .flag(let flag):
            writer.unsigned(1)
            writer.flag(flag)
        case .member(let member):
            writer.unsigned(2)
            writer.text(member)
        case .members(let members):
            writer.unsigned(3)
            writer.array(members)
        case .integer(let value):
            writer.unsigned(4)
            writer.signed(value)
        case .instant(let value):
            writer.unsigned(5)
            writer.signed(value)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        switch try reader.unsigned() {
        case 1: self = .flag(try reader.flag())
        case 2: self = .member(try reader.text())
        case 3: self = .members(try reader.array(upTo: CharterLimits.members))
        case 4: self = .integer(try reader.signed())
        case 5: self = .instant(try reader.signed())
        default: throw .invalidValue(at: reader.offset, field: "literal")
        }
        reader.endArray()
    }
}

extension TestCase: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        writer.text(scenario)
        writer.array(changes)
        outcome.encode(into: &writer)
        writer.array(rules)
        writer.optional(obligations)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        scenario = try reader.text()
        changes = try reader.array(upTo: CharterLimits.nodes)
        outcome = try Outcome(from: &reader)
        rules = try reader.array(upTo: CharterLimits.rules)
        obligations = try reader.optional()
        reader.endArray()
    }
}

extension Assertion: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.flag(always)
        outcome.encode(into: &writer)
        when.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        always = try reader.flag(field: "always")
        outcome = try Outcome(from: &reader)
        when = try Expression(from: &reader)
        reader.endArray()
    }
}
