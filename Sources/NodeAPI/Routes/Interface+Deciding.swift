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
            let (caller, body) = try await door.openReader(request)
            guard door.memory.admit(.review, key: caller.key.id, now: WallClock.now()) else {
                throw APIError.tooManyReviews
            }
            guard let person = caller.person else {
                throw APIError.forbidden(
                    zh: "试审须由有权人员本人发起", en: "a review is asked for by a person")
            }
            let text = try Answer.decode(ReviewBody.self, body).request
            guard let bytes = Base64.decode(text),
                let asked = try? Governance.Request(canonical: bytes)
            else { throw APIError.malformed("`request`") }
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
        // Every question leaves a trace: reviews would otherwise be an oracle for consents.
        node.logger.notice(
            "review for \(person): \(preview.decision.receiptOutcome.name)",
            metadata: [
                "subject": "\(asked.subject?.description ?? "-")", "height": "\(preview.asOf)",
            ])
        let bytes = preview.decision.canonicalBytes
        let signature = node.keys.gateway.sign(
            ReviewStatement.signedBytes(chain: state.chain, asOf: preview.asOf, decision: bytes))
        return ReviewView(
            decision: DecisionView(preview.decision), asOf: preview.asOf.value,
            stateRoot: preview.stateRoot.description, bytes: Base64.encode(bytes),
            key: node.keys.gateway.verifyingKey.id.description,
            signature: Hex.encode(signature.bytes))
    }
}

/// What a node's gateway signs under a review.
package enum ReviewStatement {
    package static func signedBytes(chain: ChainID, asOf: Height, decision: [UInt8]) -> [UInt8] {
        Array(
            """
            tally/review/v1
            chain \(chain)
            as-of \(asOf)
            decision \(CryptoSuite.ed25519SHA256.hash(decision))

            """.utf8)
    }
}
