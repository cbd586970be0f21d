import Foundation
import NodeFiles
import SystemCalls
import WrittenText

/// Where secrets come from. Never from the arguments of a command: every user of the machine reads
/// those, and shells keep them.
enum SecretInput {
    /// The first line of a file that nobody else may read; `/dev/stdin` or a pipe of the shell is one.
    static func firstLine(of path: String) throws -> [UInt8] {
        Array((try lines(of: path).first ?? "").utf8)
    }

    /// Words about a patient: a file's, or what somebody types; never none.
    static func words(
        file: String?, option: String, asking text: String
    ) throws -> [UInt8] {
        if file == nil, canAsk { FileHandle.standardError.write(Data(text.utf8)) }
        guard
            let words = try file.map({ try lines(of: $0).joined(separator: "\n") })
                ?? (canAsk ? readLine() : nil), !words.isEmpty
        else {
            throw Failure(
                .usage, code: "words-missing", zh: "没有文字：请用 \(option) 指明文件，或在终端中输入",
                en: "there are no words: give a file by \(option), or type them at a terminal")
        }
        return Array(words.utf8)
    }

    private static func lines(of path: String) throws -> [String] {
        let bytes: [UInt8]
        do throws(FileFault) {
            bytes = try AtomicFile.readSecret(path)
        } catch {
            throw Failure(error)
        }
        do throws(WrittenTextFault) {
            return try WrittenPage(bytes).lines
        } catch {
            throw Failure(error, path)
        }
    }

    /// True where somebody sits at a terminal.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 }

    /// Asks at the terminal, and shows nothing of what is typed.
    static func ask(_ text: String) -> [UInt8] {
        guard let line = getpass(text) else { return [] }
        return Array(String(cString: line).utf8)
    }
}
