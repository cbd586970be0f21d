import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// One attribute as it was found, with who vouches for it.
package struct SourcedFact: Hashable, Sendable, CanonicalCodable {
    package let attribute: String
    package let source: AttributeSource
    package let value: FactLiteral

    package init(attribute: String, source: AttributeSource, value: FactLiteral) {
        self.attribute = attribute
        self.source = source
        self.value = value
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.text(attribute)
        writer.unsigned(source.rawValue)
        value.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        attribute = try reader.text()
        source = try reader.rawValue(field: "attribute source")
        value = try FactLiteral(from: &reader)
        reader.endArray()
    }
}

/// A charter that was asked, with the rules of it that rulings had lifted or satisfied.
package struct ConsultedCharter: Hashable, Sendable, CanonicalCodable {
    package let digest: Digest
    package let waived: [String]
    package let satisfied: [String]

    package init(digest: Digest, waived: [String], satisfied: [String]) {
        self.digest = digest
        self.waived = waived
        self.satisfied = satisfied
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        digest.encode(into: &writer)
        writer.array(waived)
        writer.array(satisfied)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        digest = try Digest(from: &reader)
        waived = try reader.array(upTo: CharterLimits.rules)
        satisfied = try reader.array(upTo: CharterLimits.rules)
        reader.endArray()
    }
}

/// Everything a decision rested on: enough to decide again, under these or other charters.
package struct DecisionInputs: Hashable, Sendable, CanonicalCodable {
    /// Ascending by attribute.
    package let facts: [SourcedFact]
    /// Ascending by the charters' ids.
    package let charters: [ConsultedCharter]

    package init(facts: [SourcedFact], charters: [ConsultedCharter]) {
        self.facts = facts
        self.charters = charters
    }

    private static let domain = DigestDomain("tally/decision-inputs/v1")

    package func digest(suite: CryptoSuite) -> Digest { suite.digest(Self.domain, of: self) }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.array(facts)
        writer.array(charters)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        facts = try reader.array(upTo: CharterLimits.attributes)
        charters = try reader.array(upTo: CharterLimits.items)
        reader.endArray()
    }
}

/// What was decided, why, on which facts, with which duties: the detail of a request's receipt.
package struct Decision: Hashable, Sendable {
    /// Outcome, rules with their legal basis, duties, panel, cost.
    package let ruling: Ruling
    package let inputs: DecisionInputs
    /// The state before the block, to which the facts belong.
    package let stateRoot: Digest
    package let asOf: Height
    /// The grant that was found.
    package let grant: RecordID?
    /// The override that an emergency permit rests on.
    package let override: RecordID?
    /// The case that an escalation opened.
    package var caseID: RecordID?
    /// The times of the data that a permit reaches, as the consents and grants that it rests on say;
    /// nil without a bound.
    package let dataLimit: DataPeriods?

    package init(
        ruling: Ruling, inputs: DecisionInputs, stateRoot: Digest, asOf: Height,
        grant: RecordID?, override: RecordID?, caseID: RecordID? = nil,
        dataLimit: DataPeriods? = nil
    ) {
        self.ruling = ruling
        self.inputs = inputs
        self.stateRoot = stateRoot
        self.asOf = asOf
        self.grant = grant
        self.override = override
        self.caseID = caseID
        self.dataLimit = dataLimit
    }

    package var outcome: Outcome { ruling.outcome }

    /// The outcome as receipts say it.
    package var receiptOutcome: ReceiptOutcome {
        switch ruling.outcome {
        case .permit: .permit
        case .deny: .deny
        case .escalate: .escalate
        }
    }

    /// 0, or that facts were lacking.
    package var code: ReceiptCode { ruling.isMalformed ? Refusal.requestMalformed.code : .none }
}

extension Decision: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 8)
        ruling.encode(into: &writer)
        inputs.encode(into: &writer)
        stateRoot.encode(into: &writer)
        asOf.encode(into: &writer)
        writer.optional(grant)
        writer.optional(override)
        writer.optional(caseID)
        writer.optional(dataLimit)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 8)
        ruling = try Ruling(from: &reader)
        inputs = try DecisionInputs(from: &reader)
        stateRoot = try Digest(from: &reader)
        asOf = try Height(from: &reader)
        grant = try reader.optional()
        override = try reader.optional()
        caseID = try reader.optional()
        dataLimit = try reader.optional()
        reader.endArray()
    }
}
