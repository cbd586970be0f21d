import TallyClient

/// One call: how it is made, what it answers. The description of the interface, the check of what
/// stands in paths and queries, and what another method than its own is told come from here.
struct InterfaceCall: Sendable {
    let method: String
    let path: String
    /// What may stand in the place of each `{name}` of the path.
    var parts: [String: Shape] = [:]
    let summary: String
    var query: [QueryParameter] = []
    /// Name of the schema of the body; nil where there is none.
    var body: String?
    /// Name of the schema of the answer, or a media type.
    let answer: String
    /// Who may make it. The routes ask the door; a test walks every call with every kind of caller.
    let who: Access
    /// Further statuses with the same answer.
    var also: [String] = []
}

/// Who may make a call, in the words of the reference.
enum Access: String, CaseIterable {
    case open, enrolled, reader, practitioner
    case readerOrPatient = "reader or patient"
    case related = "whoever has a standing"
    case dataOfficer = "data officer of the member"
    case personOfMember = "practitioner of the member in person"
}

/// A parameter of a query; none has to be there.
struct QueryParameter: Sendable {
    let name: String
    let meaning: String
    let shape: Shape

    static let wait = QueryParameter(
        name: "wait", meaning: "milliseconds to wait for the entry",
        shape: .number(Limits.longestWait.value))
    static let exportWait = QueryParameter(
        name: "wait", meaning: "milliseconds to wait for the file",
        shape: .number(Limits.longestWait.value))
    static let before = QueryParameter(
        name: "before", meaning: "entry index where the page begins", shape: .place)
    static let ended = QueryParameter(
        name: "ended", meaning: "1 to have those that ended, too", shape: .number(1))
}

/// What a parameter may be.
enum Shape: Sendable {
    /// 32 bytes in lower-case hex.
    case digest
    /// One or more bytes in lower-case hex.
    case bytes
    /// A decimal number from 0, without leading zeros.
    case number(UInt64)
    /// One of these.
    case word([String])

    /// A height or the index of an entry: up to the largest integer that every reader of JSON holds
    /// exactly. Source: RFC 8259, section 6.
    static let place = Shape.number((1 << 53) - 1)

    func admits(_ text: String) -> Bool {
        switch self {
        case .digest: text.utf8.count == 64 && Self.isHex(text)
        case .bytes: !text.isEmpty && text.utf8.count.isMultiple(of: 2) && Self.isHex(text)
        case .number(let most): Self.decimal(text).map { $0 <= most } ?? false
        case .word(let words): words.contains(text)
        }
    }

    /// A number in the one way to write it; nil for anything else.
    static func decimal(_ text: String) -> UInt64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text == "0" || !text.hasPrefix("0")
        else { return nil }
        return UInt64(text)
    }

    private static func isHex(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

extension InterfaceCall {
    /// The calls of a path with what stands in its parameters; by one path there may be several
    /// methods.
    static func matching(_ path: String) -> [(call: InterfaceCall, parts: [String: String])] {
        let given = pieces(path)
        return all.compactMap { call in
            let wanted = pieces(call.path)
            guard wanted.count == given.count else { return nil }
            var parts: [String: String] = [:]
            for (want, have) in zip(wanted, given) {
                if want.hasPrefix("{") {
                    parts[String(want.dropFirst().dropLast())] = String(have)
                } else if want != have {
                    return nil
                }
            }
            return (call, parts)
        }
    }

    private static func pieces(_ path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: false)
    }

    /// True if the call is made with this method; HEAD is GET without the body.
    func takes(_ method: String) -> Bool {
        method == self.method.uppercased() || (method == "HEAD" && self.method == "get")
    }

    /// Every method of a path, for `Allow`.
    static func methods(of calls: [InterfaceCall]) -> [String] {
        ["GET", "HEAD", "POST"].filter { method in calls.contains { $0.takes(method) } }
    }

    /// Throws where a part of the path or of the query is none, is unknown or stands twice.
    func check(_ parts: [String: String], query text: String?) throws {
        for (name, shape) in self.parts.sorted(by: { $0.key < $1.key }) {
            guard let value = parts[name], shape.admits(value) else {
                throw APIError.malformed("`\(name)`")
            }
        }
        var seen: Set<Substring> = []
        for item in (text ?? "").split(separator: "&", omittingEmptySubsequences: true) {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, seen.insert(pair[0]).inserted,
                let parameter = query.first(where: { $0.name == pair[0] }),
                parameter.shape.admits(String(pair[1]))
            else { throw APIError.malformed("`?\(pair[0])`") }
        }
    }
}
