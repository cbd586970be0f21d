import Foundation
import TestSupport
import Testing

/// What is secret stays with its owner: on the disk, and in what other users see of a process.
@Suite struct `Secrets on the machine` {
    @Test func `files come into being in one place`() {
        let makers = [#"\bO_CREAT\b"#, #"\bcreateFile\("#, #"\.write\(to(?:File)?: URL"#]
        for pattern in makers {
            let found = sources(below: "Sources").filter { file in
                file.code.contains { !Manual.matches(pattern, in: $0).isEmpty }
            }
            let expected = pattern.contains("O_CREAT") ? ["Sources/SystemCalls/NewFile.swift"] : []
            #expect(found.map(\.path) == expected, "\(pattern)")
        }
        // Rights that are taken back had been given.
        let mended = sources(below: "Sources").filter { file in
            file.code.contains {
                !Manual.matches(#"\bf?chmod\(|\bumask\(|setAttributes\("#, in: $0).isEmpty
            }
        }
        #expect(mended.map(\.path) == [])
    }

    /// Arguments are read by every user of the machine: what a command asks for by these names is a
    /// file, or it is typed.
    @Test func `commands take no secret as an argument`() {
        let secret = [
            "secret", "passphrase", "password", "seed", "salt", "reason", "text", "token",
        ]
        for file in sources(below: "Sources/TallyCommands") {
            for (index, line) in file.lines.enumerated() where line.contains("var ") {
                let above = file.lines[max(0, index - 8)..<index].joined(separator: "\n")
                guard
                    let option = above.range(of: "@Option", options: .backwards)
                        ?? above.range(of: "@Argument", options: .backwards),
                    !above[option.upperBound...].contains("var "),
                    let name = Manual.matches(#"var (\w+):"#, in: line).first?.last
                else { continue }
                #expect(!secret.contains(name.lowercased()), "\(file.path): \(name)")
            }
        }
    }
}
