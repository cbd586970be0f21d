import CanonicalCoding
import Duties
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import NodeRuntime
import Sealing
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(15))) struct `Gateway signatures` {
    private func registration(_ world: ApiWorld) -> SignedTransaction {
        world.transaction(
            RegisterSubject(
                subject: Subject(
                    pseudonym: world.patient, holder: MemberID(unchecked: "hospital-a")),
                value: world.patientName.value),
            by: "data-sun")
    }

    @Test func `are given to a data officer of the member`() async throws {
        try await ApiWorld.with { api in
            let draft = registration(api.world)
            let answer: SignatureBody = try await api.post(
                "/v1/gateway/signatures", SignatureBody(draft), as: "data-sun"
            ).decoded()
            let signed = try #require(answer.signed)
            #expect(signed.id == draft.id && signed.signatures.count == 2)
            #expect(signed.isSigned(by: api.world.node.keys.gateway.verifyingKey))
            let view = try await api.submit(signed, as: "data-sun")
            #expect(view.receipt?.outcome == "accepted")
        }
    }

    @Test func `are given to nobody else`() async throws {
        try await ApiWorld.with { api in
            let body = SignatureBody(registration(api.world))
            for name in [
                "dr-li", "nurse-qi", "comp-zhao", "system-he", "security-yu", "audit-fu",
                "data-bo", "clerk-lu", "judge-song",
            ] {
                let answer = try await api.post("/v1/gateway/signatures", body, as: name)
                #expect(try answer.refusal() == "403 forbidden", "\(name)")
            }
            let own = try await api.post(
                "/v1/gateway/signatures", bytes: try JSONBytes.of(body),
                key: api.world.node.keys.gateway)
            #expect(try own.refusal() == "403 forbidden")
        }
    }

    @Test func `are given for registrations and their like only`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            let allowed: Set<TransactionKind> = [
                .registerSubject, .registerAsset, .label, .registerRight, .recordConsent,
                .withdrawConsent, .answerWithdrawal, .issueCode, .transition, .anchor, .exportSeal,
            ]
            func transaction(
                _ kind: TransactionKind, member: String = "hospital-a", chain: ChainID? = nil,
                staff: String? = "data-sun"
            ) -> SignedTransaction {
                SignedTransaction(
                    Transaction(
                        suite: ApiWorld.suite, chain: chain ?? world.chain, kind: kind,
                        member: MemberID(unchecked: member),
                        staff: staff.map { StaffID(unchecked: $0) },
                        nonce: RandomBytes.generate(count: 16),
                        validUntil: WallClock.now(), payload: []), signedBy: [])
            }
            for kind in TransactionKind.allCases {
                let answer = try await api.post(
                    "/v1/gateway/signatures", SignatureBody(transaction(kind)), as: "data-sun")
                // A data set is judged further: its payload must be one, and its digest opened.
                let taken = kind == .registerAsset ? 400 : 200
                #expect(answer.status == (allowed.contains(kind) ? taken : 403), "\(kind)")
            }
            let other = ChainID(ApiWorld.suite.hash([1]))
            for draft in [
                transaction(.anchor, member: "hospital-b"), transaction(.anchor, chain: other),
                // The signature carries who asked for it.
                transaction(.anchor, staff: nil), transaction(.anchor, staff: "dr-li"),
            ] {
                let answer = try await api.post(
                    "/v1/gateway/signatures", SignatureBody(draft), as: "data-sun")
                #expect(try answer.refusal() == "403 forbidden")
            }
        }
    }

    @Test func `are given for a data set only with what opens its digest, which is kept`()
        async throws
    {
        try await ApiWorld.with { api in
            let world = api.world
            func hidden(_ document: [UInt8]) -> FieldDisclosure {
                FieldDisclosure(
                    position: 0, salt: .fresh(), name: ContentManifest.fieldName,
                    value: ContentManifest([document], suite: ApiWorld.suite).canonicalBytes)
            }
            let own = hidden([1, 2, 3])
            let content = own.commitment(suite: ApiWorld.suite)
            let draft = world.transaction(
                RegisterAsset(
                    description: AssetDescription(
                        kind: .raw, category: .status, level: 3, schema: ApiWorld.suite.hash([1]),
                        content: content, rows: 1, members: .subjects([world.patient]),
                        labels: [])), by: "data-sun", commitments: [content])
            let path = "/v1/gateway/signatures"
            for body in [SignatureBody(draft), SignatureBody(draft, content: hidden([4]))] {
                let answer = try await api.post(path, body, as: "data-sun")
                #expect(try answer.refusal() == "422 content-unopened")
            }
            let kept = "\(world.node.folder.salts)/\(RecordID(draft.id)).content"
            #expect(!FileManager.default.fileExists(atPath: kept))
            let answer = try await api.post(
                path, SignatureBody(draft, content: own), as: "data-sun")
            #expect(answer.status == 200)
            #expect(FileManager.default.fileExists(atPath: kept))
        }
    }
}
