/// How far an export is: its stage, and in it how many of how many. It only ever grows.
package struct ExportProgress: Hashable, Sendable, Comparable {
    /// What is done, in this order.
    package enum Stage: UInt64, CaseIterable, Sendable, Comparable {
        /// Entries are read, from the newest back.
        case reading = 1
        /// Each entry gets its proof.
        case proving
        /// The block of each entry is read, where the order wants that layer.
        case witnessing
        /// The file is written, sealed, and checked as a court would; in one piece.
        case sealing

        package static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
    }

    package var stage: Stage
    package var done: UInt64
    package var total: UInt64

    package init(_ stage: Stage, done: UInt64, of total: UInt64) {
        self.stage = stage
        self.done = done
        self.total = total
    }

    package static func < (left: ExportProgress, right: ExportProgress) -> Bool {
        (left.stage, left.done) < (right.stage, right.done)
    }
}
