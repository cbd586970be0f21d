import Foundation
import Governance
import LedgerTypes
import NodeRuntime
import Sealing
import Testing

@testable import NodeAPI

@Suite(.timeLimit(.minutes(2))) struct `Offline overrides` {
    private func draft(_ world: ApiWorld) -> OfflineDraftBody {
        let now = WallClock.now()
        return OfflineDraftBody(
            request: ApiRules.request(
                of: world.patient, purpose: "rescue", fields: ["glucose", "name"]),
            declaration: OverrideDeclaration(
                scope: OverrideScope(
                    holder: world.node.member, subject: world.patient, asset: nil,
                    fields: ["glucose", "name"], purpose: "rescue"),
                reason: .lifeInDanger, expires: now.adding(.hours(2)) ?? now),
            reasonCommitment: ApiWorld.suite.hash([1]))
    }

    private func opening(_ draft: OfflineDraftView, by names: [String]) throws -> OfflineOpenBody {
        let bytes = try #require(Base64.decode(draft.signedBytes))
        return OfflineOpenBody(
            record: draft.record,
            signatures: names.map { name in
                let key = ApiPeople.key(name)
                return TransactionSignature(
                    key: key.verifyingKey.id, signature: key.sign(bytes))
            })
    }

    @Test func `are refused while a quorum is reachable`() async throws {
        try await ApiWorld.with { api in
            try await api.world.registerPatient()
            let answer = try await api.post("/v1/overrides/offline/drafts", draft(api.world))
            #expect(try answer.refusal() == "409 not-cut-off")
            let garbage = OfflineOpenBody(record: api.world.chain.description, signatures: [])
            let opened = try await api.post("/v1/overrides/offline/openings", garbage)
            #expect(try opened.refusal() == "404 not-found")
        }
    }

    @Test func `show data to the physician of the draft alone, once it is signed`() async throws {
        try await ApiWorld.with(seats: 2) { api in
            let world = api.world
            #expect(await eventually { world.node.health().reachesQuorum })
            try await world.registerPatient()
            await world.stop(1)
            #expect(await eventually { world.node.isCutOff })
            let health = try await api.send(api.draft("/v1/health"))
            #expect(health.status == 503)
            let drafts = "/v1/overrides/offline/drafts"
            let openings = "/v1/overrides/offline/openings"
            for name in ["clerk-lu", "judge-song"] {
                let answer = try await api.post(drafts, draft(world), as: name)
                #expect(try answer.refusal() == "403 forbidden")
            }
            let view: OfflineDraftView = try await api.post(drafts, draft(world)).decoded()
            let opening = try opening(view, by: ["dr-li"])
            // Whoever got hold of the signatures still sees nothing and uses nothing up.
            for name in ["dr-wu", "clerk-lu", "data-sun"] {
                let answer = try await api.post(openings, opening, as: name)
                #expect([403, 404].contains(answer.status), "\(name)")
                #expect(!String(decoding: answer.body, as: UTF8.self).contains("7.8"))
            }
            let unsigned = try self.opening(view, by: ["dr-wu"])
            #expect(try await api.post(openings, unsigned).refusal() == "422 unsigned")
            let shown = try await api.post(openings, opening)
            #expect(shown.status == 200)
            let text = String(decoding: shown.body, as: UTF8.self)
            #expect(text.contains("7.8") && !text.contains("林秀英"))
            #expect(try await api.post(openings, opening).refusal() == "404 not-found")
        }
    }
}
