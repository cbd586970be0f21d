import Foundation
import TallyClient

/// A node, as whoever has an evidence file made calls it.
protocol ExportingNode: Sendable {
    func beginExport(_ order: ExportBody) async throws -> ExportView
    func exportStanding(_ id: String, wait milliseconds: UInt64) async throws -> ExportView
    func exportFile(_ id: String) async throws -> Data
    func endExport(_ id: String) async throws
}

extension NodeClient: ExportingNode {}

extension ExportingNode {
    /// An evidence file, from the question to the bytes.
    ///
    /// Where the task is cancelled, or anything fails, the node is told to let go of the export.
    ///
    /// - Parameter progress: is told how far it is, about once a second.
    func evidence(
        _ order: ExportBody, progress: (ExportView) -> Void = { _ in }
    ) async throws -> [UInt8] {
        var standing = try await self.beginExport(order)
        let id = standing.id
        do {
            progress(standing)
            while standing.bytes == nil {
                try Task.checkCancellation()
                standing = try await self.exportStanding(id, wait: 1_000)
                progress(standing)
            }
            let file = try await self.exportFile(id)
            await release(id)
            return Array(file)
        } catch {
            await release(id)
            throw error
        }
    }

    /// Also where the task is cancelled. What the node is not told it lets go of by itself.
    private func release(_ id: String) async {
        _ = await Task.detached { try? await self.endExport(id) }.value
    }
}
