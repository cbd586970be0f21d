import CharterLanguage
import LedgerTypes
import Sealing

/// The facts of one request in the words of every charter that is asked.
struct FactGathering {
    let scene: RequestScene
    let content: Digest
    private var literals: [String: FactLiteral] = [:]
    private var facts: [SourcedFact] = []
    private var consulted: [ConsultedCharter] = []

    init(_ scene: RequestScene, content: Digest) {
        self.scene = scene
        self.content = content
    }

    /// What every charter in force is asked. A fact that a vocabulary has no word for stays unset,
    /// so that the decision is a recorded denial.
    mutating func questions(_ reader: inout StateReader) -> [(CheckedCharter, Facts)] {
        var questions: [(CheckedCharter, Facts)] = []
        for charter in reader.chartersInForce() {
            let checked = charter.checked
            var asked = Facts(checked.index)
            for (slot, attribute) in charter.attributes {
                guard let literal = literal(attribute),
                    let value = literal.value(attribute.type, checked.index)
                else { continue }
                try? asked.set(at: slot, value)
            }
            asked.waived = waived(charter, &reader)
            asked.satisfiedEscalations = DecidingHooks.clearedRules(
                charter: checked.charter.id, version: checked.charter.version, content: content,
                &reader)
            consulted.append(
                ConsultedCharter(
                    digest: charter.digest, waived: asked.waived,
                    satisfied: asked.satisfiedEscalations))
            questions.append((checked, asked))
        }
        return questions
    }

    var inputs: DecisionInputs {
        DecisionInputs(
            facts: facts.sorted { $0.attribute.utf8.lexicographicallyPrecedes($1.attribute.utf8) },
            charters: consulted)
    }

    /// The value of an attribute, resolved once whatever the number of charters.
    private mutating func literal(_ attribute: Attribute) -> FactLiteral? {
        let name = attribute.name.id
        if let known = literals[name] { return known }
        guard let found = AttributeResolver.value(attribute, scene) else { return nil }
        literals[name] = found
        facts.append(SourcedFact(attribute: name, source: attribute.source, value: found))
        return found
    }

    private func waived(_ charter: CharterInForce, _ reader: inout StateReader) -> [String] {
        let rulings = DecidingHooks.waivedRules(
            charter: charter.checked.charter.id, version: charter.checked.charter.version,
            user: scene.asker.id, asset: scene.request.asset, purpose: scene.request.purpose,
            &reader)
        let records = WaiverRecord.rules(charter, for: scene.asker.id, &reader)
        return Names.sorted(Array(Set(rulings + records)))
    }
}
