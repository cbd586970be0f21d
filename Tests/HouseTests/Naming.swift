import TestSupport

/// A name that a source file declares, and how far it can be seen from there.
struct DeclaredName: Hashable {
    enum Reach: Int { case file, room, package }

    let name: String
    let file: String
    let line: Int
    let reach: Reach

    var room: String { String(file.split(separator: "/")[1]) }
    var place: String { "\(file):\(line) `\(name)`" }
}

/// The names in a Swift file, read byte by byte: comments and the contents of strings are passed
/// over, what is interpolated into a string is read.
struct Naming {
    private(set) var declared: [DeclaredName] = []
    /// How often each name stands in the file, by the hash of its bytes.
    private(set) var uses: [UInt64: Int] = [:]

    private let file: String
    private let text: UnsafePointer<UInt8>
    private let count: Int
    private var at = 0
    private var line = 1
    /// The last word that says what is declared, until a name follows it.
    private var keyword: Word?
    private var reach = DeclaredName.Reach.room
    /// Set inside `case one, two(Int)`: how many brackets are open there.
    private var caseDepth: Int?

    private enum Word { case declares, cases, hides, shows }

    init(file: String, text: String) {
        let bytes = Array(text.utf8) + [0]
        self = bytes.withUnsafeBufferPointer { Naming(file, $0.baseAddress!, bytes.count - 1) }
    }

    /// By a pointer: a test is built without optimisation, and every source is read.
    private init(_ file: String, _ text: UnsafePointer<UInt8>, _ count: Int) {
        self.file = file
        self.text = text
        self.count = count
        readCode(untilBracket: false)
    }

    static func key(_ name: String) -> UInt64 {
        let bytes = Array(name.utf8)
        return bytes.withUnsafeBufferPointer { hash($0.baseAddress!, bytes.count) }
    }

    private static func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var (hash, at): (UInt64, Int) = (0xcbf2_9ce4_8422_2325, 0)
        while at < count {
            hash = (hash ^ UInt64(bytes[at])) &* 0x100_0000_01b3
            at += 1
        }
        return hash
    }

    private static let words: [UInt64: Word] = {
        let words: [(String, Word)] = [
            ("func var let struct enum class actor protocol typealias", .declares),
            ("case", .cases), ("private fileprivate", .hides), ("public package open", .shows),
        ]
        let each = words.flatMap { names, word in
            names.split(separator: " ").map { (key(String($0)), word) }
        }
        return Dictionary(uniqueKeysWithValues: each)
    }()

    private func startsName(_ byte: UInt8) -> Bool {
        (byte | 32) &- 97 < 26 || byte == 95 || byte >= 128
    }

    private func isOfName(_ byte: UInt8) -> Bool { startsName(byte) || byte &- 48 < 10 }

    /// Whether the same byte stands here so many times.
    private func has(_ byte: UInt8, times: Int, after step: Int = 0) -> Bool {
        guard at + step + times <= count else { return false }
        var index = at + step
        while index < at + step + times {
            if text[index] != byte { return false }
            index += 1
        }
        return true
    }

    private mutating func readCode(untilBracket: Bool) {
        var open = 0
        while at < count {
            let byte = text[at]
            if startsName(byte) {
                readName()
                continue
            }
            switch byte {
            case 10: endLine()
            case 47 where has(47, times: 2):
                while at < count, text[at] != 10 { at += 1 }
                continue
            case 34, 35:
                if readString() { continue }
            case 40, 91:
                bracket(+1)
                open += 1
            case 41, 93:
                bracket(-1)
                open -= 1
                if untilBracket, open == 0 {
                    at += 1
                    return
                }
            case 44: if caseDepth == 0 { keyword = .cases }
            case 58, 123: endCase()
            case 48...57: while at + 1 < count, isOfName(text[at + 1]) { at += 1 }
            case 32, 96: break
            default: if caseDepth == nil { keyword = nil }
            }
            at += 1
        }
    }

    private mutating func bracket(_ step: Int) {
        if let depth = caseDepth { caseDepth = depth + step }
        if step > 0, caseDepth == nil { keyword = nil }
    }

    private mutating func endLine() {
        line += 1
        if keyword != .cases || caseDepth == nil { endCase() }
    }

    private mutating func endCase() {
        guard caseDepth ?? 0 <= 0 else { return }
        caseDepth = nil
        keyword = nil
        reach = .room
    }

    private mutating func readName() {
        let start = at
        while at < count, isOfName(text[at]) { at += 1 }
        let key = Self.hash(text + start, at - start)
        let isMember = start > 0 && text[start - 1] == 46
        if !isMember, let word = Self.words[key], meets(word, key) { return }
        uses[key, default: 0] += 1
        guard let keyword else { return }
        if isMember { return endCase() }
        if caseDepth ?? 0 <= 0 {
            let bytes = UnsafeBufferPointer(start: text + start, count: at - start)
            declared.append(
                DeclaredName(
                    name: String(decoding: bytes, as: UTF8.self), file: file, line: line,
                    reach: keyword == .cases ? .package : reach))
        }
        self.keyword = nil
    }

    private static let secondWords = Set(["func", "var", "let", "case"].map(key))

    /// Takes a word of the language; false for `let actor`, which is a name.
    private mutating func meets(_ word: Word, _ key: UInt64) -> Bool {
        if keyword == .declares, !Self.secondWords.contains(key) {
            keyword = nil
            return false
        }
        meet(word)
        return true
    }

    private mutating func meet(_ word: Word) {
        switch word {
        case .hides:
            // `private(set)` hides nothing of a value that is read.
            if !(at < count && text[at] == 40) { reach = .file }
        case .shows: reach = .package
        case .cases:
            keyword = word
            caseDepth = 0
        case .declares:
            // `class func`: the later word says what is declared.
            caseDepth = nil
            keyword = word
        }
    }

    /// Passes over a string literal; false where none begins.
    private mutating func readString() -> Bool {
        let start = at
        while at < count, text[at] == 35 { at += 1 }
        let hashes = at - start
        guard at < count, text[at] == 34 else {
            at = start
            return false
        }
        let quotes = has(34, times: 3) ? 3 : 1
        at += quotes
        while at < count {
            let byte = text[at]
            if byte == 34, has(34, times: quotes), has(35, times: hashes, after: quotes) {
                at += quotes + hashes
                return true
            }
            if byte == 92, has(35, times: hashes, after: 1) {
                at += 1 + hashes
                if at < count, text[at] == 40 { readCode(untilBracket: true) } else { at += 1 }
                continue
            }
            if byte == 10 { line += 1 }
            at += 1
        }
        return true
    }
}

/// The declarations of some files that nothing in those files uses.
struct DeadNames {
    let found: [DeclaredName]

    /// A declaration is dead where its name stands no oftener than it is declared: in its file, if
    /// it is private; in its room, if it is internal; anywhere, otherwise.
    init(_ files: [(path: String, text: String)]) {
        let all = files.map { Naming(file: $0.path, text: $0.text) }
        var uses: [String: [UInt64: Int]] = [:]
        var declarations: [String: [UInt64: Int]] = [:]
        for (file, naming) in zip(files, all) {
            for place in Self.places(file.path) {
                uses[place, default: [:]].merge(naming.uses, uniquingKeysWith: +)
                for item in naming.declared {
                    declarations[place, default: [:]][Naming.key(item.name), default: 0] += 1
                }
            }
        }
        found = all.flatMap(\.declared).filter { item in
            let key = Naming.key(item.name)
            return Self.places(item.file).dropFirst(item.reach.rawValue).contains { place in
                uses[place]?[key] ?? 0 <= declarations[place]?[key] ?? 0
            }
        }
    }

    /// The file, its room, the package.
    private static func places(_ path: String) -> [String] {
        [path, String(path.split(separator: "/").prefix(2).joined(separator: "/")), ""]
    }
}
