import CanonicalCoding
import Governance
import LedgerTypes
import NodeRuntime
import Sealing
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(15))) struct `Submitting` {
    @Test func `answers with the receipt once the entry is committed`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            let digest = ApiWorld.suite.hash([1])
            let anchor = world.transaction(
                AnchorDigest(what: .exhibit, digest: digest), by: "dr-li")
            let unknown = try await api.get("/v1/transactions/\(anchor.id)")
            #expect(try unknown.decoded(TransactionView.self).status == "unknown")
            let first = try await api.post("/v1/transactions", SignatureBody(anchor))
            #expect(first.status == 202)
            let view: TransactionView = try await api.get(
                "/v1/transactions/\(anchor.id)?wait=20000"
            ).decoded()
            #expect(view.status == "committed" && view.receipt?.outcome == "accepted")
            let again = try await api.submit(anchor)
            #expect(again.entry == view.entry)
            let index = try #require(view.entry)
            let entry: EntryView = try await api.get("/v1/entries/\(index)").decoded()
            #expect(entry.transaction == anchor.id.description && entry.kind == "anchor")
            let bytes = try #require(Base64.decode(entry.bytes))
            #expect(try Entry(canonical: bytes).transaction == anchor)
            #expect(try await api.get("/v1/entries/\(index + 1_000)").refusal() == "404 not-found")
        }
    }

    @Test func `names a rejection by the ledger's own code in both languages`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            let body = AnchorDigest(what: .exhibit, digest: ApiWorld.suite.hash([1]))
            let cases: [(SignedTransaction, Refusal)] = [
                (world.transaction(body, by: "dr-li", validFor: .days(3)), .validTooLong),
                (world.transaction(body, by: "nobody"), .unknownStaff),
                (world.transaction(body, by: "dr-li", cosigners: ["nobody"]), .signatureUnknown),
                (
                    SignedTransaction(
                        world.transaction(body, by: "dr-li").transaction, signatures: []), .unsigned
                ),
            ]
            for (transaction, expected) in cases {
                let answer = try await api.post("/v1/transactions", SignatureBody(transaction))
                #expect(try answer.refusal() == "422 \(expected.name)")
                let json = try answer.json()
                #expect(json["number"] == .integer(Int64(expected.code.value)))
                #expect(json["message"]?["zh"]?.string == expected.chinese)
                #expect(json["message"]?["en"]?.string == expected.english)
            }
        }
    }

    @Test func `shows a receipt to its signer and to whoever has a standing`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let request = world.transaction(
                ApiRules.request(of: world.patient), by: "dr-li")
            let view = try await api.submit(request)
            #expect(view.receipt?.decision?.outcome == "permit")
            let path = "/v1/transactions/\(request.id)"
            for name in ["data-sun", "clerk-lu", "patient"] {
                let seen: TransactionView = try await api.get(path, as: name).decoded()
                #expect(seen.receipt?.outcome == "permit")
            }
            for name in ["dr-ma", "nurse-qi", "dr-wu", "system-he"] {
                let seen: TransactionView = try await api.get(path, as: name).decoded()
                #expect(seen.status == "committed" && seen.receipt == nil)
                let replayed = try await api.submit(request, as: name)
                #expect(replayed.status == "committed" && replayed.receipt == nil)
            }
            // A patient, or another member's person, acts through any node and sees the outcome.
            let anchor = world.transaction(
                AnchorDigest(what: .exhibit, digest: ApiWorld.suite.hash([1])), by: "dr-ma",
                at: "hospital-b")
            let own = try await api.submit(anchor, as: "dr-ma")
            #expect(own.receipt?.outcome == "accepted")
        }
    }

    @Test func `names the field of a body that cannot be read`() async throws {
        try await ApiWorld.with { api in
            let bodies: [(String, String)] = [
                ("", "JSON"), ("{", "JSON"), ("[]", "JSON"), ("7", "JSON"),
                ("{}", "`transaction`"), (#"{"transaction":7}"#, "`transaction`"),
                (#"{"transaction":null}"#, "`transaction`"),
                (#"{"transaction":"%%"}"#, "`transaction`"),
                (#"{"transaction":"AAEC"}"#, "`transaction`"),
            ]
            for (body, name) in bodies {
                let answer = try await api.post("/v1/transactions", bytes: Array(body.utf8))
                #expect(try answer.refusal() == "400 malformed")
                let text = try answer.json()["message"]?["en"]?.string ?? ""
                #expect(text.contains(name), "\(body): \(text)")
            }
            let nested = #"{"kind":"subject","id":"0","caseReference":"","disclosures":{"a":[1]}}"#
            let answer = try await api.post("/v1/exports", bytes: Array(nested.utf8))
            #expect(try answer.json()["message"]?["en"]?.string?.contains("`disclosures.a") == true)
            for path in [
                "/v1/transactions/zz", "/v1/state/xyz", "/v1/entries/-1", "/v1/blocks/x",
                "/v1/heads/person/00", "/v1/heads/subject/00", "/v1/cases/7", "/v1/charters/1",
                "/v1/subjects/li", "/v1/transactions/\(api.world.chain)?wait=soon",
                "/v1/heads/subject/\(api.world.patient)?before=last",
            ] {
                #expect(try await api.get(path).refusal() == "400 malformed", "\(path)")
            }
        }
    }
}
