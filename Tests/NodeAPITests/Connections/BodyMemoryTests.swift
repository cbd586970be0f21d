import NIOCore
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite struct `Bodies under way` {
    private static func parts(_ sizes: [Int]) -> AsyncStream<ByteBuffer> {
        AsyncStream { stream in
            for size in sizes { stream.yield(ByteBuffer(repeating: 1, count: size)) }
            stream.finish()
        }
    }

    @Test func `hold so much together, and let it go`() async throws {
        let memory = BodyMemory(most: 100_000)
        #expect(try await memory.collect(Self.parts([10, 20])).count == 30)
        let (held, stream) = AsyncStream.makeStream(of: ByteBuffer.self)
        stream.yield(ByteBuffer(repeating: 1, count: Limits.uncountedBody + 60_000))
        let waiting = Task { try await memory.collect(held) }
        while memory.count < 60_000 { await Task.yield() }
        await #expect(throws: APIError.self) {
            try await memory.collect(Self.parts([Limits.uncountedBody + 60_000]))
        }
        #expect(memory.count == 60_000)
        // A small one has room always.
        #expect(try await memory.collect(Self.parts([Limits.uncountedBody])).count > 0)
        stream.finish()
        #expect(try await waiting.value.count == Limits.uncountedBody + 60_000)
        #expect(memory.count == 0)
        await #expect(throws: APIError.self) {
            try await memory.collect(Self.parts([Limits.maximumBodyBytes, 1]))
        }
        #expect(memory.count == 0)
    }
}
