import Testing

/// Where the code is written for one system only.
private struct SystemWords {
    /// What some system does not have.
    static let pattern =
        #"\bimport (?:Glibc|Musl|Darwin)\b|"/proc/|SOCK_STREAM\.rawValue|\bMSG_NOSIGNAL\b"#
        + #"|\bfdatasync\(|\bposix_fadvise\(|\bF_FULLFSYNC\b|\bSO_NOSIGPIPE\b|\b(?:Glibc|Darwin)\."#

    /// Lines with such a word for which no `#if` asks whether the system has it.
    static func unguarded(_ lines: [String]) -> [Int] {
        // Most files have none: to look line by line is slow in a test's build.
        guard !Manual.matches(pattern, in: lines.joined(separator: "\n")).isEmpty else { return [] }
        // One for each `#if` that is open: whether it asks for a system.
        var asks: [Bool] = []
        return lines.indices.filter { index in
            let line = lines[index]
            if let condition = Manual.matches(#"^ *#if (.+)$"#, in: line).first {
                asks.append(!Manual.matches(#"\bos\(|\bcanImport\("#, in: condition[1]).isEmpty)
            } else if !Manual.matches("^ *#endif", in: line).isEmpty {
                _ = asks.popLast()
            }
            let code = line.components(separatedBy: "//").first ?? line
            return !asks.contains(true) && !Manual.matches(pattern, in: code).isEmpty
        }
    }
}

@Suite struct `Systems` {
    private static let own = "Tests/HouseTests/PortabilityTests.swift"

    @Test func `are asked for before what only one of them has`() {
        for file in House.all where file.path != Self.own {
            for line in SystemWords.unguarded(file.lines) {
                Issue.record("\(file):\(line + 1) is for one system: ask with #if, or SystemCalls")
            }
        }
    }

    @Test func `have their C library under one name`() {
        let pattern = #"\bimport (?:Glibc|Musl|Darwin)\b"#
        let found = House.all.filter { file in
            file.path != Self.own && !Manual.matches(pattern, in: file.text).isEmpty
        }
        #expect(found.map(\.path) == ["Sources/SystemCalls/SystemLibrary.swift"])
    }

    @Test func `are seen where they are not asked for`() {
        let lines = [
            "import Glibc", "#if canImport(Glibc)", "    import Glibc", "#else",
            "    import Darwin", "#endif", "#if DEBUG", #"let a = read("/proc/self/exe")"#,
            "#endif",
            "#if os(Linux)", "#if DEBUG", "fdatasync(file)", "#endif", "#endif",
            "fdatasync(file)  // flush", "flush(file)  // as fdatasync(file) does",
        ]
        #expect(SystemWords.unguarded(lines) == [0, 7, 14])
    }
}
