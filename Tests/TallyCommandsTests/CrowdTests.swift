import Foundation
import NodeTrials
import SystemCalls
import TestSupport
import Testing

@testable import TallyCommands

@Suite(.serialized, .timeLimit(.minutes(15))) struct `A crowd of idle callers` {
    @Test func `takes no descriptor from votes, blocks and health`() async throws {
        DescriptorLimit.raise()
        try await RunningConsortium.with(descriptors: 256) { net in
            let node = net.network["hospital-a"]
            let before = try #require(await net.network.health(of: "hospital-a"))
            let crowd = IdleCallers()
            defer { crowd.closeAll() }
            for _ in 0..<4 {
                crowd.open(300, to: node.api, saying: IdleCallers.halfRequest)
                #expect(node.isRunning)
                let health = try #require(await net.network.health(of: "hospital-a"))
                #expect(health.disk.damagedBlocks.isEmpty)
                #expect(health.problems.contains { $0.code == 7_197 })
            }
            // The seat votes on, and reads its blocks again.
            #expect(
                await net.network.wait(for: "hospital-a") {
                    $0.height > before.height + 1 && $0.role == "voting"
                        && $0.disk.scrubPasses > before.disk.scrubPasses
                })
            #expect(node.isRunning)
            #expect(!node.log().contains { $0.contains("is damaged on this disk") })
            // Half-sent requests end by themselves.
            #expect(
                await net.network.wait(for: "hospital-a") { ($0.connections?.open ?? .max) < 8 })
        }
    }
}
