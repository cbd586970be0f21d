import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import Sealing

/// Decides recorded requests again, from the facts of their receipts and the charters' texts.
struct DecisionReplay {
    let facts: [[UInt8]: [UInt8]]
    private var charters: [Digest: CheckedCharter] = [:]

    init(facts: [[UInt8]: [UInt8]]) { self.facts = facts }

    /// True if the entry decides nothing, or if its ruling follows again.
    ///
    /// A charter whose vocabulary is no longer in force is not asked again: its text is there, but
    /// not the words to read it in.
    mutating func follows(_ entry: Entry) -> Bool {
        guard let decision = GovernanceSchema.decision(of: entry) else {
            return [.accepted, .refused].contains(entry.receipt.outcome)
        }
        let suite = entry.transaction.transaction.suite
        guard decision.receiptOutcome == entry.receipt.outcome,
            decision.inputs.digest(suite: suite) == entry.receipt.reads
        else { return false }
        var questions: [(CheckedCharter, Facts)] = []
        for consulted in decision.inputs.charters {
            guard let checked = checked(consulted.digest, suite: suite) else { return true }
            questions.append((checked, Self.facts(decision.inputs, consulted, checked)))
        }
        return Decider.decide(questions) == decision.ruling
    }

    /// The charter of a digest with its vocabulary; nil where one of them is not known.
    mutating func checked(_ digest: Digest, suite: CryptoSuite) -> CheckedCharter? {
        if let known = charters[digest] { return known }
        let inForce = facts[Tables.rules.stateKey(Only())].flatMap {
            try? RulesInForce(canonical: $0)
        }
        guard
            let charter = GovernanceSchema.charter(facts[Tables.charterTexts.stateKey(digest)]),
            charter.digest(suite) == digest,
            let active = inForce?.vocabulary(named: charter.vocabulary),
            let value = facts[Tables.vocabularyTexts.stateKey(active.digest)],
            let text = try? ByteString(canonical: value),
            let vocabulary = try? Vocabulary(canonical: text.bytes),
            let checked = try? CheckedCharter(charter: charter, vocabulary: vocabulary)
        else { return nil }
        charters[digest] = checked
        return checked
    }

    private static func facts(
        _ inputs: DecisionInputs, _ consulted: ConsultedCharter, _ checked: CheckedCharter
    ) -> Facts {
        var facts = Facts(checked.index)
        for slot in checked.attributesRead {
            let attribute = checked.vocabulary.attributes[slot]
            // What a vocabulary has no word for stays unset, as when it was decided.
            guard let fact = inputs.facts.first(where: { $0.attribute == attribute.name.id }),
                fact.source == attribute.source
            else { continue }
            switch fact.value {
            case .flag(let value): try? facts.set(fact.attribute, .bool(value))
            case .integer(let value): try? facts.set(fact.attribute, .integer(value))
            case .instant(let value): try? facts.set(fact.attribute, .instant(value))
            case .member(let name): try? facts.set(fact.attribute, memberNamed: name)
            case .members(let names): try? facts.set(fact.attribute, membersNamed: names)
            }
        }
        facts.waived = consulted.waived
        facts.satisfiedEscalations = consulted.satisfied
        return facts
    }
}
