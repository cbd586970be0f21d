import CanonicalCoding
import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import NodeFiles
import NodeRuntime
import Sealing
import TallyClient

extension Interface {
    func addDecidingRoutes(_ group: RouterGroup<BasicRequestContext>) {
        group.post("review") { request, _ in
            let (caller, body) = try await door.openPractitioner(request)
            guard let person = caller.person else {
                throw APIError.forbidden(
                    zh: "试审须由有权人员本人发起", en: "a review is asked for by a person")
            }
            guard door.memory.admitReview(key: caller.key.id, now: WallClock.now()) else {
                throw APIError.tooManyReviews
            }
            let text = try Answer.decode(ReviewBody.self, body).request
            guard let bytes = Base64.decode(text),
                let asked = try? Governance.Request(canonical: bytes)
            else { throw APIError.malformed("`request`") }
            // What would be decided says what was agreed to: who has no standing asks on the chain,
            // where the patient sees it.
            try await reading.answer(
                PatientContent(asked, in: node.committedState()), for: caller,
                at: "POST /v1/review")
            return try Answer.json(review(asked, by: person))
        }
    }

    private func review(
        _ asked: Governance.Request, by person: StaffReference
    ) throws -> ReviewView {
        let state = node.committedState()
        let preview: DecisionPreview
        do throws(Refusal) {
            preview = try Deciding.review(
                asked, by: Actor(member: person.member, staff: person.staff), on: state,
                now: WallClock.now())
        } catch {
            throw APIError(error)
        }
        let bytes = preview.decision.canonicalBytes
        let signature = node.keys.gateway.sign(
            ReviewStatement.signedBytes(
                chain: state.chain, asOf: preview.asOf, asker: person,
                request: asked.canonicalBytes, decision: bytes))
        return ReviewView(
            decision: DecisionView(preview.decision), asOf: preview.asOf.value,
            stateRoot: preview.stateRoot.description, bytes: Base64.encode(bytes),
            key: node.keys.gateway.verifyingKey.id.description,
            signature: Hex.encode(signature.bytes))
    }
}

/// What a node's gateway signs under a review: who asked what, and what was answered when.
package enum ReviewStatement {
    /// - Parameters:
    ///   - request: canonical bytes of the request.
    ///   - decision: canonical bytes of the decision.
    package static func signedBytes(
        chain: ChainID, asOf: Height, asker: StaffReference, request: [UInt8], decision: [UInt8]
    ) -> [UInt8] {
        let suite = CryptoSuite.ed25519SHA256
        return Array(
            """
            tally/review/v1
            chain \(chain)
            as-of \(asOf)
            asker \(asker)
            request \(suite.hash(request))
            decision \(suite.hash(decision))

            """.utf8)
    }
}
