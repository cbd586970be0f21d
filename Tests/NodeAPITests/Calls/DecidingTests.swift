import CanonicalCoding
import Governance
import LedgerTypes
import NodeFiles
import NodeRuntime
import Sealing
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(15))) struct `Reviews` {
    private func body(_ request: Governance.Request) -> ReviewBody {
        ReviewBody(request: Base64.encode(request.canonicalBytes))
    }

    @Test func `give the decision that the request then records`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            for (purpose, action) in [("research", "read"), ("care", "export"), ("care", "read")] {
                let request = ApiRules.request(
                    of: world.patient, action: action, purpose: purpose,
                    fields: ["birth_date", "glucose"])
                let before = world.node.view.ledger.entryCount
                let review: ReviewView = try await api.post("/v1/review", body(request)).decoded()
                #expect(world.node.view.ledger.entryCount == before)
                let view = try await api.submit(world.transaction(request, by: "dr-li"))
                let recorded = try #require(view.receipt?.decision)
                #expect(review.decision.outcome == recorded.outcome)
                #expect(
                    review.decision.outcome
                        == (purpose == "care" && action == "read" ? "permit" : "deny"))
                #expect(review.decision.rules.map(\.rule) == recorded.rules.map(\.rule))
                #expect(review.decision.duties.masks == recorded.duties.masks)
                #expect(review.decision.facts == recorded.facts)
                let index = try #require(view.entry)
                let entry = try #require(try world.node.entry(at: EntryIndex(index)))
                let shown = try Decision(canonical: try #require(Base64.decode(review.bytes)))
                let decided = try Decision(canonical: entry.receipt.detail)
                #expect(shown.ruling == decided.ruling && shown.inputs == decided.inputs)
            }
        }
    }

    @Test func `are signed by the gateway for asker, question, answer and height`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let asked = ApiRules.request(of: world.patient)
            let review: ReviewView = try await api.post("/v1/review", body(asked)).decoded()
            let gateway = world.node.keys.gateway.verifyingKey
            #expect(review.key == gateway.id.description)
            let bytes = try #require(Base64.decode(review.bytes))
            let signature = Signature(try #require(Hex.decode(review.signature)))
            func holds(
                _ height: UInt64, _ bytes: [UInt8], by asker: String = "dr-li",
                _ request: Governance.Request? = nil
            ) -> Bool {
                gateway.verifiesAdmitted(
                    signature,
                    over: ReviewStatement.signedBytes(
                        chain: world.chain, asOf: Height(height),
                        asker: ApiPeople.reference(asker),
                        request: (request ?? asked).canonicalBytes, decision: bytes))
            }
            #expect(holds(review.asOf, bytes))
            #expect(!holds(review.asOf + 1, bytes))
            #expect(!holds(review.asOf, bytes + [0]))
            #expect(!holds(review.asOf, bytes, by: "dr-wu"))
            let other = ApiRules.request(of: world.patient, fields: ["name"])
            #expect(!holds(review.asOf, bytes, other))
        }
    }

    @Test func `are asked for by practitioners in person`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let review = body(ApiRules.request(of: world.patient))
            for name in ["system-he", "audit-fu"] {
                let answer = try await api.post("/v1/review", review, as: name)
                #expect(try answer.refusal() == "403 forbidden")
            }
            var draft = api.draft("/v1/review", .post)
            draft.body = Array(try JSONBytes.of(review))
            draft.sign(world.node.keys.gateway)
            #expect(try await api.send(draft).refusal() == "403 forbidden")
            let stranger = try await api.post("/v1/review", review, as: "dr-ma")
            #expect(try stranger.refusal() == "403 forbidden")
            let garbage = try await api.post("/v1/review", ReviewBody(request: "AAEC"))
            #expect(try garbage.refusal() == "400 malformed")
        }
    }

    @Test func `are limited for each key alone`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            let key = ApiPeople.key("dr-li").verifyingKey.id
            // Until the call comes in the second whose share is used up.
            var isLimited = false
            for _ in 0..<100 where !isLimited {
                for _ in 0...Limits.reviewsPerSecond {
                    _ = world.interface.door.memory.admitReview(key: key, now: WallClock.now())
                }
                let answer = try await api.post("/v1/review", ReviewBody(request: "AAEC"))
                isLimited = try answer.refusal() == "429 too-many-reviews"
            }
            #expect(isLimited)
            let other = try await api.post(
                "/v1/review", ReviewBody(request: "AAEC"), as: "dr-wu")
            #expect(try other.refusal() == "400 malformed")
        }
    }
}
