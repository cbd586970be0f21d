import Foundation
import Sealing
import TestSupport
import Testing

@testable import NodeAPI

/// `docs/examples/ask-node`, run as a reader runs it, against a node of this process.
@Suite(.timeLimit(.minutes(15)), .enabled(if: ToolRun.areBuilt)) struct `The example ask-node` {
    /// Away from Swift's own threads: the node answers on them meanwhile.
    private func run(_ arguments: [String], in folder: String) async throws -> ToolRun {
        try await withCheckedThrowingContinuation { waiting in
            Thread.detachNewThread {
                waiting.resume(
                    with: Result { try ToolRun("ask-node", arguments, in: folder) })
            }
        }
    }

    @Test func `tells how a node does and who the members are`() async throws {
        let folder = try ToolFolder()
        try Data(ApiPeople.key("dr-li").seed.exposed()).write(
            to: URL(fileURLWithPath: folder.path + "/dr-li.seed"))
        try Data(SigningKey.generate(suite: ApiWorld.suite).seed.exposed()).write(
            to: URL(fileURLWithPath: folder.path + "/stranger.seed"))
        try await ApiWorld.with { api in
            try await api.world.serve { address in
                let open = try await run([address.absoluteString], in: folder.path)
                #expect(open.code == 0, "\(open.complaint)")
                #expect(open.output.hasPrefix("hospital-a · "))
                #expect(!open.output.contains("hospital-b"))
                let signed = try await run(
                    [address.absoluteString, "dr-li.seed"], in: folder.path)
                #expect(signed.code == 0, "\(signed.complaint)")
                #expect(signed.output.contains("hospital-b: "))
                let stranger = try await run(
                    [address.absoluteString, "stranger.seed"], in: folder.path)
                #expect(stranger.code == 1 && stranger.complaint.contains("enrol it first"))
            }
        }
    }
}
