import CharterLanguage
import DataProtection
import Governance
import LedgerTypes
import WrittenText

/// One payload in the making: the records of the patients one after the other, then the gate.
struct ReleaseMaking {
    private let scene: RequestScene
    private let limit: DataPeriods?
    private let labels: [FieldLabel]
    private let masker: Masker
    private let isLeaving: Bool
    private let isCare: Bool
    private let demanded: [FieldMask]
    private var applied: [FieldMask]
    /// What leaves in clear, with what is sealed to the person who asks, by record.
    private var records: [(clear: SelectedRecord, sealed: SelectedRecord?)] = []
    /// Every document of the patients, also those that stay behind.
    private var documents: [JSONValue] = []

    init(
        _ scene: RequestScene, _ duties: Obligations, _ limit: DataPeriods?, _ labels: [FieldLabel],
        _ masker: Masker, holder: MemberID
    ) {
        self.scene = scene
        self.limit = limit
        self.labels = labels
        let request = scene.request
        let project = request.claims.first { $0.attribute == "request.project" }?.value
        self.masker = masker.scoped(
            to: "\(scene.actor.principal)",
            purpose: project.map { "\(request.purpose)\n\($0)" } ?? request.purpose)
        isLeaving = scene.actor.principal != holder
        isCare = ReleaseBuilder.carePurposes.contains(request.purpose)
        demanded = duties.masks.filter { request.fields.contains($0.field) }
        applied = demanded
    }

    /// Takes what is asked for out of a patient's documents.
    mutating func add(_ patient: PatientDocuments) throws(RecordFault) {
        let selection = try RecordSelection(reading: patient.released)
        for document in patient.all {
            do throws(JSONFault) {
                documents.append(try JSONReader.read(document))
            } catch {
                throw .notJSON(error)
            }
        }
        // Before anything moves a date: the times are compared as they are recorded.
        var record = DataPeriodLimit.apply(
            limit, to: try selection.select(scene.request.fields, for: use))
        var demands = demanded.map(\.demand)
        // Outside of care, a field leaves no finer than the catalogue says, and no day as it was.
        if isLeaving, !isCare {
            let defaults = masker.defaultMasks(for: record)
            demands += defaults
            applied += defaults.map(\.applied)
            record = masker.shiftingDates(of: record, patient: "\(patient.subject.pseudonym)")
        }
        record = masker.apply(demands, to: record)
        if isLeaving, !isCare { record = masker.classingAges(of: record, in: year) }
        // Level 5 leaves in no other way than sealed to the person who attends this patient.
        let (clear, five) = record.split(at: .five)
        guard !five.asked.isEmpty else { return records.append((record, nil)) }
        if isCare, let person = scene.person, patient.subject.attending.contains(person.reference) {
            records.append((clear, five))
        } else {
            records.append((clear.lacking(five.asked), nil))
        }
    }

    /// Outside care only codes and typed values leave the domain.
    private var use: ReleaseUse {
        isCare || !isLeaving ? .care : .secondary(textReviewed: false)
    }

    /// The calendar year of the chain's time.
    private var year: Int { Int(CalendarTime.text(scene.time).prefix(4)) ?? 0 }

    /// What the permit was decided for is not less than what the record is.
    private var isAbovePermit: Bool {
        let highest = records.map { level(of: $0.clear) }.max() ?? 1
        return highest > scene.use.labels.level
    }

    /// The level of a record by the catalogue, or for a field that people labelled, by them; two or
    /// more quasi-identifiers together are level 3.
    private func level(of record: SelectedRecord) -> UInt64 {
        let catalogue = FieldCatalogue.standard
        var highest = DataLevel.one.number
        var quasi = 0
        for field in record.fields.map(\.field) {
            let own = labels.filter { $0.field == field }
            let entry = catalogue.label(of: field)
            let said = own.map(\.level).max()
            let isOfPeople = own.contains { $0.source == .person }
            highest = max(
                highest, isOfPeople ? said ?? 0 : max(said ?? 0, entry.level.number))
            if entry.isQuasiIdentifier || own.contains(where: \.isQuasiIdentifier) { quasi += 1 }
        }
        return quasi >= 2 ? max(highest, DataLevel.three.number) : highest
    }

    /// The payload as it may go, or why it may not.
    func judged() -> ReleaseDraft {
        guard !isAbovePermit else {
            let fault = CoverageFault.levelAbovePermit
            return .blocked(
                reason: fault.code, findings: ["\(fault.english) · \(fault.chinese)"])
        }
        let masks = Obligations(masks: applied).masks
        let trees = records.map(\.clear.document)
        guard isLeaving else { return payload(trees, masks) }
        let issued = records.reduce(into: Set<String>()) { $0.formUnion($1.clear.pseudonyms) }
        let gate = EgressGate(
            permitting: isCare ? scene.request.fields : [], for: use,
            own: OwnIdentifiers(documents: documents), issued: issued)
        var findings: [GateFinding] = []
        for sealed in records.compactMap(\.sealed) {
            if case .blocked(let found) = gate.inspect(sealed) { findings += found }
        }
        switch gate.inspect(JSONWriter.write(.array(trees))) {
        case .blocked(let found): findings = found + findings
        case .released(let bytes):
            if findings.isEmpty, let judged = try? JSONReader.read(bytes) {
                return payload(judged.elements, masks)
            }
        }
        return .blocked(
            reason: findings.first?.kind.code ?? FindingKind.undecodable.code,
            findings: findings.map { "\($0.english) · \($0.chinese)" })
    }

    private func payload(_ trees: [JSONValue], _ masks: [FieldMask]) -> ReleaseDraft {
        var documents: [JSONValue] = []
        for (tree, record) in zip(trees, records) {
            if let sealed = record.sealed, let person = scene.person {
                // A key to which nothing can be sealed was never enrolled: nothing goes in clear.
                documents.append(SealedFields.document(tree, with: sealed, to: person) ?? tree)
            } else {
                documents.append(tree)
            }
        }
        return .payload(JSONWriter.write(.array(documents)), masks: masks)
    }
}
