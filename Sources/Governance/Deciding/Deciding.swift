import CharterLanguage
import LedgerTypes
import Sealing

/// The one way from a request to a decision: execution records it, a review only shows it.
package enum Deciding {
    /// A decision with what it was made of.
    package struct Result: Sendable {
        package let scene: RequestScene
        package var decision: Decision
        /// Digest of who asked for what.
        package let content: Digest
    }

    /// Gathers attributes from their declared sources and asks all charters in force.
    ///
    /// Refuses only what names things that are not there; everything else is decided, and a
    /// request in which a fact is lacking is denied.
    package static func decide(
        _ request: Request, by actor: Actor, counted: RecordID? = nil,
        _ reader: inout StateReader
    ) throws(Refusal) -> Result {
        try request.checkForm()
        let content = request.content(of: actor, suite: reader.suite)
        let asked = AskedScene(
            try RequestScene(request, by: actor, counted: counted, &reader), content, &reader)
        let (final, limit) = asked.limited(&reader)
        let ruling = final.ruling
        let decision = Decision(
            ruling: ruling, inputs: final.inputs, stateRoot: reader.baseRoot,
            asOf: reader.height.previous ?? .genesis, grant: final.scene.grant.id,
            override: ruling.isEmergency ? final.scene.override?.id : nil, dataLimit: limit)
        return Result(scene: final.scene, decision: decision, content: content)
    }

    /// Decides the request of a permit once more: what ended since stops it, be it the permit, a
    /// consent, a grant, or the standing of who asked.
    package static func decideAgain(
        _ permit: PermitRecord, _ reader: inout StateReader
    ) throws(Refusal) -> Result {
        guard reader.time < permit.expires else { throw .permitExpired }
        try requireStanding(of: permit.actor, &reader)
        let again = try decide(
            permit.request, by: permit.actor, counted: permit.countedGrant, &reader)
        guard again.decision.outcome == .permit else { throw .noLongerPermitted }
        return again
    }

    /// Who asked must be in office at the time at which something is let out, not only when asking.
    static func requireStanding(
        of actor: Actor, _ reader: inout StateReader
    ) throws(Refusal) {
        try Signers.requireActive(actor.member, &reader)
        try Signers.requireActive(actor.principal, &reader)
        if let person = actor.person {
            try Signers.requireInOffice(person, .practitioners, &reader)
        }
    }
}
