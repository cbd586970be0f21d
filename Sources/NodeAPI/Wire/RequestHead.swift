import NIOHTTP1

/// The head of a request, checked: one host, one length, one way to write its path.
///
/// Source: RFC 9112, sections 3 (request line, Host), 6 (length of the body) and 9 (connections).
struct RequestHead {
    private(set) var head: HTTPRequestHead
    /// True if the caller waits for a word before it sends the body.
    let awaitsContinue: Bool

    init(checking head: HTTPRequestHead) throws(WireFault) {
        guard head.version.major == 1, head.version.minor <= 1 else { throw .versionUnknown }
        guard Self.methods.contains(head.method) else { throw .methodUnknown }
        self.head = head
        awaitsContinue = try Self.awaitsContinue(head)
        try Self.checkLength(head)
        try checkTarget()
        // Asked for by no call: parsing ends where a change of protocol could begin.
        if !head.isKeepAlive || head.headers.contains(name: "upgrade") { endsConnection() }
        self.head.headers.remove(name: WireFault.mark)
    }

    /// The connection ends after the answer.
    mutating func endsConnection() { head.headers.replaceOrAdd(name: "connection", value: "close") }

    /// Methods that have a meaning; a call has one of the first three.
    private static let methods: [HTTPMethod] = [
        .GET, .HEAD, .POST, .PUT, .DELETE, .CONNECT, .OPTIONS, .TRACE, .PATCH,
    ]

    private static func awaitsContinue(_ head: HTTPRequestHead) throws(WireFault) -> Bool {
        let expected = head.headers[canonicalForm: "expect"]
        guard let first = expected.first else { return false }
        guard expected.count == 1, first.lowercased() == "100-continue" else {
            throw .expectationUnknown
        }
        return head.version.minor == 1
    }

    private static func checkLength(_ head: HTTPRequestHead) throws(WireFault) {
        let (lengths, codings) = (head.headers["content-length"], head.headers["transfer-encoding"])
        guard lengths.count + codings.count <= 1 else { throw .lengthAmbiguous }
        if let coding = codings.first {
            guard coding.lowercased() == "chunked" else { throw .codingUnknown }
            guard head.version.minor == 1 else { throw .lengthAmbiguous }
        }
        if let text = lengths.first {
            guard let length = Shape.decimal(text) else { throw .lengthAmbiguous }
            guard length <= Limits.maximumBodyBytes else { throw .bodyTooLarge }
        }
    }

    /// Host and path. A target with a host in it counts for the Host header.
    private mutating func checkTarget() throws(WireFault) {
        let hosts = head.headers["host"]
        guard hosts.count <= 1, hosts.count == 1 || head.version.minor == 0 else {
            throw .hostWrong
        }
        guard head.uri.utf8.count <= Limits.targetBytes else { throw .targetTooLong }
        guard head.method != .CONNECT, head.uri != "*" else { throw .methodNotOfTarget }
        var host = hosts.first
        if let (authority, path) = Self.absolute(head.uri) {
            (host, head.uri) = (authority, path)
            head.headers.replaceOrAdd(name: "host", value: authority)
        }
        if let host { guard Self.isHost(host) else { throw .hostWrong } }
        guard Self.isCanonical(head.uri) else { throw .targetNotCanonical }
    }

    private static func absolute(_ target: String) -> (host: String, path: String)? {
        for scheme in ["http://", "https://"] where target.lowercased().hasPrefix(scheme) {
            let rest = target.dropFirst(scheme.count)
            let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
            let path = rest[end...]
            return (String(rest[..<end]), path.hasPrefix("/") ? String(path) : "/" + path)
        }
        return nil
    }

    /// A name, an address of four numbers or one in brackets, and a port where there is one.
    static func isHost(_ text: String) -> Bool {
        var rest = Substring(text)
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]") else { return false }
            let address = rest[rest.index(after: rest.startIndex)..<end]
            guard !address.isEmpty,
                address.utf8.allSatisfy({ isHex($0) || $0 == Ascii.colon || $0 == Ascii.dot })
            else { return false }
            rest = rest[rest.index(after: end)...]
        } else {
            let name = rest.prefix { $0 != ":" }
            guard !name.isEmpty, name.utf8.allSatisfy(isUnreserved) else { return false }
            rest = rest.dropFirst(name.count)
        }
        guard !rest.isEmpty else { return true }
        let port = rest.dropFirst()
        return rest.hasPrefix(":") && port.utf8.count <= 5 && port.utf8.allSatisfy(isDigit)
            && (Int(port) ?? 0) <= 65_535
    }

    /// The one way to write a path: whole parts of plain letters between single slashes.
    static func isCanonical(_ target: String) -> Bool {
        let pieces = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = pieces.count == 2 ? pieces[1] : ""
        guard pieces[0].hasPrefix("/"),
            query.utf8.allSatisfy({ isUnreserved($0) || $0 == Ascii.equals || $0 == Ascii.and })
        else { return false }
        let parts = pieces[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        return pieces[0] == "/"
            || parts.allSatisfy { part in
                !part.isEmpty && part != "." && part != ".." && part.utf8.allSatisfy(isUnreserved)
            }
    }

    private enum Ascii {
        static let (colon, dot, equals, and) = (
            UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "="), UInt8(ascii: "&")
        )
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            || [0x2d, 0x2e, 0x5f, 0x7e].contains(byte)
    }
}
