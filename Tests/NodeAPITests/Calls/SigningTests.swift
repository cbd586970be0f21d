import Governance
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LedgerTypes
import NodeFiles
import NodeRuntime
import Sealing
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(15))) struct `Signed calls` {
    @Test func `are answered for people and the gateway of the member`() async throws {
        try await ApiWorld.with { api in
            let members = try await api.get("/v1/members")
            #expect(members.status == 200)
            var draft = api.draft("/v1/members")
            draft.sign(api.world.node.keys.gateway)
            let answer = try await api.send(draft)
            #expect(answer.status == 200)
        }
    }

    @Test func `are refused without a signature or by a key nobody enrolled`() async throws {
        try await ApiWorld.with { api in
            let unsigned = try await api.send(api.draft("/v1/members"))
            #expect(try unsigned.refusal() == "401 call-unsigned")
            #expect(try await api.get("/v1/members", as: "nobody").refusal() == "401 key-unknown")
            for name in ["tally-key", "tally-time", "tally-nonce", "tally-signature"] {
                let field = try #require(HTTPField.Name(name))
                var draft = api.draft("/v1/members")
                draft.sign(ApiPeople.key("dr-li"))
                let value = try #require(draft.headers[field])
                for other in [nil, "", "zz" + value.dropFirst(2), value + "00"] as [String?] {
                    draft.headers[field] = other
                    let answer = try await api.send(draft)
                    #expect(answer.status == 401, "\(name) \(other ?? "-")")
                    _ = try answer.refusal()
                }
            }
        }
    }

    @Test func `hold for one method, path, query, body, chain and node only`() async throws {
        try await ApiWorld.with { api in
            let key = ApiPeople.key("dr-li")
            var changes: [(inout CallDraft) -> Void] = [
                { $0.path = "/v1/members" }, { $0.path += "?wait=0" }, { $0.path += "?" },
                { $0.path += "/" }, { $0.body = [0x20] }, { $0.method = .post },
                {
                    $0.time = BlockTime($0.time.value + 1); $0.headers.setTime($0.time)
                },
                { $0.headers.setNonce(RandomBytes.generate(count: 16)) },
                { $0.headers.setKey(ApiPeople.key("dr-wu").verifyingKey.id) },
            ]
            changes.append { $0.path = "/v1//proposals" }
            for (index, change) in changes.enumerated() {
                var draft = api.draft("/v1/proposals")
                draft.sign(key)
                change(&draft)
                let answer = try await api.send(draft)
                let code = try answer.refusal()
                #expect(
                    [
                        "401 signature-wrong", "404 not-found", "400 malformed",
                        "405 method-not-allowed",
                    ].contains(code), "\(index): \(code)")
            }
            var elsewhere = api.draft("/v1/proposals")
            elsewhere.chain = ChainID(ApiWorld.suite.hash([1]))
            elsewhere.sign(key)
            #expect(try await api.send(elsewhere).refusal() == "401 signature-wrong")
            var passedOn = api.draft("/v1/proposals")
            passedOn.node = MemberID(unchecked: "hospital-b")
            passedOn.sign(key)
            #expect(try await api.send(passedOn).refusal() == "401 signature-wrong")
        }
    }

    @Test func `are refused at another time, sent twice or from before the start`() async throws {
        try await ApiWorld.with { api in
            let now = WallClock.now().value
            for time in [now - 121_000, now + 125_000, 0, UInt64.max] {
                var draft = api.draft("/v1/members")
                draft.time = BlockTime(time)
                draft.sign(ApiPeople.key("dr-li"))
                let answer = try await api.send(draft)
                #expect(try answer.refusal() == "401 clock-off")
            }
            var before = api.draft("/v1/members")
            before.time = BlockTime(WallClock.now().value - 100_000)
            before.sign(ApiPeople.key("dr-li"))
            #expect(try await api.send(before).refusal() == "401 signed-before-start")
            for offset in [UInt64(0), 100_000] {
                var draft = api.draft("/v1/members")
                draft.time = BlockTime(WallClock.now().value + offset)
                draft.sign(ApiPeople.key("dr-li"))
                #expect(try await api.send(draft).code() == 200)
                #expect(try await api.send(draft).refusal() == "401 call-repeated")
            }
        }
    }

    @Test func `of a clock that is ahead are not answered again after a start`() async throws {
        try await ApiWorld.with { api in
            var ahead = api.draft("/v1/members")
            ahead.time = BlockTime(WallClock.now().value + 60_000)
            ahead.sign(ApiPeople.key("dr-li"))
            #expect(try await api.send(ahead).code() == 200)
            let interface = Interface(
                node: api.world.node, version: "started again", connections: Limits.connections)
            let application = Application(router: interface.router(), logger: ApiWorld.logger)
            let replay = ahead
            try await application.test(.router) { client in
                let again = ApiCalls(world: api.world, client: client)
                let refusal = try await again.send(replay).refusal()
                #expect(refusal == "401 signed-before-start")
                var next = again.draft("/v1/members")
                next.time = BlockTime(WallClock.now().value + 100_000)
                next.sign(ApiPeople.key("dr-li"))
                let code = try await again.send(next).code()
                #expect(code == 200)
            }
        }
    }

    @Test func `are refused with a key that was replaced`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            #expect(try await api.get("/v1/members", as: "dr-wu").code() == 200)
            try await world.commit(
                world.transaction(
                    RotateKey(
                        target: .staff(StaffID(unchecked: "dr-wu")),
                        newKey: ApiPeople.key("dr-wu new").verifyingKey,
                        possession: KeyPossession(
                            of: ApiPeople.key("dr-wu new"), chain: world.chain,
                            holder: MemberID(unchecked: "hospital-a"),
                            for: .staff(StaffID(unchecked: "dr-wu")))), by: "security-yu",
                    cosigners: ["audit-fu"]))
            #expect(try await api.get("/v1/members", as: "dr-wu").refusal() == "401 key-unknown")
            #expect(try await api.get("/v1/members", as: "dr-wu new").code() == 200)
        }
    }

    @Test func `are refused from people who are suspended`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.commit(
                world.transaction(
                    Suspend(target: .staff(StaffID(unchecked: "dr-wu"))), by: "security-yu"))
            #expect(try await api.get("/v1/members", as: "dr-wu").refusal() == "403 not-in-office")
            let submission = SignatureBody(
                world.transaction(
                    AnchorDigest(what: .exhibit, digest: ApiWorld.suite.hash([2])), by: "dr-wu"))
            let answer = try await api.post("/v1/transactions", submission, as: "dr-wu")
            #expect(try answer.refusal() == "403 not-in-office")
        }
    }

    @Test func `are refused with keys of seats and governance keys`() async throws {
        try await ApiWorld.with { api in
            for key in [api.world.node.keys.seat, ApiPeople.key("governance/hospital-a")] {
                for path in [
                    "/v1/members", "/v1/transactions/" + String(repeating: "0", count: 64),
                ] {
                    var draft = api.draft(path)
                    draft.sign(key)
                    let answer = try await api.send(draft)
                    #expect(try answer.refusal() == "403 key-not-for-calls")
                }
            }
        }
    }

    @Test func `read here from regulators and courts, and from no other institution`() async throws
    {
        try await ApiWorld.with { api in
            try await api.world.registerPatient()
            let paths = [
                "/v1/members", "/v1/entries/0", "/v1/cases", "/v1/blocks/1", "/v1/charters",
                "/v1/subjects/\(api.world.patient)", "/v1/notices", "/v1/proposals",
                "/v1/heads/subject/\(api.world.patient)",
                "/v1/state/" + Hex.encode(Tables.subjects.stateKey(api.world.patient)),
            ]
            for path in paths {
                for name in ["clerk-lu", "judge-song"] {
                    #expect(try await api.get(path, as: name).code() == 200, "\(path)")
                }
                for name in ["dr-ma", "data-bo"] {
                    #expect(try await api.get(path, as: name).refusal() == "403 forbidden")
                }
            }
        }
    }

    @Test func `of more than the largest body are refused before they are read`() async throws {
        try await ApiWorld.with { api in
            let large = [UInt8](repeating: 0x20, count: Limits.maximumBodyBytes + 1)
            let answer = try await api.post("/v1/transactions", bytes: large)
            #expect(try answer.refusal() == "413 body-too-large")
            var unsigned = api.draft("/v1/transactions", .post)
            unsigned.body = large
            #expect(try await api.send(unsigned).refusal() == "401 call-unsigned")
            let fitting = try await api.post("/v1/transactions", bytes: Array(large.dropLast()))
            #expect(try fitting.refusal() == "400 malformed")
        }
    }
}

extension HTTPFields {
    fileprivate mutating func setTime(_ time: BlockTime) { set("tally-time", time.description) }
    fileprivate mutating func setNonce(_ nonce: [UInt8]) { set("tally-nonce", Hex.encode(nonce)) }
    fileprivate mutating func setKey(_ key: KeyID) { set("tally-key", key.description) }

    private mutating func set(_ name: String, _ value: String) {
        if let name = HTTPField.Name(name) { self[name] = value }
    }
}
