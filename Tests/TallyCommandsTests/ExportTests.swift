import Foundation
import Synchronization
import SystemCalls
import TallyClient
import Testing

@testable import TallyCommands

/// A node that makes a file in some steps, and never finishes it where it has no bytes.
private final class ScriptedNode: ExportingNode {
    private let calls = Mutex<[String]>([])
    private let steps = Mutex<UInt64>(0)
    let bytes: Data?
    /// Is told of each look.
    let onLook: @Sendable (UInt64) -> Void

    init(_ bytes: Data?, onLook: @escaping @Sendable (UInt64) -> Void = { _ in }) {
        self.bytes = bytes
        self.onLook = onLook
    }

    var made: [String] { calls.withLock { $0 } }

    private func view(_ done: UInt64, _ size: UInt64?) -> ExportView {
        ExportView(id: "e", height: 7, stage: "reading", done: done, total: 3, bytes: size)
    }

    /// Ends when the task is cancelled.
    private static func cancellation() async {
        let (never, silent) = AsyncStream.makeStream(of: Void.self)
        for await _ in never {}
        silent.finish()
    }

    func beginExport(_ order: ExportBody) async throws -> ExportView {
        calls.withLock { $0.append("begin") }
        return view(0, nil)
    }

    func exportStanding(_ id: String, wait milliseconds: UInt64) async throws -> ExportView {
        let step = steps.withLock { steps in
            steps += 1
            return steps
        }
        onLook(step)
        // Nothing more is to come where there are no bytes: as a node does, it answers late.
        if bytes == nil, step > 1 { await Self.cancellation() }
        let size = step < 3 ? nil : bytes.map { UInt64($0.count) }
        return view(min(step, 3), size)
    }

    func exportFile(_ id: String) async throws -> Data {
        calls.withLock { $0.append("file") }
        return bytes ?? Data()
    }

    func endExport(_ id: String) async throws {
        calls.withLock { $0.append("end") }
        if Task.isCancelled { throw CancellationError() }
    }
}

@Suite(.timeLimit(.minutes(15)), .serialized) struct `Fetching an evidence file` {
    private static let order = ExportBody(
        kind: "subject", id: "00", caseReference: "1", disclosures: [:])

    @Test func `shows how far it is, to the end, and lets go of the file`() async throws {
        let node = ScriptedNode(Data([1, 2, 3]))
        let seen = Mutex<[UInt64]>([])
        let file = try await node.evidence(Self.order) { view in
            seen.withLock { $0.append(view.done) }
        }
        #expect(file == [1, 2, 3])
        #expect(seen.withLock { $0 } == [0, 1, 2, 3])
        #expect(node.made == ["begin", "file", "end"])
    }

    @Test func `that is interrupted ends, and the node is told`() async throws {
        let node = ScriptedNode(nil) { step in
            if step == 1 { kill(getpid(), SIGINT) }
        }
        await #expect {
            try await Interruption.ending { try await node.evidence(Self.order) }
        } throws: { error in
            (error as? Failure)?.code == "cancelled"
        }
        #expect(node.made == ["begin", "end"])
    }

    @Test func `says in both languages what is done`() {
        for stage in ["reading", "proving", "witnessing", "sealing"] {
            let view = ExportView(id: "e", height: 1, stage: stage, done: 3, total: 9, bytes: nil)
            let texts = [DisplayLanguage.zh, .en].map { ExportCommand.progress(view, $0) }
            #expect(texts[0] != texts[1])
            #expect(stage == "sealing" || texts.allSatisfy { $0.contains("3") && $0.contains("9") })
        }
    }
}
