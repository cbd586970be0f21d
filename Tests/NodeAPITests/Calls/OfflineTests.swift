import Foundation
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import NodeRuntime
import Sealing
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(15))) struct `Offline overrides` {
    func draft(_ world: ApiWorld) -> OfflineDraftBody {
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

    func opening(_ draft: OfflineDraftView, by names: [String]) throws -> OfflineOpenBody {
        let bytes = try #require(Base64.decode(draft.signedBytes))
        return OfflineOpenBody(
            record: draft.record,
            signed: names.map { name in
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

    /// A world of two seats whose node is alone, with a draft that it made.
    private static func cutOff(
        _ body: @escaping @Sendable (ApiCalls, OfflineDraftView) async throws -> Void
    ) async throws {
        try await ApiWorld.with(seats: 2) { api in
            let world = api.world
            #expect(await eventually { world.node.health().reachesQuorum })
            try await world.registerPatient()
            await world.stop(1)
            #expect(await eventually { world.node.isCutOff })
            let suite = `Offline overrides`()
            let view: OfflineDraftView = try await api.post(
                "/v1/overrides/offline/drafts", suite.draft(world)
            ).decoded()
            try await body(api, view)
        }
    }

    @Test func `stand as waiting from their opening on, for people who treat`() async throws {
        try await Self.cutOff { api, view in
            let path = "/v1/overrides/offline"
            var standing: OfflineStandingView = try await api.get(path).decoded()
            #expect(standing.isCutOff && standing.waiting.isEmpty && standing.last == 0)
            let opening = try `Offline overrides`().opening(view, by: ["dr-li"])
            #expect(try await api.post(path + "/openings", opening).status == 200)
            standing = try await api.get(path).decoded()
            #expect(standing.waiting.map(\.record) == [view.record])
            #expect(standing.waiting.first?.subject == api.world.patient.description)
            #expect(try await api.get(path, as: "audit-fu").refusal() == "403 forbidden")
        }
    }

    @Test func `give the record itself to the signers, in words that its bytes prove`()
        async throws
    {
        try await Self.cutOff { api, view in
            let bytes = try #require(Base64.decode(view.bytes))
            let record = try OfflineRecord(canonical: bytes)
            let draft = OfflineDraftFile(suite: ApiWorld.suite, record: record)
            #expect(draft.id.description == view.record && draft.lacking == 1)
            let signed = draft.signing(with: ApiPeople.key("dr-li"))
            #expect(signed.lacking == 0 && signed.signing(with: ApiPeople.key("dr-li")) == signed)
            let page = Array(signed.page.utf8)
            #expect(try OfflineDraftFile(page: page) == signed)
            #expect(signed.page.contains("生命危险") && signed.page.contains("glucose, name"))
            for place in stride(from: 0, to: page.count, by: 7) where page[place] != 0x0a {
                var changed = page
                changed[place] ^= 1
                #expect(throws: DraftFault.self) { try OfflineDraftFile(page: changed) }
            }
            #expect(draft.joined(signed) == signed)
            let answer = try await api.post(
                "/v1/overrides/offline/openings",
                OfflineOpenBody(record: view.record, signed: signed.signatures))
            #expect(answer.status == 200)
        }
    }
}
