import Foundation
import LedgerTypes
import SystemCalls

/// One line on a terminal that says how far long work is; nothing where nobody looks.
final class ProgressLine {
    private let isShown = isatty(STDERR_FILENO) == 1
    private var isBegun = false

    func show(_ text: String) {
        guard isShown else { return }
        isBegun = true
        FileHandle.standardError.write(Data("\r\u{1b}[K\(text)".utf8))
    }

    /// Every thousandth height.
    func show(_ height: Height) {
        if height.value % 1_000 == 0 { show("\(height)") }
    }

    func end() {
        guard isBegun else { return }
        isBegun = false
        FileHandle.standardError.write(Data("\r\u{1b}[K".utf8))
    }
}
