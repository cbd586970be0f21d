import Foundation
import Testing

@testable import NodeAPI

extension ApiWorld {
    /// Serves the interface on a port of its own while `body` runs.
    func serve(_ body: (URL) async throws -> Void) async throws {
        let (ports, source) = AsyncStream.makeStream(of: Int.self)
        let server = NodeServer(
            node: node, version: "test", logger: ApiWorld.logger,
            onServerRunning: { source.yield($0) })
        let running = Task { try await server.run() }
        for await port in ports {
            let address = try #require(URL(string: "http://127.0.0.1:\(port)"))
            do {
                try await body(address)
            } catch {
                running.cancel()
                throw error
            }
            break
        }
        running.cancel()
        _ = try? await running.value
    }
}
