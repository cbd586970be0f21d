import CharterLanguage
import LedgerTypes
import Sealing

/// What a request would be decided if it were the next entry; shown, never binding.
package struct DecisionPreview: Hashable, Sendable {
    package let decision: Decision
    /// The committed state it was read from.
    package let asOf: Height
    package let stateRoot: Digest

    package init(decision: Decision, asOf: Height, stateRoot: Digest) {
        self.decision = decision
        self.asOf = asOf
        self.stateRoot = stateRoot
    }
}

extension Deciding {
    /// Decides against a committed state and changes nothing.
    ///
    /// Who the actor is must have been established by the caller; a person not in office is
    /// refused here as in a block. `now` is not before the state's time.
    package static func review(
        _ request: Request, by actor: Actor, on state: LedgerState, now: BlockTime
    ) throws(Refusal) -> DecisionPreview {
        var reader = StateReader(state, height: state.height.next, time: max(now, state.time))
        guard actor.principal == actor.member else { throw .principalMissing }
        guard let person = actor.person else { throw .staffMissing }
        try Signers.requireInOffice(person, .practitioners, &reader)
        let result = try decide(request, by: actor, &reader)
        return DecisionPreview(
            decision: result.decision, asOf: state.height, stateRoot: state.stateRoot)
    }
}
