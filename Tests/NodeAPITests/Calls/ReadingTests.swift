import CanonicalCoding
import Evidence
import EvidenceTree
import Foundation
import Governance
import LedgerTypes
import NodeRuntime
import Sealing
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(2))) struct `Reading` {
    @Test func `proves state values and absences against a certified header`() async throws {
        try await ApiWorld.with { api in
            try await api.world.registerPatient()
            let keys = [
                Tables.subjects.stateKey(api.world.patient),
                Tables.subjects.stateKey(Pseudonym(ApiWorld.suite.hash([9]))),
                Tables.members.stateKey(MemberID(unchecked: "court")),
            ]
            for (index, key) in keys.enumerated() {
                let view: StateView = try await api.get("/v1/state/\(Hex.encode(key))").decoded()
                #expect((view.value == nil) == (index == 1))
                let block = try #require(view.block.flatMap(Base64.decode))
                var reader = CanonicalReader(block)
                try reader.beginArray(count: 2)
                let header = try Header(from: &reader)
                let certificate = try CommitCertificate(from: &reader)
                reader.endArray()
                try reader.finish()
                #expect(header.stateRoot.description == view.stateRoot)
                #expect(header.height.value == view.height)
                try certificate.verify(
                    chain: api.world.chain, height: header.height,
                    block: header.id(suite: ApiWorld.suite), seats: api.world.genesis.seats)
                let bytes = try #require(Base64.decode(view.proof))
                let proof = try StateProof(canonical: bytes)
                try proof.verify(
                    root: header.stateRoot, key: key,
                    value: view.value.flatMap(Base64.decode), suite: ApiWorld.suite)
                #expect(throws: ProofFault.self) {
                    try proof.verify(
                        root: header.stateRoot, key: key, value: [1], suite: ApiWorld.suite)
                }
            }
        }
    }

    @Test func `walks all entries of a patient page by page, newest first`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let total = Limits.pageSize + 7
            var ids: [String] = []
            for number in 1..<total {
                let anchor = world.transaction(
                    AnchorDigest(
                        what: .exhibit,
                        digest: ApiWorld.suite.hash([UInt8(number & 255), UInt8(number >> 8)]),
                        head: .subject(world.patient)), by: "dr-li")
                ids.append(anchor.id.description)
                guard case .admitted = await world.node.submit(anchor) else {
                    Issue.record("not admitted")
                    return
                }
            }
            let path = "/v1/heads/subject/\(world.patient)"
            let isThere = await eventually {
                world.node.committedState().head(.subject(world.patient))?.sequence
                    == UInt64(total)
            }
            #expect(isThere)
            let first: HeadView = try await api.get(path).decoded()
            #expect(first.count == UInt64(total) && first.entries.count == Limits.pageSize)
            let next = try #require(first.next)
            let second: HeadView = try await api.get("\(path)?before=\(next)").decoded()
            #expect(second.entries.count == 7 && second.next == nil)
            let all = first.entries + second.entries
            let sequences = all.compactMap { $0.links.first?.sequence }
            #expect(sequences == (1...UInt64(total)).reversed())
            #expect(Set(all.map(\.transaction)).isSuperset(of: ids))
            // An entry of somebody else is no place in this chain.
            let strange = try await api.get("\(path)?before=999999")
            #expect(try strange.refusal() == "400 malformed")
        }
    }

    @Test func `gives blocks whose bytes decode and certify themselves`() async throws {
        try await ApiWorld.with { api in
            try await api.world.registerPatient()
            let height = api.world.node.view.ledger.height
            let answer = try await api.get("/v1/blocks/\(height)")
            #expect(answer.status == 200)
            let block = try StoredBlock(canonical: answer.body)
            let header = block.committed.block.header
            #expect(header.height == height)
            try block.committed.certificate.verify(
                chain: api.world.chain, height: height, block: header.id(suite: ApiWorld.suite),
                seats: api.world.genesis.seats)
            #expect(try await api.get("/v1/blocks/999999").refusal() == "404 not-found")
        }
    }

    @Test func `shows patients to practitioners and not to officers`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let view: SubjectView = try await api.get("/v1/subjects/\(world.patient)").decoded()
            #expect(view.holder == "hospital-a" && !view.refusesEmergency)
            let stateKey = Hex.encode(Tables.subjects.stateKey(world.patient))
            let headKey = Hex.encode(Tables.heads.stateKey(.subject(world.patient)))
            let absent = ApiWorld.suite.hash([3])
            for name in ["system-he", "security-yu", "audit-fu"] {
                for path in [
                    "/v1/subjects/\(world.patient)", "/v1/subjects/\(absent)",
                    "/v1/heads/subject/\(world.patient)", "/v1/state/\(stateKey)",
                    "/v1/state/\(headKey)",
                ] {
                    #expect(try await api.get(path, as: name).refusal() == "403 forbidden")
                }
                let key = Hex.encode(Tables.members.stateKey(MemberID(unchecked: "court")))
                #expect(try await api.get("/v1/state/\(key)", as: name).code() == 200)
                let export = ExportBody(
                    kind: "subject", id: world.patient.description, caseReference: "1",
                    disclosures: [:])
                let answer = try await api.post("/v1/exports", export, as: name)
                #expect(try answer.refusal() == "403 forbidden")
            }
            #expect(try await api.get("/v1/subjects/\(absent)").refusal() == "404 not-found")
        }
    }

    @Test func `exports evidence that verifies against genesis alone`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let order = ExportBody(
                kind: "subject", id: world.patient.description, caseReference: "（2026）京01民初1号",
                disclosures: [:])
            let answer = try await api.post("/v1/exports", order)
            #expect(answer.status == 200)
            let report = EvidenceVerifier(schema: GovernanceSchema()).verify(
                answer.body, policy: CourtPolicy(genesis: world.chain.digest))
            #expect(report.verdict == .totalPassed, "\(report.code as Any)")
            let gateway = try await api.post(
                "/v1/exports", bytes: Array(JSONEncoder().encode(order)),
                key: world.node.keys.gateway)
            #expect(try gateway.refusal() == "403 forbidden")
            let other = ExportBody(
                kind: "subject", id: world.chain.description, caseReference: "1",
                disclosures: ["\(world.chain)": []])
            #expect(try await api.post("/v1/exports", other).refusal() == "400 malformed")
            var codes: Set<String> = []
            for _ in 0..<40 {
                let answer = try await api.post("/v1/exports", other)
                codes.insert(try answer.refusal())
            }
            #expect(codes.contains("429 too-many-exports"))
        }
    }

    @Test func `lists members, charters and rules in force`() async throws {
        try await ApiWorld.with { api in
            let members: [MemberView] = try await api.get("/v1/members").decoded()
            #expect(members.map(\.id) == ApiWorld.names)
            #expect(members.filter(\.hasSeat).map(\.id) == ["hospital-a"])
            let charters: [CharterView] = try await api.get("/v1/charters").decoded()
            let charter = try #require(charters.first)
            #expect(charter.id == "ward" && charter.version == 1)
            let text = try await api.get("/v1/charters/\(charter.digest)")
            #expect(text.body == api.world.genesis.charters[0].bytes)
            let absent = try await api.get("/v1/charters/\(api.world.chain)")
            #expect(try absent.refusal() == "404 not-found")
        }
    }
}
