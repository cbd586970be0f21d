import CharterLanguage
import Governance
import LedgerTypes

/// The facts of a decision, put to its charters again: for timing the rules alone.
struct QuestionFacts {
    let questions: [(CheckedCharter, Facts)]

    init(_ decision: Decision, _ state: LedgerState) throws {
        let queries = GovernanceQueries(state)
        var questions: [(CheckedCharter, Facts)] = []
        for active in state.rulesInForce.charters {
            guard
                let consulted = decision.inputs.charters.first(where: {
                    $0.digest == active.digest
                }), let charter = queries.charter(active.digest),
                let vocabulary = queries.vocabulary(active.vocabulary)
            else { continue }
            let checked = try CheckedCharter(charter: charter, vocabulary: vocabulary)
            var facts = Facts(checked.index)
            facts.waived = consulted.waived
            facts.satisfiedEscalations = consulted.satisfied
            for fact in decision.inputs.facts where checked.index.knows(fact.attribute) {
                switch fact.value {
                case .flag(let flag): try facts.set(fact.attribute, .bool(flag))
                case .integer(let value): try facts.set(fact.attribute, .integer(value))
                case .instant(let value): try facts.set(fact.attribute, .instant(value))
                case .member(let name): try facts.set(fact.attribute, memberNamed: name)
                case .members(let names): try facts.set(fact.attribute, membersNamed: names)
                }
            }
            questions.append((checked, facts))
        }
        self.questions = questions
    }
}

extension VocabularyIndex {
    fileprivate func knows(_ attribute: String) -> Bool {
        vocabulary.attributes.contains { $0.name.id == attribute }
    }
}
