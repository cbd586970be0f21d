import Foundation
import Synchronization

/// Says aloud what this run does not check: a test that is skipped in silence looks like one that
/// passed.
package enum NotChecked {
    private static let said = Mutex<Set<String>>([])

    /// Gives the condition back; where it does not hold, writes a line to standard error, once for
    /// each text.
    ///
    /// - Parameter what: what is missing, and what is not checked for it.
    package static func unless(_ holds: Bool, _ what: String) -> Bool {
        if !holds, said.withLock({ $0.insert(what).inserted }) {
            FileHandle.standardError.write(Data("NOT CHECKED: \(what)\n".utf8))
        }
        return holds
    }
}
