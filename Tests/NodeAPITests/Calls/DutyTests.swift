import Governance
import LedgerTypes
import NodeRuntime
import Sealing
import TallyClient
import Testing

@testable import NodeAPI

@Suite(.timeLimit(.minutes(15))) struct `Duties over the interface` {
    /// What was asked for at the node's own member, once its notice was told.
    private func told(_ api: ApiCalls) async throws -> DutiesView {
        let world = api.world
        try await world.registerPatient()
        try await world.commit(
            world.transaction(
                ApiRules.request(of: world.patient, fields: ["birth_date"]), by: "dr-li"))
        var view: DutiesView = try await api.get("/v1/duties?ended=1").decoded()
        for _ in 0..<200 where view.duties.isEmpty || view.duties.contains(where: { !$0.isEnded }) {
            try await Task.sleep(for: .milliseconds(50))
            view = try await api.get("/v1/duties?ended=1").decoded()
        }
        return view
    }

    @Test func `are listed in both languages, and each by its kind and subject`() async throws {
        try await ApiWorld.with { api in
            let view = try await told(api)
            #expect(!view.duties.isEmpty && !view.needsSomebody && view.problems.isEmpty)
            for duty in view.duties {
                let one: DutyView = try await api.get(
                    "/v1/duties/\(duty.kind)/\(duty.subject)"
                ).decoded()
                #expect(one.kind == duty.kind && one.subject == duty.subject)
                #expect(!one.what.zh.isEmpty && !one.why.en.isEmpty && !one.next.zh.isEmpty)
                // Whoever reads it has not to be somebody who may see who is whose patient.
                #expect(one.patient.map { $0.count == 8 } ?? true)
            }
            // What has ended and worries nobody is left out unless it is asked for.
            let open: DutiesView = try await api.get("/v1/duties").decoded()
            #expect(open.duties.isEmpty)
            let officer = try await api.get("/v1/duties", as: "security-yu")
            #expect(officer.status == 200)
        }
    }

    @Test func `that are not there, or named wrongly, are refused`() async throws {
        try await ApiWorld.with { api in
            _ = try await told(api)
            let none = Digest.zero.description
            for (path, refusal) in [
                ("/v1/duties/gift/\(none)", "400 malformed"),
                ("/v1/duties/notice/7", "400 malformed"),
                ("/v1/duties/notice/\(none)", "404 not-found"),
                ("/v1/duties?ended=yes", "400 malformed"),
            ] {
                #expect(try await api.get(path).refusal() == refusal, "\(path)")
            }
        }
    }
}
