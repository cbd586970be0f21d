import CanonicalCoding
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(15))) struct `Waiting calls` {
    @Test func `of one key leave room for everybody else`() async throws {
        try await ApiWorld.with { api in
            let waits = api.world.interface.waits
            let unknown = "/v1/transactions/\(ApiWorld.suite.hash([9]))"
            let anchor = api.world.transaction(
                AnchorDigest(what: .exhibit, digest: ApiWorld.suite.hash([1])), by: "dr-li")
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<Limits.waitsOfKey {
                    group.addTask { try await api.get("\(unknown)?wait=20000").status }
                }
                #expect(await eventually { waits.count == Limits.waitsOfKey })
                let other = try await api.get("\(unknown)?wait=10", as: "dr-wu")
                #expect(other.status == 200)
                for _ in 0..<3 {
                    let more = try await api.get("\(unknown)?wait=10")
                    #expect(try more.refusal() == "429 too-many-waits")
                }
                let submitted = try await api.post(
                    "/v1/transactions?wait=10", SignatureBody(anchor))
                #expect(try submitted.refusal() == "429 too-many-waits")
                let standing = try await api.get("/v1/transactions/\(anchor.id)")
                #expect(try standing.decoded(TransactionView.self).status == "unknown")
                let plain = try await api.post("/v1/transactions", SignatureBody(anchor))
                #expect(plain.status == 202)
                group.cancelAll()
                for try await status in group { #expect(status == 200) }
            }
            #expect(waits.count == 0)
        }
    }

    @Test func `are bounded for a member, for all patients and for the node`() async throws {
        func caller(_ owner: KeyOwner, _ name: String) -> Caller {
            Caller(owner: owner, key: ApiPeople.key(name).verifyingKey)
        }
        func gateway(_ member: String, _ number: Int) -> Caller {
            caller(.gateway(MemberID(unchecked: member)), "\(member)-\(number)")
        }
        let table = WaitTable(connections: 100)
        /// How many of these callers, each in the wait of those before, are let in.
        func admitted(_ callers: ArraySlice<Caller>) async throws -> Int {
            guard let first = callers.first else { return table.count }
            do {
                return try await table.hold(for: first) {
                    try await admitted(callers.dropFirst())
                }
            } catch let error as APIError where error.code == "too-many-waits" {
                return try await admitted(callers.dropFirst())
            }
        }
        let ofOne = (0..<60).map { gateway("hospital-a", $0 / 8) }
        #expect(try await admitted(ofOne[...]) == 25)
        let ofMany = ["a", "b", "c", "d"].flatMap { member in
            (0..<60).map { gateway("hospital-\(member)", $0) }
        }
        #expect(try await admitted(ofMany[...]) == 50)
        let patients = (0..<60).map {
            caller(.subject(Pseudonym(ApiWorld.suite.hash([UInt8($0)]))), "patient-\($0)")
        }
        #expect(try await admitted(patients[...]) == 25)
        #expect(table.count == 0)
    }
}
