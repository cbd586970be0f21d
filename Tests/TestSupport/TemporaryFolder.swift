import CanonicalCoding
import Foundation
import Sealing

/// A folder of its own for one test, removed afterwards.
package final class TemporaryFolder {
    package let path: String

    package init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("tally-" + Hex.encode(RandomBytes.generate(count: 8))).path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
