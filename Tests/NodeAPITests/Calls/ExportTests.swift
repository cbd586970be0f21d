import BlockStore
import Evidence
import Foundation
import Governance
import LedgerTypes
import NodeRuntime
import Sealing
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(15))) struct `Exporting` {
    /// Only ends a test that fails.
    private static let patience = 300.0

    private static func order(_ world: ApiWorld, blocks: Bool = false) -> ExportBody {
        ExportBody(
            kind: "subject", id: world.patient.description, caseReference: "（2026）京01民初1号",
            disclosures: [:], blocks: blocks)
    }

    /// What a court asks for by its policy can be had from a node.
    @Test func `gives the blocks of the entries where they are asked for`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            // The entry lies in another block than the one that the export is of.
            try await api.submit(
                world.transaction(
                    AnchorDigest(what: .exhibit, digest: ApiWorld.suite.hash([1])), by: "dr-li"))
            var policy = CourtPolicy(genesis: world.chain.digest)
            policy.layers = [.blocks, .rules]
            for (blocks, verdict) in [(false, EvidenceVerdict.indeterminate), (true, .totalPassed)]
            {
                let begun: ExportView = try await api.post(
                    "/v1/exports", Self.order(world, blocks: blocks)
                ).decoded()
                let path = "/v1/exports/\(begun.id)"
                _ = try await api.get(path + "?wait=60000").decoded(ExportView.self)
                let file = try await api.get(path + "/file").body
                let report = EvidenceVerifier(schema: GovernanceSchema()).verify(
                    file, policy: policy)
                #expect(report.verdict == verdict, "\(report.code as Any)")
                // What is not in the file was not checked.
                let list = report.checks.first { $0.code == .blockList }
                #expect(list?.result == (blocks ? .passed : .absent))
            }
        }
    }

    @Test func `asks for the standing again when the file is fetched`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let begun: ExportView = try await api.post("/v1/exports", Self.order(world)).decoded()
            let path = "/v1/exports/\(begun.id)"
            let finished: ExportView = try await api.get(path + "?wait=60000").decoded()
            #expect(finished.bytes != nil)
            #expect(try await api.get(path + "/file").status == 200)
            // The holder records that dr-li treats the patient no more.
            let before = try #require(
                GovernanceQueries(world.node.committedState()).subject(world.patient))
            var after = before
            after.attending = []
            try await world.commit(
                world.transaction(
                    RegisterSubject(subject: after, value: world.patientName.value),
                    by: "data-sun", cosigners: ["nurse-qi"], gateway: true))
            #expect(try await api.get(path + "/file").refusal() == "403 no-standing")
            let storage = try FileStorage(root: world.node.folder.root)
            let reads = try storage.readAll(try ReadLog.newest(in: storage))
            let fetched = String(decoding: reads, as: UTF8.self).split(separator: "\n").filter {
                $0.contains("GET /v1/exports/{id}/file")
            }
            #expect(fetched.count == 2)
            #expect(fetched.last?.contains(#""isGiven":false"#) == true)
        }
    }

    @Test func `gives a file that verifies against genesis alone`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let begun = try await api.post("/v1/exports", Self.order(world))
            #expect(begun.status == 202)
            let view: ExportView = try begun.decoded()
            let path = "/v1/exports/\(view.id)"
            let finished: ExportView = try await api.get(path + "?wait=60000").decoded()
            #expect(finished.stage == "sealing" && finished.done == finished.total)
            #expect(finished.height == view.height)
            let file = try await api.get(path + "/file")
            #expect(file.status == 200 && finished.bytes == UInt64(file.body.count))
            let report = EvidenceVerifier(schema: GovernanceSchema()).verify(
                file.body, policy: CourtPolicy(genesis: world.chain.digest))
            #expect(report.verdict == .totalPassed, "\(report.code as Any)")
            // Whoever did not ask for it learns nothing of it, and cannot end it.
            for other in ["data-sun", "clerk-lu"] {
                #expect(try await api.get(path, as: other).refusal() == "404 export-unknown")
                let file = try await api.get(path + "/file", as: other)
                #expect(try file.refusal() == "404 export-unknown")
                let end = try await api.post(path + "/end", bytes: [], as: other)
                #expect(try end.refusal() == "404 export-unknown")
            }
            #expect(try await api.post(path + "/end", bytes: []).status == 200)
            #expect(try await api.get(path + "/file").refusal() == "404 export-unknown")
            #expect(try await api.get(path).refusal() == "404 export-unknown")
        }
    }

    @Test func `tells what is wrong with an order`() async throws {
        try await ApiWorld.with { api in
            try await api.world.registerPatient()
            let gateway = try await api.post(
                "/v1/exports", bytes: Array(JSONEncoder().encode(Self.order(api.world))),
                key: api.world.node.keys.gateway)
            #expect(try gateway.refusal() == "403 forbidden")
            let id = api.world.patient.description
            let unknown = ExportBody(
                kind: "subject", id: id, caseReference: "1",
                disclosures: ["\(api.world.chain)": []])
            #expect(try await api.post("/v1/exports", unknown).refusal() == "400 malformed")
            let long = ExportBody(
                kind: "subject", id: id, caseReference: String(repeating: "1", count: 1_000),
                disclosures: [:])
            let begun: ExportView = try await api.post("/v1/exports", long).decoded()
            let standing = try await api.get("/v1/exports/\(begun.id)?wait=60000")
            #expect(try standing.refusal() == "422 export-refused")
            let file = try await api.get("/v1/exports/\(begun.id)/file")
            #expect(try file.refusal() == "422 export-refused")
        }
    }

    @Test func `holds up neither commits nor readers, and an end leaves nothing`() async throws {
        let disk = HangingDisk()
        try await ApiWorld.with(disk: disk.disk) { api in
            let world = api.world
            try await world.registerPatient()
            disk.hang(atMost: Self.patience)
            var begun: [(name: String, id: String)] = []
            for name in ["dr-li", "comp-zhao", "clerk-lu", "judge-song"] {
                for _ in 0..<2 {
                    let view: ExportView = try await api.post(
                        "/v1/exports", Self.order(world), as: name
                    ).decoded()
                    begun.append((name, view.id))
                }
            }
            #expect(await eventually { disk.waiting > 0 || !disk.hangs })
            // Neither its caller nor the node takes more.
            for name in ["dr-li", "data-sun", "ethics-jin"] {
                let more = try await api.post("/v1/exports", Self.order(world), as: name)
                #expect(try more.refusal() == "429 too-many-exports")
            }
            // Others read files meanwhile, and blocks are committed.
            #expect(try await api.get("/v1/overrides/offline").status == 200)
            let anchor = world.transaction(
                AnchorDigest(what: .exhibit, digest: ApiWorld.suite.hash([7])), by: "dr-li")
            let before = world.node.view.ledger.height
            _ = await world.node.submit(anchor)
            #expect(await eventually { world.node.view.ledger.height > before })
            #expect(disk.hangs, "others were answered when the disk was, and not before")
            for (name, id) in begun {
                let file = try await api.get("/v1/exports/\(id)/file", as: name)
                #expect(try file.refusal() == "409 export-unfinished")
                let end = try await api.post("/v1/exports/\(id)/end", bytes: [], as: name)
                #expect(end.status == 200)
                let gone = try await api.get("/v1/exports/\(id)?wait=60000", as: name)
                #expect(try gone.refusal() == "404 export-unknown")
            }
            #expect(disk.hangs)
            disk.goOn()
            // There is room again.
            let view: ExportView = try await api.post("/v1/exports", Self.order(world)).decoded()
            let finished: ExportView = try await api.get("/v1/exports/\(view.id)?wait=60000")
                .decoded()
            #expect(finished.bytes != nil)
        }
    }
}
