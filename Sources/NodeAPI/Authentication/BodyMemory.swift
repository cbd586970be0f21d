import Hummingbird
import NIOCore
import Synchronization
import TallyClient

/// What bodies under way may hold together: anybody may send one under the id of another's key, and
/// the signature covers the whole.
final class BodyMemory: Sendable {
    private let held = Mutex(0)
    private let most: Int

    init(most: Int = Limits.bodiesUnderWay) { self.most = most }

    /// Bytes that are held now, beyond the first of each.
    var count: Int { held.withLock { $0 } }

    /// Collects a body; throws where it is too large, or where others hold all there is.
    func collect<Body: AsyncSequence>(_ body: Body) async throws -> [UInt8]
    where Body.Element == ByteBuffer {
        var bytes: [UInt8] = []
        var counted = 0
        defer { release(counted) }
        for try await part in body {
            guard bytes.count + part.readableBytes <= Limits.maximumBodyBytes else {
                throw APIError.bodyTooLarge
            }
            bytes += part.readableBytesView
            let wanted = max(0, bytes.count - Limits.uncountedBody)
            guard take(wanted - counted) else { throw APIError.tooManyBodies }
            counted = wanted
        }
        return bytes
    }

    private func take(_ count: Int) -> Bool {
        held.withLock { held in
            guard held + count <= most else { return false }
            held += count
            return true
        }
    }

    private func release(_ count: Int) { held.withLock { $0 -= count } }
}
