import Mutants

/// Makes a failing recipe small: leaves out one part after the other while a violation of the same
/// kind is still found. The same recipe always shrinks to the same one.
package struct AdversaryShrinker {
    private let kind: RoundViolation.Kind
    private let mutant: Mutant?
    private let limit: Int
    private var best: AdversaryOutcome
    private var runs = 1

    /// - Parameter limit: most runs.
    /// - Returns: nil if the recipe does not fail.
    package static func shrink(
        _ recipe: AdversaryRecipe, of mutant: Mutant? = nil, atMost limit: Int = 2_000
    ) -> (outcome: AdversaryOutcome, runs: Int)? {
        let outcome = recipe.run(of: mutant)
        // A fork says more than what led to it.
        guard
            let kind = outcome.violations.first(where: { $0.kind == .agreement })?.kind
                ?? outcome.violations.first?.kind
        else { return nil }
        var shrinker = AdversaryShrinker(
            kind: kind, mutant: mutant, limit: limit, best: outcome)
        var hasChanged = true
        while hasChanged { hasChanged = shrinker.pass() }
        return (shrinker.best.recipe.run(of: mutant, isTold: true), shrinker.runs)
    }

    private init(kind: RoundViolation.Kind, mutant: Mutant?, limit: Int, best: AdversaryOutcome) {
        self.kind = kind
        self.mutant = mutant
        self.limit = limit
        self.best = best
    }

    /// Tries everything once; true if something could go.
    private mutating func pass() -> Bool {
        var hasChanged = false
        for change in Self.simplifications where attempt(change) { hasChanged = true }
        hasChanged = leaveOut(\.acts) || hasChanged
        hasChanged = leaveOut(\.losses) || hasChanged
        hasChanged = leaveOut(\.crashes) || hasChanged
        hasChanged = leaveOut(\.manners) || hasChanged
        hasChanged = leaveOut(\.faulty, least: 1) || hasChanged
        for place in best.recipe.acts.indices {
            for change in Self.actSimplifications {
                let isSimpler = attempt { recipe in
                    change(&recipe.acts[place], recipe.everyone)
                }
                hasChanged = isSimpler || hasChanged
            }
        }
        return hasChanged
    }

    private mutating func leaveOut<Part>(
        _ parts: WritableKeyPath<AdversaryRecipe, [Part]>, least: Int = 0
    ) -> Bool {
        var hasChanged = false
        var place = 0
        while place < best.recipe[keyPath: parts].count {
            if best.recipe[keyPath: parts].count > least,
                attempt({ $0[keyPath: parts].remove(at: place) })
            {
                hasChanged = true
            } else {
                place += 1
            }
        }
        return hasChanged
    }

    private static let simplifications: [@Sendable (inout AdversaryRecipe) -> Void] = [
        { $0.heights = 1 },
        { $0.delay = 10...10 },
        { $0.hearsAll = true },
        { $0.follows = false },
        { $0.proposes = false },
    ]

    private static let actSimplifications: [@Sendable (inout AdversaryRecipe.Act, UInt64) -> Void] =
        [
            { act, _ in act.copies = [] },
            { act, _ in act.copies = Array(act.copies.prefix(1)) },
            { act, _ in act.delay = 0 },
            { act, everyone in act.receivers = everyone },
            { act, _ in act.form.signer = .own },
            { act, _ in act.form.height = .current },
            { act, _ in act.form.quorum = .genuine },
            { act, _ in act.form.block = .own },
        ]

    private mutating func attempt(_ change: (inout AdversaryRecipe) -> Void) -> Bool {
        var smaller = best.recipe
        change(&smaller)
        guard smaller != best.recipe, runs < limit else { return false }
        runs += 1
        let found = smaller.run(of: mutant)
        guard found.violations.contains(where: { $0.kind == kind }) else { return false }
        best = found
        return true
    }
}
