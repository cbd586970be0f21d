import CanonicalCoding

// INVARIANT: one array a level, so a tree of the deepest nesting stays within the reader's depth.
extension Expression: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        switch self {
        case .any(let parts): Self.encode(1, parts, into: &writer)
        case .all(let parts): Self.encode(2, parts, into: &writer)
        case .not(let part): Self.encode(3, [part], into: &writer)
        case .truth(let path):
            writer.array(count: 2)
            writer.unsigned(4)
            writer.text(path)
        case .membership(let path, let test, let names):
            writer.array(count: 4)
            writer.unsigned(5)
            writer.text(path)
            writer.unsigned(test.rawValue)
            writer.array(names)
        case .comparison(let left, let comparison, let right):
            writer.array(count: 4)
            writer.unsigned(6)
            left.encode(into: &writer)
            writer.unsigned(comparison.rawValue)
            right.encode(into: &writer)
        }
    }

    private static func encode(
        _ tag: UInt64, _ parts: [Expression], into writer: inout CanonicalWriter
    ) {
        writer.array(count: 1 + parts.count)
        writer.unsigned(tag)
        for part in parts { part.encode(into: &writer) }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let count = try reader.beginArray()
        switch (try reader.unsigned(), count) {
        case (1, 3...): self = .any(try Self.parts(count - 1, &reader))
        case (2, 3...): self = .all(try Self.parts(count - 1, &reader))
        case (3, 2): self = .not(try Expression(from: &reader))
        case (4, 2): self = .truth(try reader.text())
        case (5, 4):
            let path = try reader.text()
            guard let test = MembershipTest(rawValue: try reader.unsigned()) else {
                throw .invalidValue(at: reader.offset, field: "membership test")
            }
            self = .membership(path, test, try reader.array(upTo: CharterLimits.members))
        case (6, 4):
            let left = try Term(from: &reader)
            guard let comparison = Comparison(rawValue: try reader.unsigned()) else {
                throw .invalidValue(at: reader.offset, field: "comparison")
            }
            self = .comparison(left, comparison, try Term(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "expression")
        }
        reader.endArray()
    }

    private static func parts(
        _ count: Int, _ reader: inout CanonicalReader
    ) throws(CodingFault) -> [Expression] {
        var parts: [Expression] = []
        for _ in 0..<count { parts.append(try Expression(from: &reader)) }
        return parts
    }
}

extension Term: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) { writer.array(summands) }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        summands = try reader.array(upTo: CharterLimits.nesting)
    }
}

extension Summand: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        let isMonths = if case .months = operand { true } else { false }
        writer.array(count: isMonths ? 4 : 3)
        writer.signed(factor)
        switch operand {
        case .path(let path):
            writer.unsigned(1)
            writer.text(path)
        case .integer(let value):
            writer.unsigned(2)
            writer.signed(value)
        case .duration(let value):
            writer.unsigned(3)
            writer.signed(value)
        case .instant(let value):
            writer.unsigned(4)
            writer.signed(value)
        case .months(let count, let rounding):
            writer.unsigned(5)
            writer.signed(count)
            writer.unsigned(rounding.rawValue)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let count = try reader.beginArray()
        factor = try reader.signed()
        switch (try reader.unsigned(), count) {
        case (1, 3): operand = .path(try reader.text())
        case (2, 3): operand = .integer(try reader.signed())
        case (3, 3): operand = .duration(try reader.signed())
        case (4, 3): operand = .instant(try reader.signed())
        case (5, 4):
            let months = try reader.signed()
            guard let rounding = MonthRounding(rawValue: try reader.unsigned()) else {
                throw .invalidValue(at: reader.offset, field: "month rounding")
            }
            operand = .months(months, rounding)
        default: throw .invalidValue(at: reader.offset, field: "operand")
        }
        reader.endArray()
    }
}
