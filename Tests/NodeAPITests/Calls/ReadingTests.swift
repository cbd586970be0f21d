import CanonicalCoding
import Evidence
import EvidenceTree
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import NodeRuntime
import Sealing
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(15))) struct `Reading` {
    @Test func `proves state values and absences against a certified header`() async throws {
        try await ApiWorld.with { api in
            try await api.world.registerPatient()
            let keys = [
                Tables.subjects.stateKey(api.world.patient),
                Tables.subjects.stateKey(Pseudonym(ApiWorld.suite.hash([9]))),
                Tables.members.stateKey(MemberID(unchecked: "court")),
            ]
            for (index, key) in keys.enumerated() {
                let view: StateView = try await api.get(
                    "/v1/state/\(Hex.encode(key))", as: "clerk-lu"
                ).decoded()
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
                let found = try await api.get("/v1/headers/\(view.height)")
                #expect(found.body == block)
                try certificate.verify(
                    chain: api.world.chain, height: header.height,
                    block: header.id(suite: ApiWorld.suite), seats: api.world.genesis.seats)
                let bytes = try #require(view.proof.flatMap(Base64.decode))
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

    @Test func `proves every entry to the certified header of its block`() async throws {
        try await ApiWorld.with { api in
            try await api.world.registerPatient()
            for number in 1..<5 {
                let digest = ApiWorld.suite.hash([UInt8(number)])
                let anchor = api.world.transaction(
                    AnchorDigest(what: .exhibit, digest: digest), by: "dr-li")
                _ = try await api.world.node.commit(anchor)
            }
            let hasher = TreeHasher(suite: ApiWorld.suite)
            let count = try #require(api.world.node.view.current.header).entryCount
            #expect(count == 5)
            for index in 0..<count {
                let view: EntryView = try await api.get("/v1/entries/\(index)", as: "clerk-lu")
                    .decoded()
                let block = try CommittedHeader(
                    canonical: try #require(view.block.flatMap(Base64.decode)))
                let header = block.header
                #expect(header.height.value == view.receipt.height)
                try block.certificate.verify(
                    chain: api.world.chain, height: header.height,
                    block: header.id(suite: ApiWorld.suite), seats: api.world.genesis.seats)
                let bytes = try #require(view.proof.flatMap(Base64.decode))
                let proof = try InclusionProof(canonical: bytes)
                let leaf = try #require(Base64.decode(view.bytes))
                #expect(proof.index == index && proof.size == header.entryCount)
                try proof.verify(leaf: leaf, root: header.entryRoot, hasher: hasher)
                #expect(throws: ProofFault.wrongRoot) {
                    try proof.verify(leaf: leaf + [0], root: header.entryRoot, hasher: hasher)
                }
                // Whatever byte of the proof is another, it is no proof of this entry here.
                for place in bytes.indices {
                    var other = bytes
                    other[place] ^= 1
                    guard let changed = try? InclusionProof(canonical: other) else { continue }
                    #expect(throws: ProofFault.self) {
                        guard changed.size == header.entryCount, changed.index == index else {
                            throw ProofFault.wrongRoot
                        }
                        try changed.verify(leaf: leaf, root: header.entryRoot, hasher: hasher)
                    }
                }
            }
        }
    }

    @Test func `names the tables where a key of the state has none`() async throws {
        try await ApiWorld.with { api in
            for key in ["memebr/court", "member", "/", "Member/court", "member\u{0}/x"] {
                let answer = try await api.get("/v1/state/" + Hex.encode(Array(key.utf8)))
                #expect(try answer.refusal() == "404 not-found", "\(key)")
                let message = try #require(try answer.json()["message"])
                for language in ["en", "zh"] {
                    let words = try #require(message[language]?.string)
                    #expect(words.contains("subject-consents") && words.contains("member"))
                }
            }
            let there = Hex.encode(Array("member/nobody".utf8))
            #expect(try await api.get("/v1/state/\(there)").code() == 200)
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
            #expect(try strange.refusal() == "404 not-found")
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
            let words = try await api.get("/v1/vocabularies/\(charter.vocabulary)")
            #expect(words.body == api.world.genesis.vocabularies[0].bytes)
            for kind in ["charters", "vocabularies"] {
                let absent = try await api.get("/v1/\(kind)/\(api.world.chain)")
                #expect(try absent.refusal() == "404 not-found")
            }
        }
    }
}
