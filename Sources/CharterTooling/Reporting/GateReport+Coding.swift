import CanonicalCoding
import CharterLanguage
import Sealing

extension GateReport: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 12)
        charter.encode(into: &writer)
        vocabulary.encode(into: &writer)
        writer.unsigned(nodeBudget)
        writer.unsigned(cost)
        writer.unsigned(testCount)
        writer.array(failedTests)
        writer.array(assertions)
        writer.array(uncoveredRules)
        writer.unsigned(conditionsCovered)
        writer.unsigned(conditionsTotal)
        writer.array(warnings)
        writer.array(holes)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 12)
        charter = try Digest(from: &reader)
        vocabulary = try Digest(from: &reader)
        nodeBudget = try reader.unsigned()
        cost = try reader.unsigned()
        testCount = try reader.unsigned()
        failedTests = try reader.array(upTo: CharterLimits.items)
        assertions = try reader.array(upTo: CharterLimits.items)
        uncoveredRules = try reader.array(upTo: CharterLimits.rules)
        conditionsCovered = try reader.unsigned()
        conditionsTotal = try reader.unsigned()
        warnings = try reader.array(upTo: CharterLimits.nodes)
        holes = try reader.array(upTo: CharterLimits.members * CharterLimits.members)
        reader.endArray()
    }
}

extension AssertionFinding: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.unsigned(verdict.rawValue)
        writer.unsigned(nodes)
        writer.array(counterexample)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        guard let verdict = Verdict(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "verdict")
        }
        self.verdict = verdict
        nodes = try reader.unsigned()
        counterexample = try reader.array(upTo: CharterLimits.nodes)
        reader.endArray()
    }
}

extension RuleWarning: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.unsigned(code)
        writer.text(rule)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        code = try reader.unsigned()
        rule = try reader.text()
        reader.endArray()
    }
}
