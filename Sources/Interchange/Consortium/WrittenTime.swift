import Foundation
import LedgerTypes

/// Times as people write them.
public enum WrittenTime {
    /// An ISO 8601 time with an offset, to the second; nil for another form and before 1970.
    public static func time(_ text: String) -> BlockTime? {
        guard let date = ISO8601DateFormatter().date(from: text),
            let seconds = UInt64(exactly: date.timeIntervalSince1970.rounded(.down))
        else { return nil }
        let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? nil : BlockTime(milliseconds)
    }
}
