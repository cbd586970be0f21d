import Bilingual
import Consensus
import Foundation
import Governance
import LedgerTypes
import Replica
import Sealing
import Synchronization
import TestSupport
import Testing

@testable import Diagnosis
@testable import NodeFiles
@testable import NodeRuntime
@testable import Upkeep

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Halted cluster` {
    @Test func `names the two seats that are missing, and their votes`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        for index in 0..<4 {
            #expect(await eventually { cluster.node(index).health().role == .voting })
        }
        let first = cluster.registration(of: 1, at: 0)
        _ = try await cluster.node(0).commit(first)
        #expect(
            await eventually {
                cluster.node(0).health().seatReports.allSatisfy { $0.lastVote != nil }
            })
        await cluster.stop(1)
        await cluster.stop(3)
        _ = await cluster.node(0).submit(cluster.registration(of: 2, at: 0))
        #expect(
            await eventually {
                cluster.node(0).health().problems.contains { $0.code == 7170 }
            })
        // The others vote on the next height once the transaction has reached them.
        #expect(
            await eventually {
                let health = cluster.node(0).health()
                return health.seatReports.filter(\.isLinked).allSatisfy {
                    $0.lastVote?.height == health.height.next
                }
            })
        let health = cluster.node(0).health()
        let missing = try #require(health.missing)
        #expect(missing.members == [cluster.members[1], cluster.members[3]])
        #expect(missing.have == 2 && missing.need == 3)
        #expect(health.verdict == 2)
        let problem = try #require(health.problems.first { $0.code == 7170 })
        #expect(problem.english.contains("m1 (heard") && problem.english.contains("m3 (heard"))
        #expect(health.problems.contains { $0.code == 7140 })
        for seat in health.seatReports {
            let isDown = missing.members.contains(seat.member)
            #expect(seat.isLinked == !isDown)
            // What the silent ones last said is still known: of whatever height they stopped in.
            let vote = try #require(seat.lastVote)
            #expect(
                isDown
                    ? vote.height <= health.height.next : vote.height == health.height.next)
        }
        #expect(health.signedAt?.height == health.height.next)
        #expect(health.voteLogRecords > 0)
        try await cluster.start(1)
        // One seat is still away: with three of four none may fail.
        #expect(
            await eventually {
                cluster.node(0).health().problems.allSatisfy { $0.code == 7171 }
            }, "\(cluster.node(0).health().problems)")
        await cluster.stopAll()
    }

    @Test func `answers while the loop of consensus hangs, and says since when`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        let gate = DispatchSemaphore(value: 0)
        let node = cluster.node(0)
        async let hung = node.driver.submit { _ in
            // As a write does whose disk hangs.
            gate.wait()
            return .unavailable(.store(Wording(english: "hung", chinese: "无响应")))
        }
        #expect(await eventually { node.health().heartbeat > Milliseconds(1_500) })
        let before = ContinuousClock.now
        let health = node.health()
        #expect(ContinuousClock.now - before < .milliseconds(200))
        #expect(health.height == node.view.ledger.height)
        #expect(MetricsText.render(health).contains("tally_heartbeat_age_seconds"))
        gate.signal()
        _ = await hung
        #expect(await eventually { node.health().heartbeat < Milliseconds(1_500) })
        await cluster.stopAll()
    }

    @Test func `examines the folder of a node that does not run`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        for number in UInt8(1)...4 {
            _ = try await cluster.node(0).commit(cluster.registration(of: number, at: 0))
        }
        let folder = cluster.folder(0)
        try cluster.fill(0)
        var held = FolderExamination(folder)
        held.conclude(address: "nowhere")
        #expect(held.isHeld && held.problems.map(\.code) == [7183])
        await cluster.stop(0)
        var found = FolderExamination(folder)
        found.conclude(address: "nowhere")
        #expect(found.problems.map(\.code) == [7182], "\(found.problems)")
        #expect(found.tip.map { $0 > .genesis } == true && found.signedAt != nil)
        // What each fault is called.
        let register = folder.votes + "/signer.register"
        try FileManager.default.moveItem(atPath: register, toPath: register + ".away")
        #expect(FolderExamination(folder).problems.map(\.code) == [7121])
        #expect(!FileManager.default.fileExists(atPath: register))
        try FileManager.default.moveItem(atPath: register + ".away", toPath: register)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: folder.key(.seat))
        #expect(FolderExamination(folder).problems.map(\.code) == [7180])
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: folder.key(.seat))
        for path in [folder.salts, folder.records] {
            try FileManager.default.removeItem(atPath: path)
            let problems = FolderExamination(folder).problems
            #expect(problems.map(\.code) == [7155])
            #expect(problems.first?.english.contains(path) == true)
            try AtomicFile.createFolder(path)
        }
        #expect(FolderExamination(folder).problems.isEmpty)
        let path = folder.blocks + "/segment-000001.blocks"
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        bytes[bytes.count / 3] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(FolderExamination(folder).problems.map(\.code) == [7110])
        try Data("{}".utf8).write(to: URL(fileURLWithPath: folder.configuration))
        #expect(FolderExamination(folder).problems.map(\.code).contains(7094))
        await cluster.stopAll()
    }
}
