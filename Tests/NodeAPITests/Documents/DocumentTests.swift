import Foundation
import Governance
import HTTPTypes
import LedgerTypes
import NodeFiles
import NodeRuntime
import Sealing
import TallyClient
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(15))) struct `Interface document` {
    private func document() throws -> JSON { try JSON(OpenAPIDocument.text) }

    @Test func `names every route of the router and no other`() async throws {
        let paths = try #require(document()["paths"]).fields
        let documented = paths.flatMap { path, methods in
            methods.fields.keys.map { "\($0.uppercased()) \(path)" }
        }
        try await ApiWorld.with { api in
            let routes = api.world.interface.router().routes.map { route in
                let parts = route.path.description.split(separator: "/").map { part in
                    part.hasPrefix(":") ? "{\(part.dropFirst())}" : String(part)
                }
                return "\(route.method) /\(parts.joined(separator: "/"))"
            }
            #expect(Set(routes) == Set(documented) && routes.count == documented.count)
            // Driven without a signature, each answers by itself; anything else is not there.
            for call in InterfaceCall.all {
                let method: HTTPRequest.Method = call.method == "get" ? .get : .post
                let path = Self.example(of: call)
                let answer = try await api.send(api.draft(path, method))
                #expect(answer.status == (call.who == .open ? 200 : 401), "\(path)")
            }
            for path in ["/", "/v1", "/v1/nothing", "/v2/health", "/v1/health/more"] {
                #expect(try await api.get(path).refusal() == "404 not-found")
            }
            for path in ["/v1/health", "/v1/cases"] {
                for method in [HTTPRequest.Method.post, .delete, .options, .put] {
                    let answer = try await api.send(api.draft(path, method))
                    #expect(try answer.refusal() == "405 method-not-allowed")
                    #expect(answer.headers[.allow] == "GET, HEAD")
                }
            }
            let answer = try await api.send(api.draft("/v1/review"))
            #expect(try answer.refusal() == "405 method-not-allowed")
            #expect(answer.headers[.allow] == "POST")
        }
    }

    /// The path of a call with something that may stand in its parameters.
    private static func example(of call: InterfaceCall) -> String {
        call.parts.reduce(call.path) { path, part in
            let value =
                switch part.value {
                case .digest: String(repeating: "0", count: 64)
                case .bytes: "00"
                case .number: "0"
                case .word(let words): words[0]
                }
            return path.replacing("{\(part.key)}", with: value)
        }
    }

    @Test func `has a shape for every parameter, and parameters are held to it`() async throws {
        try await ApiWorld.with { api in
            for call in InterfaceCall.all {
                let names = call.path.matches(of: /\{(\w+)\}/).map { String($0.output.1) }
                #expect(Set(names) == Set(call.parts.keys), "\(call.path)")
                for name in names {
                    for wrong in ["", "+1", "-1", "1e3", "x", "AB", "ABC", "٣"] {
                        #expect(call.parts[name]?.admits(wrong) == false, "\(name) \(wrong)")
                    }
                }
            }
            for (path, code) in [
                ("/v1/entries/+0", "400 malformed"), ("/v1/entries/00", "400 malformed"),
                ("/v1/entries/18446744073709551616", "400 malformed"),
                ("/v1/entries/9007199254740992", "400 malformed"),
                ("/v1/entries/9007199254740991", "404 not-found"),
                ("/v1/state/ABCD", "400 malformed"), ("/v1/cases?wait=1", "400 malformed"),
                ("/v1/duties?ended=2", "400 malformed"), ("/v1/duties?ended", "400 malformed"),
                ("/v1/duties?ended=1&ended=1", "400 malformed"),
                ("/v1/transactions/\(api.world.chain)?wait=60001", "400 malformed"),
                ("/v1/transactions/\(api.world.chain)?wait=%31", "400 malformed"),
            ] {
                let refusal = try await api.get(path).refusal()
                #expect(refusal == code, "\(path)")
            }
        }
    }

    @Test func `says of every number that a caller sends where it ends`() throws {
        var numbers = 0
        for call in InterfaceCall.all {
            for shape in Array(call.parts.values) + call.query.map(\.shape) {
                guard case .number(let most) = shape else { continue }
                numbers += 1
                let maximum = try #require(shape.schema["maximum"] as? UInt64)
                #expect(maximum == most && maximum < 1 << 53)
                #expect(shape.admits(String(maximum)) && !shape.admits(String(maximum + 1)))
            }
        }
        #expect(numbers >= 5)
    }

    @Test func `answers HEAD as GET, without the body`() async throws {
        try await ApiWorld.with { api in
            for path in ["/v1/version", "/v1/members", "/v1/nothing", "/v1/cases/7"] {
                var (get, head) = (api.draft(path), api.draft(path, .head))
                get.sign(ApiPeople.key("dr-li"))
                head.sign(ApiPeople.key("dr-li"))
                let (whole, bare) = (try await api.send(get), try await api.send(head))
                #expect(whole.status == bare.status && bare.body.isEmpty)
                #expect(whole.headers[.contentLength] == bare.headers[.contentLength])
                #expect(whole.headers[.contentType] == bare.headers[.contentType])
            }
        }
    }

    @Test func `refers only to schemas that it has`() throws {
        let document = try document()
        let schemas = try #require(document["components"]?["schemas"]).fields
        var pending = [document]
        var used: Set<String> = []
        while let value = pending.popLast() {
            if let name = value["$ref"]?.string?.split(separator: "/").last {
                used.insert(String(name))
            }
            pending += value.items + Array(value.fields.values)
        }
        #expect(used == Set(schemas.keys))
    }

    @Test func `describes what the interface answers`() async throws {
        let document = try document()
        let checker = SchemaChecker(
            schemas: try #require(document["components"]?["schemas"]).fields)
        @Sendable func check(_ answer: ApiAnswer, _ name: String) throws {
            #expect((200..<300).contains(answer.status), "\(name) \(answer.status)")
            let schema = JSON.object(["$ref": .text("#/components/schemas/\(name)")])
            let faults = checker.faults(try answer.json(), schema)
            #expect(faults.isEmpty, "\(name): \(faults)")
        }
        try await ApiWorld.with { api in
            let world = api.world
            let permit = try await Self.live(world)
            let patient = world.patient
            let pages: [(String, String)] = [
                ("/v1/health", "Health"), ("/v1/version", "Version"),
                ("/v1/transactions/\(permit)", "Transaction"), ("/v1/entries/0", "ProvenEntry"),
                ("/v1/transactions/\(world.chain)", "Transaction"),
                ("/v1/state/" + Hex.encode(Tables.subjects.stateKey(patient)), "State"),
                (
                    "/v1/state/"
                        + Hex.encode(Tables.members.stateKey(MemberID(unchecked: "nobody"))),
                    "State"
                ), ("/v1/heads/subject/\(patient)", "Head"),
                ("/v1/cases", "Cases"), ("/v1/charters", "Charters"),
                ("/v1/proposals", "Proposals"), ("/v1/members", "Members"),
                ("/v1/notices", "Notices"), ("/v1/subjects/\(patient)", "Subject"),
                ("/v1/overrides/offline", "OfflineStanding"), ("/v1/duties?ended=1", "DutyList"),
            ]
            for (path, name) in pages { try check(try await api.get(path), name) }
            let duties: DutiesView = try await api.get("/v1/duties?ended=1").decoded()
            let duty = try #require(duties.duties.first)
            try check(try await api.get("/v1/duties/\(duty.kind)/\(duty.subject)"), "Duty")
            let cases: [CaseView] = try await api.get("/v1/cases").decoded()
            try check(try await api.get("/v1/cases/\(try #require(cases.first).id)"), "Case")
            let proposals: [ProposalView] = try await api.get("/v1/proposals").decoded()
            #expect(!proposals.isEmpty)
            let request = ApiRules.request(of: patient, fields: ["birth_date"])
            let review = ReviewBody(request: Base64.encode(request.canonicalBytes))
            try check(try await api.post("/v1/review", review), "Review")
            let anchor = SignatureBody(
                world.transaction(
                    AnchorDigest(what: .exhibit, digest: ApiWorld.suite.hash([5])), by: "data-sun"))
            try check(
                try await api.post("/v1/gateway/signatures", anchor, as: "data-sun"), "Signature")
            try check(try await api.post("/v1/transactions", anchor), "Transaction")
            let refused = try await api.get("/v1/cases/7")
            let schema = JSON.object(["$ref": .text("#/components/schemas/Error")])
            #expect(checker.faults(try refused.json(), schema).isEmpty)
            let notices = world.genesis.members.flatMap {
                GovernanceQueries(world.node.committedState()).outstandingNotices(of: $0.id)
            }
            let views = ApiAnswer(
                status: 200, body: try JSONBytes.of(notices.map { NoticeView($0, names: true) }))
            try check(views, "Notices")
        }
    }

    /// Some of everything: a patient, decisions, an emergency, a case and a proposal; the id of a
    /// permit.
    private static func live(_ world: ApiWorld) async throws -> TransactionID {
        try await world.registerPatient()
        let permit = world.transaction(
            ApiRules.request(of: world.patient, fields: ["birth_date"]), by: "dr-li")
        try await world.commit(permit)
        let now = WallClock.now()
        let declaration = OverrideDeclaration(
            scope: OverrideScope(
                holder: world.node.member, subject: world.patient, asset: nil,
                fields: ["glucose"], purpose: "rescue"), reason: .lifeInDanger,
            expires: now.adding(.hours(2)) ?? now)
        try await world.commit(
            world.transaction(
                DeclareOverride(declaration), by: "dr-li",
                commitments: [ApiWorld.suite.hash([1])]))
        try await world.commit(
            world.transaction(ApiRules.request(of: world.patient, purpose: "rescue"), by: "dr-li"))
        try await world.commit(
            world.transaction(
                OpenCase(type: .dispute, subject: world.patient), by: "dr-li"))
        let source = ApiRules.charter(version: 2, supersedes: 1)
        let proposed = try ApiRules.compile([source]).charters[0]
        try await world.commit(
            world.transaction(
                ProposeCharter(
                    charter: proposed.bytes,
                    sources: [SourceText(language: .english, text: Array(source.utf8))]),
                by: "comp-zhao"))
        return permit.id
    }

    @Test func `checker finds what is missing, undeclared or of another type`() throws {
        let schemas = try #require(document()["components"]?["schemas"]).fields
        let checker = SchemaChecker(schemas: schemas)
        let text = try #require(schemas["Text"])
        #expect(checker.faults(try JSON(#"{"zh":"a","en":"b"}"#), text).isEmpty)
        #expect(checker.faults(try JSON(#"{"zh":"a"}"#), text) == ["$.en is missing"])
        #expect(
            checker.faults(try JSON(#"{"zh":"a","en":"b","fr":"c"}"#), text)
                == ["$.fr is not declared"])
        #expect(checker.faults(try JSON(#"{"zh":1,"en":"b"}"#), text).count == 1)
    }
}
