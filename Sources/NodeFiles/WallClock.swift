import Foundation
import LedgerTypes

/// The machine's clock, which may jump: for block times and dates, never for timers.
package enum WallClock {
    package static func now() -> BlockTime {
        BlockTime(UInt64(max(0, Date().timeIntervalSince1970 * 1_000)))
    }
}
