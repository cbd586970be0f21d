import CanonicalCoding
import Sealing

/// A charter that passed every static check, compiled: deciding under it cannot fail.
///
/// Made from canonical bytes it is checked again in full, so no node trusts another's compiler.
package final class CheckedCharter: Sendable {
    package let charter: Charter
    package let index: VocabularyIndex
    /// The static bound of one decision, in cost units.
    package let cost: UInt64
    let program: RuleProgram
    let resolvedRules: [ResolvedRule]
    let guards: [Condition?]
    let effects: [[ResolvedEffect]]
    let timeoutConditions: [Condition]
    let assertionConditions: [Condition]

    package var vocabulary: Vocabulary { index.vocabulary }

    /// Checks the tree; throws the first error.
    package convenience init(charter: Charter, vocabulary: Vocabulary) throws(CharterFault) {
        try self.init(charter: charter, index: try VocabularyIndex(vocabulary))
    }

    /// The same with a vocabulary whose look-up is shared.
    package convenience init(charter: Charter, index: VocabularyIndex) throws(CharterFault) {
        var checker = CharterChecker(charter, index)
        checker.check()
        if let issue = checker.issues.first(where: { !$0.code.isWarning }) {
            throw CharterFault(issue)
        }
        self.init(checked: checker)
    }

    // INVARIANT: the checker found no error, so every condition is resolved.
    init(checked checker: CharterChecker) {
        precondition(!checker.hasErrors, "a charter with errors was compiled: \(checker.issues)")
        charter = checker.charter
        index = checker.index
        cost = CharterCost.bound(checker.charter)
        resolvedRules = checker.rules.map { $0! }
        guards = checker.guards
        effects = checker.effects
        timeoutConditions = checker.timeouts.map { $0! }
        assertionConditions = checker.assertions.map { $0! }
        program = RuleProgram(checker.charter, resolvedRules, checker.index)
    }

    /// The position of a rule in the charter.
    package func rule(named id: String) -> Int? { program.ruleIndices[id] }

    /// Attributes that some rule reads, by their index in the vocabulary, ascending.
    package var attributesRead: [Int] {
        vocabulary.attributes.indices.filter {
            program.reads[$0 >> 6] >> UInt64($0 & 63) & 1 == 1
        }
    }

    package func digest(_ suite: CryptoSuite) -> Digest { charter.digest(suite) }
}
