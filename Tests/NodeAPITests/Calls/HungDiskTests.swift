import Diagnosis
import Foundation
import Governance
import LedgerTypes
import NodeRuntime
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(15))) struct `A disk that hangs` {
    /// Only ends a test that fails: beside the whole suite a turn of Swift's pool may take a minute.
    private static let patience = 300.0

    private func registration(_ world: ApiWorld) -> SignedTransaction {
        world.transaction(
            world.registration(), by: "data-sun",
            cosigners: ["nurse-qi"], gateway: true)
    }

    @Test func `holds up who reads blocks, and neither health nor metrics`() async throws {
        let disk = HangingDisk()
        try await ApiWorld.with(disk: disk.disk) { api in
            let transaction = registration(api.world)
            try await api.world.commit(transaction)
            let paths = [
                "/v1/blocks/1", "/v1/entries/0", "/v1/transactions/\(transaction.id)",
                "/v1/transactions/\(transaction.id)?wait=20000",
                "/v1/heads/subject/\(api.world.patient)",
            ]
            disk.hang(atMost: Self.patience)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<(2 * ProcessInfo.processInfo.activeProcessorCount + 10) {
                    group.addTask { try await api.get(paths[number % paths.count]).status }
                }
                #expect(await eventually { disk.waiting > 0 || !disk.hangs })
                let health = try await api.send(api.draft("/v1/health"))
                let metrics = try await api.send(api.draft("/metrics"))
                #expect(health.status == 200 && metrics.status == 200)
                #expect(disk.hangs, "health was answered when the disk was, and not before")
                disk.goOn()
                for try await status in group { #expect(status == 200) }
            }
        }
    }

    @Test func `that fails is told, and what is committed is not unknown`() async throws {
        let disk = HangingDisk()
        try await ApiWorld.with(disk: disk.disk) { api in
            let transaction = registration(api.world)
            try await api.world.commit(transaction)
            let node = api.world.node
            let path = "/v1/transactions/\(transaction.id)"
            disk.fail()
            for path in [path, path + "?wait=20000", "/v1/blocks/1", "/v1/entries/0"] {
                let answer = try await api.get(path)
                #expect(try answer.refusal() == "503 node-unavailable", "\(path)")
                let body = try JSONDecoder().decode(APIErrorBody.self, from: Data(answer.body))
                #expect(body.number == 7110)
            }
            #expect(throws: NodeProblem.self) { try node.status(of: transaction.id) }
            let order = ExportBody(
                kind: "subject", id: api.world.patient.description, caseReference: "1",
                disclosures: [:])
            let export: ExportView = try await api.post("/v1/exports", order).decoded()
            let standing = try await api.get("/v1/exports/\(export.id)?wait=60000")
            #expect(try standing.refusal() == "503 node-unavailable")
            disk.goOn()
            #expect(try await api.get(path).status == 200)
            let again = try node.status(of: transaction.id)
            #expect(again != .unknown)
        }
    }

    @Test func `holds up the duties of a member, and neither health nor commits`() async throws {
        let disk = HangingDisk()
        try await ApiWorld.with(seats: 2, disk: disk.disk) { api in
            #expect(await eventually { api.world.node.health().reachesQuorum })
            disk.hang(atMost: Self.patience)
            // Both members' gateways read the new block. Whoever asks for the outcome after the
            // commit waits for the disk: height alone shows the commit.
            let before = api.world.node.view.ledger.height
            _ = await api.world.node.submit(registration(api.world))
            #expect(await eventually { api.world.node.view.ledger.height > before })
            #expect(await eventually { disk.waiting >= 2 || !disk.hangs })
            let health = try await api.send(api.draft("/v1/health"))
            #expect(health.status == 200)
            #expect(disk.hangs, "health was answered when the disk was, and not before")
            disk.goOn()
        }
    }
}
