import BlockStore
import Foundation
import Governance
import LedgerTypes
import NodeRuntime
import Sealing
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient

/// What is said while no line can be written of it.
@Suite(.timeLimit(.minutes(15))) struct `Reads that cannot be logged` {
    private static func full() -> ReadLog {
        ReadLog { () throws(StorageFault) in throw .full("reads") }
    }

    private static func caller(_ name: String) -> Caller {
        Caller(owner: .staff(ApiPeople.reference(name)), key: ApiPeople.key(name).verifyingKey)
    }

    @Test func `show nothing`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let desk = ReadingDesk(world.node, log: Self.full())
            let caller = Self.caller("dr-li")
            await #expect {
                try await desk.show(
                    PatientContent(patient: world.patient), to: caller, at: "GET /v1/x")
            } throws: { error in
                (error as? APIError)?.code == "read-not-logged"
            }
            // What names nobody needs no line.
            try await desk.show(PatientContent(), to: caller, at: "GET /v1/x")
        }
    }

    @Test func `are told from the rest by a code, and health says so before`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            var bounds = ReadLog.Bounds()
            bounds.fileBytes = 1
            bounds.files = 2
            let storage = MemoryStorage()
            let log = ReadLog(bounds: bounds) { () throws(StorageFault) in storage }
            let desk = ReadingDesk(world.node, log: log)
            var told: [Set<UInt64>] = []
            var codes: [String?] = []
            for name in ["dr-li", "data-sun", "comp-zhao"] {
                do {
                    try await desk.show(
                        PatientContent(patient: world.patient), to: Self.caller(name),
                        at: "GET /v1/x")
                    codes.append(nil)
                } catch let error as APIError {
                    codes.append(error.code)
                }
                told.append(Set(world.node.health().problems.map(\.code)))
            }
            #expect(codes == [nil, nil, "read-log-full"])
            #expect(told.map { $0.contains(7198) } == [false, true, false])
            #expect(told.map { $0.contains(7199) } == [false, false, true])
        }
    }

    @Test func `leave what is committed committed`() async throws {
        try await ApiWorld.with(log: Self.full()) { api in
            let world = api.world
            let registration = world.transaction(
                world.registration(), by: "data-sun", cosigners: ["nurse-qi"], gateway: true)
            let view = try await api.submit(registration, as: "data-sun")
            #expect(view.status == "committed" && view.entry != nil)
            #expect(view.receipt == nil)
            let asked: TransactionView = try await api.get(
                "/v1/transactions/\(registration.id)", as: "data-sun"
            ).decoded()
            #expect(asked.status == "committed" && asked.receipt == nil)
            let subject = try await api.get("/v1/subjects/\(world.patient)")
            #expect(try subject.refusal() == "507 read-not-logged")
        }
    }

    @Test func `do not stop an emergency`() async throws {
        try await ApiWorld.with(seats: 2, log: Self.full()) { api in
            let world = api.world
            #expect(await eventually { world.node.health().reachesQuorum })
            try await world.registerPatient()
            await world.stop(1)
            #expect(await eventually { world.node.isCutOff })
            let suite = `Offline overrides`()
            let view: OfflineDraftView = try await api.post(
                "/v1/overrides/offline/drafts", suite.draft(world)
            ).decoded()
            let shown = try await api.post(
                "/v1/overrides/offline/openings", suite.opening(view, by: ["dr-li"]))
            #expect(shown.status == 200)
        }
    }
}
