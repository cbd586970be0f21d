import CharterLanguage
import DataProtection
import Governance
import WrittenText

/// One payload in the making: the records of the patients one after the other, then the gate. A release
/// and what an officer tries beforehand are made here alike.
package struct ReleaseMaking {
    private let terms: ReleaseTerms
    private let masker: Masker
    private let demanded: [FieldMask]
    /// What was made so far, in the order in which it was added.
    package private(set) var records: [MadeRecord] = []
    /// Every document of the patients, also those that stay behind.
    private var documents: [JSONValue] = []

    package init(_ terms: ReleaseTerms, _ masker: Masker) {
        self.terms = terms
        self.masker = masker.scoped(to: terms.recipient, purpose: terms.maskingPurpose)
        demanded = terms.masks.filter { terms.fields.contains($0.field) }
    }

    /// Takes what is asked for out of a patient's documents.
    ///
    /// - Throws: `RecordFault` where they cannot be read as one patient's record.
    package mutating func add(_ patient: PatientDocuments) throws(RecordFault) {
        let selection = try RecordSelection(reading: patient.released)
        documents +=
            try patient.isWhole
            ? selection.documents : RecordSelection.trees(reading: patient.all)
        let selected = try selection.select(terms.fields, for: terms.use)
        // Before anything moves a date: the times are compared as they are recorded.
        var record = DataPeriodLimit.apply(terms.dataLimit, to: selected)
        var masks = demanded
        // Outside of care, a field leaves no finer than the catalogue says, and no day as it was.
        if terms.isSecondary {
            masks += masker.defaultMasks(for: record).map(\.applied)
            record = masker.shiftingDates(of: record, patient: patient.name)
        }
        record = masker.apply(masks.map(\.demand), to: record)
        if terms.isSecondary { record = masker.classingAges(of: record, in: terms.year) }
        // Level 5 leaves in no other way than sealed to the person who attends this patient.
        let (clear, five) = record.split { PersonalFields.contain($0, labels: terms.labels) }
        var sealed: SelectedRecord?
        var open = clear
        if five.asked.isEmpty {
            open = record
        } else if terms.isCare, let person = terms.person,
            patient.attending.contains(person.reference), SealedFields.canSeal(to: person)
        {
            sealed = five
        } else {
            open = clear.lacking(five.asked)
        }
        records.append(
            MadeRecord(
                selected: selected, clear: open, sealed: sealed, masks: masks,
                level: terms.level(of: open)))
    }

    /// What the records come to: whether the permit reaches them, and what the gate finds.
    package func judged() -> ReleaseJudgement {
        ReleaseJudgement(
            records: records, masks: Obligations(masks: demanded + records.flatMap(\.masks)).masks,
            verdict: verdict())
    }

    private func verdict() -> ReleaseJudgement.Verdict {
        // What the permit was decided for is not less than what the record is.
        if let permitted = terms.permittedLevel, records.contains(where: { $0.level > permitted }) {
            return .abovePermit
        }
        let trees = records.map(\.clear.document)
        guard terms.isLeaving else { return .leaves(payload(trees)) }
        let issued = records.reduce(into: Set<String>()) { $0.formUnion($1.clear.pseudonyms) }
        let gate = EgressGate(
            permitting: terms.isCare ? terms.fields : [], for: terms.use,
            own: OwnIdentifiers(documents: documents), issued: issued)
        var findings: [GateFinding] = []
        for sealed in records.compactMap(\.sealed) {
            if case .blocked(let found) = gate.inspect(sealed) { findings += found }
        }
        switch gate.inspect(JSONWriter.write(.array(trees))) {
        case .blocked(let found): findings = found + findings
        case .released(let bytes):
            if findings.isEmpty, let judged = try? JSONReader.read(bytes) {
                return .leaves(payload(judged.elements))
            }
        }
        return .held(findings)
    }

    private func payload(_ trees: [JSONValue]) -> [UInt8] {
        var documents: [JSONValue] = []
        for (tree, record) in zip(trees, records) {
            if let sealed = record.sealed, let person = terms.person {
                // A key to which nothing can be sealed was never enrolled: nothing goes in clear.
                documents.append(SealedFields.document(tree, with: sealed, to: person) ?? tree)
            } else {
                documents.append(tree)
            }
        }
        return JSONWriter.write(.array(documents))
    }
}

/// What one patient's documents come to.
package struct MadeRecord: Sendable {
    /// What was asked for and may leave for the use, as it is recorded.
    package let selected: SelectedRecord
    /// What leaves in clear.
    package let clear: SelectedRecord
    /// What is sealed to the person who asks.
    package let sealed: SelectedRecord?
    /// What was demanded of its fields, by charters and by the catalogue.
    package let masks: [FieldMask]
    /// The level of what leaves in clear, 1 to 5.
    package let level: UInt64
}

/// What a payload comes to.
package struct ReleaseJudgement: Sendable {
    /// Whether it leaves.
    package enum Verdict: Sendable {
        case leaves([UInt8])
        /// The record is more than the permit was decided for.
        case abovePermit
        /// The gate holds it back; paths count the records from 0.
        case held([GateFinding])
    }

    /// In the order in which they were added.
    package let records: [MadeRecord]
    /// Ascending by field.
    package let masks: [FieldMask]
    package let verdict: Verdict

    /// The same, as a permit's duty needs it.
    var draft: ReleaseDraft {
        switch verdict {
        case .leaves(let payload): return .payload(payload, masks: masks)
        case .abovePermit:
            let fault = CoverageFault.levelAbovePermit
            return .blocked(
                reason: fault.code, findings: ["\(fault.english) · \(fault.chinese)"])
        case .held(let findings):
            return .blocked(
                reason: findings.first?.kind.code ?? FindingKind.undecodable.code,
                findings: findings.map { "\($0.english) · \($0.chinese)" })
        }
    }
}
