import Foundation
import Governance
import LedgerTypes
import NodeRuntime
import Testing

@testable import NodeAPI

@Suite(.timeLimit(.minutes(2))) struct `A disk that hangs` {
    private func registration(_ world: ApiWorld) -> SignedTransaction {
        world.transaction(
            RegisterSubject(
                subject: Subject(
                    pseudonym: world.patient, holder: world.node.member,
                    key: ApiPeople.key("patient").verifyingKey)), by: nil, gateway: true)
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
            disk.hang(atMost: 10)
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

    @Test func `holds up the duties of a member, and neither health nor commits`() async throws {
        let disk = HangingDisk()
        try await ApiWorld.with(seats: 2, disk: disk.disk) { api in
            #expect(await eventually { api.world.node.health().reachesQuorum })
            disk.hang(atMost: 10)
            // Both members' gateways read the new block.
            let outcome = await api.world.node.commit(registration(api.world)).1
            guard case .committed = outcome else {
                Issue.record("not committed: \(outcome)")
                return
            }
            #expect(await eventually { disk.waiting >= 2 || !disk.hangs })
            let health = try await api.send(api.draft("/v1/health"))
            #expect(health.status == 200)
            #expect(disk.hangs, "health was answered when the disk was, and not before")
            disk.goOn()
        }
    }
}
