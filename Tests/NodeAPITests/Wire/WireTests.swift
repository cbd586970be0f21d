import Foundation
import HTTPTypes
import NIOHTTP1
import Sealing
import Testing

@testable import NodeAPI
@testable import TallyClient

/// What the node answers to HTTP that no client writes.
@Suite(.timeLimit(.minutes(15))) struct `HTTP by the letter` {
    private static let host = "host: node\r\n"
    private static let close = "connection: close\r\n"

    /// What is sent, and the status and code of the one answer.
    private static let refused: [(String, String)] = [
        ("GET /v1/version HTTP/1.1\r\n\r\n", "400 host-wrong"),
        ("GET /v1/version HTTP/1.1\r\nhost: a\r\nhost: a\r\n\r\n", "400 host-wrong"),
        ("GET /v1/version HTTP/1.1\r\nhost: a b\r\n\r\n", "400 host-wrong"),
        ("GET /v1/version HTTP/1.1\r\nhost: a:99999\r\n\r\n", "400 host-wrong"),
        ("GET http://u@a/v1/version HTTP/1.1\r\n\(host)\r\n", "400 host-wrong"),
        ("GET /v1//version HTTP/1.1\r\n\(host)\r\n", "400 path-not-canonical"),
        ("GET /v1/./version HTTP/1.1\r\n\(host)\r\n", "400 path-not-canonical"),
        ("GET /v1/../v1/version HTTP/1.1\r\n\(host)\r\n", "400 path-not-canonical"),
        ("GET /v1%2fversion HTTP/1.1\r\n\(host)\r\n", "400 path-not-canonical"),
        ("GET /v1/%76ersion HTTP/1.1\r\n\(host)\r\n", "400 path-not-canonical"),
        ("GET /v1/version/ HTTP/1.1\r\n\(host)\r\n", "400 path-not-canonical"),
        ("GET //v1/version HTTP/1.1\r\n\(host)\r\n", "400 path-not-canonical"),
        (
            "GET /v1/version\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\n\(host)\r\n",
            "414 target-too-long"
        ),
        (
            "GET /v1/version HTTP/1.1\r\n\(host)a: \(String(repeating: "a", count: 20_000))\r\n\r\n",
            "431 head-too-large"
        ),
        (
            "GET /v1/version HTTP/1.1\r\n\(host)"
                + String(repeating: "a: b\r\n", count: 100) + "\r\n", "431 head-too-large"
        ),
        ("GET /v1/version HTTP/2.0\r\n\(host)\r\n", "505 version-unknown"),
        ("GET /v1/version HTTP/1.2\r\n\(host)\r\n", "505 version-unknown"),
        ("FETCH /v1/version HTTP/1.1\r\n\(host)\r\n", "501 method-unknown"),
        ("MKCOL /v1/version HTTP/1.1\r\n\(host)\r\n", "501 method-unknown"),
        ("CONNECT node:80 HTTP/1.1\r\n\(host)\r\n", "405 method-not-allowed"),
        ("OPTIONS * HTTP/1.1\r\n\(host)\r\n", "405 method-not-allowed"),
        ("DELETE /v1/version HTTP/1.1\r\n\(host)\(close)\r\n", "405 method-not-allowed"),
        ("GET /v1/version HTTP/1.1\r\n\(host)nonsense\r\n\r\n", "400 malformed"),
        ("GET /v1/version HTTP/1.1\r\n\(host) folded: a\r\n\r\n", "400 malformed"),
        (
            "POST /v1/review HTTP/1.1\r\n\(host)content-length: 2\r\ncontent-length: 3\r\n\r\nab",
            "400 length-ambiguous"
        ),
        (
            "POST /v1/review HTTP/1.1\r\n\(host)content-length: 2\r\ncontent-length: 2\r\n\r\nab",
            "400 length-ambiguous"
        ),
        (
            "POST /v1/review HTTP/1.1\r\n\(host)content-length: 2\r\n"
                + "transfer-encoding: chunked\r\n\r\n0\r\n\r\n", "400 malformed"
        ),
        (
            "POST /v1/review HTTP/1.1\r\n\(host)transfer-encoding: chunked\r\n"
                + "content-length: 2\r\n\r\n0\r\n\r\n", "400 length-ambiguous"
        ),
        ("POST /v1/review HTTP/1.1\r\n\(host)content-length: +2\r\n\r\nab", "400 length-ambiguous"),
        (
            "POST /v1/review HTTP/1.1\r\n\(host)content-length: 9000000\r\n\r\n",
            "413 body-too-large"
        ),
        (
            "POST /v1/review HTTP/1.1\r\n\(host)transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            "501 coding-unknown"
        ),
        (
            "POST /v1/review HTTP/1.1\r\n\(host)expect: tea\r\ncontent-length: 2\r\n\r\n",
            "417 expectation-unknown"
        ),
    ]

    @Test func `each fault has its status and the one shape of error bodies`() async throws {
        try await ApiWorld.with { api in
            try await api.world.serve { address in
                let port = try #require(address.port)
                for (text, expected) in Self.refused {
                    // Where the node closes before all was read, the system may drop what it said.
                    var answers: [WireAnswer] = []
                    var said = ""
                    for _ in 0..<8 where answers.isEmpty {
                        said = try await WireConnection.exchange(text, port: port)
                        answers = try WireAnswer.all(in: said)
                    }
                    #expect(answers.count == 1, "\(text.prefix(60)): \(said.prefix(200))")
                    guard let answer = answers.first else { continue }
                    #expect(try answer.refusal() == expected, "\(text.prefix(60))")
                    #expect(answer.headers["connection"] == "close", "\(text.prefix(60))")
                    #expect(answer.headers["content-type"]?.hasPrefix("application/json") == true)
                    #expect((answer.headers["allow"] != nil) == (answer.status == 405))
                }
            }
        }
    }

    @Test func `what is well written is answered`() async throws {
        try await ApiWorld.with { api in
            try await api.world.serve { address in
                let port = try #require(address.port)
                for (text, statuses) in [
                    ("GET /v1/version HTTP/1.0\r\n\r\n", [200]),
                    (
                        "GET http://node:8080/v1/version HTTP/1.1\r\nhost: other\r\n\(Self.close)\r\n",
                        [200]
                    ),
                    ("GET /v1/version HTTP/1.1\r\nhost: [::1]:8080\r\n\(Self.close)\r\n", [200]),
                    // Answers stand in the order of the requests, the fault's last.
                    (
                        "GET /v1/version HTTP/1.1\r\n\(Self.host)\r\n"
                            + "GET /v1/metrics HTTP/1.1\r\n\(Self.host)\r\n"
                            + "GET /v1//version HTTP/1.1\r\n\(Self.host)\r\n"
                            + "GET /v1/version HTTP/1.1\r\n\(Self.host)\r\n", [200, 404, 400]
                    ),
                    (
                        "POST /v1/review HTTP/1.1\r\n\(Self.host)\(Self.close)"
                            + "transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", [401]
                    ),
                    (
                        "POST /v1/review HTTP/1.1\r\n\(Self.host)\(Self.close)"
                            + "expect: 100-continue\r\ncontent-length: 2\r\n\r\n{}", [100, 401]
                    ),
                    (
                        "GET /v1/version HTTP/1.1\r\n\(Self.host)upgrade: h2c\r\n"
                            + "connection: upgrade\r\n\r\n", [200]
                    ),
                    (
                        "GET /v1/version HTTP/1.1\r\n\(Self.host)\(WireFault.mark): tooSlow\r\n"
                            + "\(Self.close)\r\n", [200]
                    ),
                ] {
                    let said = try await WireConnection.exchange(text, port: port)
                    let answers = try WireAnswer.all(in: said)
                    #expect(answers.map(\.status) == statuses, "\(text): \(said.prefix(300))")
                }
            }
        }
    }

    @Test func `a signed call holds for the path that is served`() async throws {
        try await ApiWorld.with { api in
            try await api.world.serve { address in
                let port = try #require(address.port)
                var draft = api.draft("/v1/members")
                draft.sign(ApiPeople.key("dr-li"))
                func request(_ target: String) -> String {
                    let headers = draft.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
                    return "GET \(target) HTTP/1.1\r\n\(Self.host)\(Self.close)\(headers)\r\n"
                }
                for (target, status) in [
                    ("/v1//members", 400), ("/v1/%6dembers", 400), ("/v1/x/../members", 400),
                    ("/v1/members/", 400), ("/v1/members", 200),
                ] {
                    let said = try await WireConnection.exchange(request(target), port: port)
                    #expect(try WireAnswer.all(in: said).map(\.status) == [status], "\(target)")
                }
            }
        }
    }

    @Test func `a body that is too large, broken or cut short is told so`() async throws {
        try await ApiWorld.with { api in
            try await api.world.serve { address in
                let port = try #require(address.port)
                func request(_ rest: String) -> String {
                    var draft = api.draft("/v1/review", .post)
                    draft.sign(ApiPeople.key("dr-li"))
                    let headers = draft.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
                    return "POST /v1/review HTTP/1.1\r\n\(Self.host)\(headers)"
                        + "transfer-encoding: chunked\r\n\r\n" + rest
                }
                let large = String(repeating: "a", count: Limits.maximumBodyBytes + 1)
                for (rest, code) in [
                    (
                        String(large.utf8.count, radix: 16) + "\r\n\(large)\r\n0\r\n\r\n",
                        "413 body-too-large"
                    ),
                    ("zz\r\n{}\r\n0\r\n\r\n", "400 malformed"),
                ] {
                    let said = try await WireConnection.exchange(request(rest), port: port)
                    let first = try #require(try WireAnswer.all(in: said).first)
                    #expect(try first.refusal() == code)
                }
            }
        }
    }

    @Test func `hosts are names and addresses`() {
        for host in ["a", "a.b-c", "127.0.0.1:80", "[::1]", "[::ffff:1.2.3.4]:8080", "a:"] {
            #expect(RequestHead.isHost(host), "\(host)")
        }
        for host in ["", ":80", "a:x", "a:80:80", "[::1", "[]", "[::1]x", "a/b", "a@b", "é"] {
            #expect(!RequestHead.isHost(host), "\(host)")
        }
    }
}
