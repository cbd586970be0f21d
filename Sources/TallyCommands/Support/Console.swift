import Foundation
import Synchronization

/// Where commands print: the process's own streams, or what a test keeps.
enum Console {
    /// What was printed, kept apart by stream.
    final class Kept: Sendable {
        private let texts = Mutex<(output: String, errors: String)>(("", ""))

        var output: String { texts.withLock { $0.output } }
        var errors: String { texts.withLock { $0.errors } }

        fileprivate func add(_ text: String, toErrors: Bool) {
            texts.withLock { if toErrors { $0.errors += text } else { $0.output += text } }
        }
    }

    /// Set while a test runs a command; nil prints for people.
    @TaskLocal static var kept: Kept?

    /// A text on the output, with a line end after it.
    static func print(_ text: String) { write(text + "\n") }

    /// A text on the output as it is.
    static func write(_ text: String) { write(Data(text.utf8)) }

    /// Bytes on the output as they are.
    static func write(_ bytes: Data) {
        if let kept {
            kept.add(String(decoding: bytes, as: UTF8.self), toErrors: false)
        } else {
            FileHandle.standardOutput.write(bytes)
        }
    }

    /// A text on the error stream, with a line end after it.
    static func complain(_ text: String) {
        if let kept {
            kept.add(text + "\n", toErrors: true)
        } else {
            FileHandle.standardError.write(Data((text + "\n").utf8))
        }
    }
}
