import Testing

@Suite struct `Names in the sources` {
    /// What is called by nothing in the sources, and why it stands there all the same.
    private static let allowed: [String: String] = [
        "TallyBench": "@main", "TallySim": "@main", "Main": "@main",
        "CodingKeys": "Swift's coding reads it", "userInfo": "Swift's decoding asks for it",
        "configuration": "the argument parser reads it",
        "validate": "the argument parser calls it",
        "allValueStrings": "the argument parser reads it",
        "Context": "Hummingbird asks for it",
        "InboundIn": "NIO asks for it", "OutboundIn": "NIO asks for it",
        "OutboundOut": "NIO asks for it", "channelInactive": "NIO calls it",
        "channelRead": "NIO calls it", "errorCaught": "NIO calls it",
        "handlerAdded": "NIO calls it", "handlerRemoved": "NIO calls it",
        "ENOSPC": "a number of the system", "EDQUOT": "a number of the system",
        "EACCES": "a number of the system", "EPERM": "a number of the system",
        "EROFS": "a number of the system", "EMFILE": "a number of the system",
        "ENFILE": "a number of the system", "ENOMEM": "a number of the system",
        "ENOBUFS": "a number of the system", "EIO": "a number of the system",
        "EILSEQ": "a number of the system", "ENODATA": "a number of the system",
        "EADDRINUSE": "a number of the system",
        "EADDRNOTAVAIL": "a number of the system",
        "enqueue": "Swift's runtime calls it", "debugDescription": "Swift prints it",
        "customMirror": "Swift prints it",
        "attr": "a word of the charter language, found by its text",
        "singleValueContainer": "Swift's decoding calls it",
        "nestedContainer": "Swift's decoding calls it",
        "nestedUnkeyedContainer": "Swift's decoding calls it",
        "superDecoder": "Swift's decoding calls it",
        "tooLate": "met through `allCases`",
        "move": "tests of rules need no headers", "CharterDiff": "for tools over the language",
        "ofConsensus": "the room's tests must catch all of them",
        "ofReplica": "the room's tests must catch all of them",
        "ofExecution": "the room's tests must catch all of them",
        "ofSeatFiles": "the room's tests must catch all of them",
        "ofBlockStore": "the room's tests must catch all of them",
    ]

    @Test func `are each used by the sources`() {
        let all = sources(below: "Sources")
        let lines = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0.lines) })
        let dead = DeadNames(all.map { (path: $0.path, text: $0.text) }).found.filter { item in
            let line = lines[item.file]?[item.line - 1] ?? ""
            return !RoomTable.libraries.contains(item.room) || !line.contains("public ")
        }
        for item in dead where Self.allowed[item.name] == nil {
            Issue.record("\(item.place) is used by nothing, or by tests alone: remove it")
        }
        let stale = Set(Self.allowed.keys).subtracting(dead.map(\.name)).sorted()
        #expect(stale == [], "allowed, but not dead")
    }

    @Test func `are found where nothing uses them`() {
        let sample = """
            /// Speaks of neverCalled, which is no use of it.
            package struct Store {
                public static let lone = "neverCalled lone \\(used)"
                static let used = #"a "quoted" word"#
                private func alone() {}
                func inside() { elsewhere() }
                package private(set) var count = 0xbeef
                package func neverCalled(_ first: Int) { switch first { case used: break } }
                enum Kind { case one, two(first: Int), three }
            }
            """
        let other = """
            func elsewhere() { Store(count: .one, .two(first: 1)).alone; inside }
            """
        let found = DeadNames([
            (path: "Sources/BlockStore/Store.swift", text: sample),
            (path: "Sources/Replica/Other.swift", text: other),
        ]).found
        let names = found.map { "\($0.name):\($0.line)" }
        #expect(
            names == [
                "lone:3", "alone:5", "inside:6", "neverCalled:8", "Kind:9", "three:9",
                "elsewhere:1",
            ])
    }
}
