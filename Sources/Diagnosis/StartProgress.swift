import Foundation
import LedgerTypes
import NodeFiles

/// How far a start has come: a node reads its chain from the beginning, which takes its time, and
/// answers nobody before.
///
/// Written for the doctor into a file that is gone once the node answers; it means something only
/// while a process holds the folder.
package struct StartProgress: Hashable, Sendable {
    package let height: Height
    package let tip: Height

    /// Reads the file of a folder; nil if no start is under way.
    package init?(_ folder: NodeFolder) {
        // Where the file cannot be read the doctor says that the node starts, and not how far.
        guard let bytes = try? AtomicFile.read(folder.startProgress) else { return nil }
        let numbers = String(decoding: bytes, as: UTF8.self).split(separator: " ").compactMap {
            UInt64($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        guard numbers.count == 2 else { return nil }
        (height, tip) = (Height(numbers[0]), Height(numbers[1]))
    }

    private init(_ height: Height, _ tip: Height) { (self.height, self.tip) = (height, tip) }

    /// Notes progress about once a second; where the file cannot be written nobody reads it, and the
    /// start goes on.
    package static func teller(_ folder: NodeFolder, tip: Height) -> (Height) -> Void {
        var last: ContinuousClock.Instant?
        return { height in
            let now = ContinuousClock.now
            if let last, now - last < .seconds(1) { return }
            last = now
            // The doctor then says that the node starts, and not how far.
            try? AtomicFile.write(Array("\(height) \(tip)\n".utf8), to: folder.startProgress)
        }
    }

    /// The start is over.
    package static func end(_ folder: NodeFolder) {
        try? FileManager.default.removeItem(atPath: folder.startProgress)
    }
}
