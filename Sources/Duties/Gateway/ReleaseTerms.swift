import CharterLanguage
import DataProtection
import Governance
import LedgerTypes

/// What a release is made under: what is asked for, for whom and for what, and what the permit and the
/// labels demand.
package struct ReleaseTerms: Sendable {
    /// The fields that are asked for, by their ids.
    package let fields: [String]
    package let purpose: String
    /// The project that the request names; pseudonyms of two projects have nothing in common.
    let project: String?
    /// Who receives it.
    let recipient: String
    /// Whether it leaves the holder's domain; the gate judges only that.
    let isLeaving: Bool
    /// What charters demand of fields.
    let masks: [FieldMask]
    /// The times of the data that the permit reaches; nil without a bound.
    let dataLimit: DataPeriods?
    /// What is said of the fields beside the catalogue.
    let labels: [FieldLabel]
    /// The level, 1 to 5, for which the permit was decided; nil where there is none to compare with.
    let permittedLevel: UInt64?
    /// Who asks in person: level 5 is sealed to them where they attend the patient.
    let person: Staff?
    /// The calendar year in which it leaves.
    let year: Int

    /// Purposes for which a field that was asked for and permitted may go in clear.
    package static let carePurposes: Set<String> = ["care", "refer", "rescue", "self"]
    /// Actions that move records.
    package static let movingActions: Set<String> = ["read", "export"]

    /// The terms of a permit, as its request is decided once more.
    init(
        _ scene: RequestScene, _ duties: Obligations, _ limit: DataPeriods?, _ labels: [FieldLabel],
        holder: MemberID
    ) {
        let request = scene.request
        fields = request.fields
        purpose = request.purpose
        let named = request.claims.first { $0.attribute == "request.project" }
        project = named.map { "\($0.value)" }
        recipient = "\(scene.actor.principal)"
        isLeaving = scene.actor.principal != holder
        masks = duties.masks
        dataLimit = limit
        self.labels = labels
        permittedLevel = scene.use.labels.level
        person = scene.person
        year = Self.year(of: scene.time)
    }

    /// The terms of a trial before anybody asks: by the catalogue alone, for a receiver outside of the
    /// domain, with no charter, no label of people, no bound of time and no person to seal to.
    package init(trying fields: [String], for purpose: String, at time: BlockTime) {
        self.fields = fields
        self.purpose = purpose
        project = nil
        recipient = ""
        isLeaving = true
        masks = []
        dataLimit = nil
        labels = []
        permittedLevel = nil
        person = nil
        year = Self.year(of: time)
    }

    /// The calendar year of the chain's time.
    private static func year(of time: BlockTime) -> Int {
        Int(CalendarTime.text(time).prefix(4)) ?? 0
    }

    var isCare: Bool { Self.carePurposes.contains(purpose) }

    /// Outside care, and outside the domain, nothing leaves finer than the catalogue says.
    var isSecondary: Bool { isLeaving && !isCare }

    /// Outside care only codes and typed values leave the domain.
    package var use: ReleaseUse { isSecondary ? .secondary(textReviewed: false) : .care }

    /// Within what a value has one pseudonym.
    var maskingPurpose: String { project.map { "\(purpose)\n\($0)" } ?? purpose }

    /// The level of a record by the catalogue, or for a field that people labelled, by them; two or
    /// more quasi-identifiers together are level 3.
    func level(of record: SelectedRecord) -> UInt64 {
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
}
