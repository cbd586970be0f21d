import BlockStore
import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import NodeRuntime
import Sealing
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient

/// Every way to what names a patient, by every kind of caller: one rule over the content.
@Suite(.timeLimit(.minutes(15))) struct `Who sees what names a patient` {
    /// Callers with the relation that each has to the patient, or none.
    private static let callers: [(name: String, standing: String?)] = [
        ("nobody", nil), ("patient", "patient"), ("dr-li", "treating"), ("data-sun", "office"),
        ("comp-zhao", "office"), ("dr-wu", nil), ("nurse-qi", nil), ("bench-ye", nil),
        ("system-he", nil), ("security-yu", nil), ("audit-fu", nil), ("gateway", nil),
        ("dr-ma", nil), ("data-bo", nil), ("clerk-lu", "regulator"), ("judge-song", "court"),
    ]
    /// Calls whose answers name nobody, whatever is on the chain.
    private static let namesNobody: Set<String> = [
        "/openapi.json", "/metrics", "/v1/health", "/v1/version", "/v1/headers/{height}",
        "/v1/charters", "/v1/charters/{digest}", "/v1/vocabularies/{digest}", "/v1/proposals",
        "/v1/members",
    ]
    /// What is given for what the caller sends, or is the caller's own.
    private static let ofTheCaller: Set<String> = [
        "/v1/transactions", "/v1/gateway/signatures", "/v1/exports/{id}",
        "/v1/exports/{id}/file", "/v1/exports/{id}/end", "/v1/overrides/offline/drafts",
        "/v1/overrides/offline/openings",
    ]
    /// Lists, from which the names are left out.
    private static let lists: Set<String> = [
        "/v1/cases", "/v1/cases/{id}", "/v1/notices", "/v1/duties", "/v1/duties/{kind}/{subject}",
        "/v1/overrides/offline",
    ]

    /// A way to something of a patient.
    private struct Way {
        /// Of the table of calls.
        let call: String
        let path: String
        var body: [UInt8]?
        /// What a patient cannot ask for, whoever it is about.
        var isForPersons = false
    }

    /// Every way to what names a patient who was registered by the first entry of the first block.
    private static func ways(
        to patient: Pseudonym, consent: RecordID, entry: UInt64, height: UInt64
    ) throws -> [Way] {
        let tables = [
            Tables.subjects.stateKey(patient), Tables.heads.stateKey(.subject(patient)),
            Tables.consentsOfSubject.stateKey(patient), Tables.assetsOfSubject.stateKey(patient),
            Tables.grantsOfSubject.stateKey(patient),
        ]
        let export = ExportBody(
            kind: "subject", id: patient.description, caseReference: "1", disclosures: [:])
        let review = ReviewBody(
            request: Base64.encode(ApiRules.request(of: patient).canonicalBytes))
        return tables.map { Way(call: "/v1/state/{key}", path: "/v1/state/\(Hex.encode($0))") }
            + [
                Way(call: "/v1/subjects/{pseudonym}", path: "/v1/subjects/\(patient)"),
                Way(
                    call: "/v1/subjects/{pseudonym}/access", path: "/v1/subjects/\(patient)/access"),
                Way(call: "/v1/consents/{id}", path: "/v1/consents/\(consent)"),
                Way(call: "/v1/heads/{kind}/{id}", path: "/v1/heads/subject/\(patient)"),
                Way(call: "/v1/entries/{index}", path: "/v1/entries/\(entry)"),
                Way(call: "/v1/blocks/{height}", path: "/v1/blocks/\(height)", isForPersons: true),
                Way(
                    call: "/v1/exports", path: "/v1/exports",
                    body: Array(try JSONEncoder().encode(export))),
                Way(
                    call: "/v1/review", path: "/v1/review",
                    body: Array(try JSONEncoder().encode(review)), isForPersons: true),
            ]
    }

    /// A consent of the patient in own hand.
    private static func consent(_ world: ApiWorld) async throws -> RecordID {
        let consent = world.transaction(
            RecordConsent(
                terms: ConsentTerms(
                    about: .subject(world.patient),
                    scope: ConsentScope(
                        purposes: ["care"], maximumLevel: 3,
                        notBefore: world.node.view.ledger.time, notAfter: nil),
                    notice: .zero, isSeparate: false, document: .zero, inOwnHand: true)),
            by: "data-sun", cosigners: ["patient"], gateway: true)
        try await world.commit(consent)
        return RecordID(consent.id)
    }

    private static func send(
        _ way: Way, as name: String, _ api: ApiCalls
    ) async throws -> ApiAnswer {
        var draft = api.draft(way.path, way.body == nil ? .get : .post)
        draft.body = way.body ?? []
        draft.sign(name == "gateway" ? api.world.node.keys.gateway : ApiPeople.key(name))
        return try await api.send(draft)
    }

    @Test func `is the same by every route, for every kind of caller`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            let registration = world.transaction(
                world.registration(), by: "data-sun", cosigners: ["nurse-qi"], gateway: true)
            try await world.commit(registration)
            guard
                case .committed(let index, let receipt) = try world.node.status(
                    of: registration.id)
            else {
                Issue.record("not committed")
                return
            }
            let consent = try await Self.consent(world)
            let ways = try Self.ways(
                to: world.patient, consent: consent, entry: index.value,
                height: receipt.height.value)
            let known = Set(ways.map(\.call)).union(["/v1/transactions/{id}"])
                .union(Self.namesNobody).union(Self.ofTheCaller).union(Self.lists)
            #expect(known == Set(InterfaceCall.all.map(\.path)), "a route is in no list here")
            for way in ways {
                for (name, standing) in Self.callers {
                    // What one signed oneself is no secret from one, unless one is an officer.
                    let isOwn =
                        ["data-sun", "nurse-qi"].contains(name)
                        && ["/v1/entries/{index}", "/v1/blocks/{height}"].contains(way.call)
                    let may =
                        (standing != nil || isOwn) && !(way.isForPersons && name == "patient")
                    let answer = try await Self.send(way, as: name, api)
                    #expect(
                        (200..<300).contains(answer.status) == may,
                        "\(way.path) \(name) \(answer.status)")
                    if !may { #expect([401, 403].contains(answer.status)) }
                    if !may {
                        let text = String(decoding: answer.body, as: UTF8.self)
                        #expect(!text.contains(world.patient.description))
                    }
                }
            }
            for (name, standing) in Self.callers where name != "nobody" {
                let signed = ["data-sun", "nurse-qi", "gateway"].contains(name)
                var draft = api.draft("/v1/transactions/\(registration.id)")
                draft.sign(name == "gateway" ? world.node.keys.gateway : ApiPeople.key(name))
                let view: TransactionView = try await api.send(draft).decoded()
                #expect(view.status == "committed")
                #expect((view.receipt != nil) == (standing != nil || signed), "\(name)")
            }
        }
    }

    @Test func `is refused alike whether there is such a patient or not`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let absent = Pseudonym(ApiWorld.suite.hash([3]))
            let consent = try await Self.consent(world)
            let there = try Self.ways(to: world.patient, consent: consent, entry: 0, height: 1)
            let away = try Self.ways(
                to: absent, consent: RecordID(ApiWorld.suite.hash([4])), entry: 0, height: 1)
            let strangers = Self.callers.filter { $0.standing == nil }.map(\.name)
            for (one, other) in zip(there, away) {
                for name in strangers {
                    let first = try await Self.send(one, as: name, api)
                    let second = try await Self.send(other, as: name, api)
                    #expect(
                        first.status == second.status && first.body == second.body,
                        "\(one.path) \(name)")
                }
            }
            // Who treats one patient learns nothing of whether there is another one.
            for way in away
            where !["/v1/entries/{index}", "/v1/blocks/{height}"].contains(way.call) {
                for name in ["dr-li", "data-sun"] {
                    let answer = try await Self.send(way, as: name, api)
                    #expect(try answer.refusal() == "403 no-standing", "\(way.path)")
                }
            }
        }
    }

    @Test func `shows lists without the names to whoever has no standing`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            try await world.commit(
                world.transaction(OpenCase(type: .dispute, subject: world.patient), by: "dr-li"))
            for (name, standing) in Self.callers
            where !["nobody", "patient", "dr-ma", "data-bo"].contains(name) {
                var draft = api.draft("/v1/cases")
                draft.sign(name == "gateway" ? world.node.keys.gateway : ApiPeople.key(name))
                let cases: [CaseView] = try await api.send(draft).decoded()
                #expect(cases.count == 1)
                // The panel of the case has a standing while it is open.
                let judges = ["tech-guo", "ethics-jin", "judge-song", "bench-ye"]
                guard !judges.contains(name) else { continue }
                let subject = cases.first?.subject
                #expect((subject == world.patient.description) == (standing != nil), "\(name)")
                #expect(subject == nil || standing != nil)
            }
        }
    }

    @Test func `gives no proof of absence to whoever could choose the key beside another`()
        async throws
    {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let nobody = Tables.members.stateKey(MemberID(unchecked: "nobody"))
            for name in ["dr-li", "system-he", "patient"] {
                let view: StateView = try await api.get(
                    "/v1/state/\(Hex.encode(nobody))", as: name
                ).decoded()
                #expect(view.value == nil && view.proof == nil, "\(name)")
            }
            for name in ["clerk-lu", "judge-song"] {
                let view: StateView = try await api.get(
                    "/v1/state/\(Hex.encode(nobody))", as: name
                ).decoded()
                #expect(view.value == nil && view.proof != nil, "\(name)")
            }
        }
    }

    @Test func `comes with a permit, and reviews come with it`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let request = ApiRules.request(of: world.patient)
            let review = ReviewBody(request: Base64.encode(request.canonicalBytes))
            let path = "/v1/subjects/\(world.patient)"
            let before = try await api.post("/v1/review", review, as: "dr-wu")
            #expect(try before.refusal() == "403 no-standing")
            let asked = world.transaction(request, by: "dr-wu")
            let receipt = try await world.commit(asked)
            #expect(receipt.outcome == .permit)
            #expect(try await api.get(path, as: "dr-wu").status == 200)
            #expect(try await api.post("/v1/review", review, as: "dr-wu").status == 200)
            #expect(try await api.get(path, as: "nurse-qi").refusal() == "403 no-standing")
        }
    }
}
