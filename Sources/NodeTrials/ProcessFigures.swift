import Foundation

/// What the system says of the processes on this machine; nothing where it does not say: then a
/// report has no such figure.
package enum ProcessFigures {
    /// Processes with the words by which they were called.
    package static var running: [(id: Int32, words: [String])] {
        #if os(Linux)
            // Without it a report has no such figure.
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return names.compactMap { Int32($0) }.map { id in
                // A process that has just ended has no such file.
                let line = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") ?? Data()
                return (id, line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
            }
        #else
            return []
        #endif
    }

    /// A field of a process's status in MiB, such as `VmRSS` or `VmHWM`.
    package static func mebibytes(of field: String, process id: Int32) -> Double? {
        #if os(Linux)
            // A process that has just ended has no such file.
            let text = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
            let line = text?.split(separator: "\n").first { $0.hasPrefix(field + ":") }
            let words = line?.split(whereSeparator: { $0 == " " || $0 == "\t" })
            return words?.dropFirst().first.flatMap { Double($0) }.map { $0 / 1_024 }
        #else
            return nil
        #endif
    }
}
