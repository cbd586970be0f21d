import Foundation
import Governance
import LedgerTypes
import NodeRuntime
import Sealing
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient

/// The server on a socket and the client that people's tools use.
@Suite(.timeLimit(.minutes(15))) struct `Node client` {
    @Test func `signs for the node that it is told or that answers`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.serve() { address in
                let key = ApiPeople.key("dr-li")
                let client = NodeClient(address: address, chain: world.chain, signer: key)
                let members: [MemberView] = try await client.get("/v1/members")
                #expect(members.count == 4)
                #expect(try await client.health().member == "hospital-a")
                let anchor = world.transaction(
                    AnchorDigest(what: .exhibit, digest: ApiWorld.suite.hash([1])), by: "dr-li")
                let view: TransactionView = try await client.post(
                    "/v1/transactions?wait=20000", SignatureBody(anchor))
                #expect(view.receipt?.outcome == "accepted")
                let elsewhere = NodeClient(
                    address: address, chain: world.chain, signer: key,
                    node: MemberID(unchecked: "hospital-b"))
                let refused = await refusal {
                    try await elsewhere.get("/v1/members", as: [MemberView].self)
                }
                #expect(refused?.code == "signature-wrong")
            }
        }
    }

    @Test func `goes on without waiting where too much of its key waits already`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.serve() { address in
                let client = NodeClient(
                    address: address, chain: world.chain, signer: ApiPeople.key("dr-li"))
                let unknown = "/v1/transactions/\(ApiWorld.suite.hash([9]))"
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<Limits.waitsOfKey {
                        group.addTask {
                            // A client has few connections.
                            let other = NodeClient(
                                address: address, chain: world.chain,
                                signer: ApiPeople.key("dr-li"))
                            // Where the question below had the last place, it comes again.
                            for _ in 0..<50 {
                                let answer = try? await other.get(
                                    "\(unknown)?wait=15000", as: TransactionView.self)
                                if answer != nil || Task.isCancelled { break }
                            }
                        }
                    }
                    #expect(
                        await eventually {
                            let refused = await refusal {
                                try await client.get(
                                    "\(unknown)?wait=1", as: TransactionView.self)
                            }
                            return refused?.code == "too-many-waits"
                        })
                    let anchor = world.transaction(
                        AnchorDigest(what: .exhibit, digest: ApiWorld.suite.hash([1])),
                        by: "dr-li")
                    let view = try await client.submit(anchor, wait: 20_000)
                    #expect(view.receipt?.outcome == "accepted")
                    group.cancelAll()
                }
            }
        }
    }

    @Test func `tells why a transaction is rejected`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.serve() { address in
                let client = NodeClient(
                    address: address, chain: world.chain, signer: ApiPeople.key("dr-li"))
                let late = world.transaction(
                    AnchorDigest(what: .exhibit, digest: ApiWorld.suite.hash([1])), by: "dr-li",
                    validFor: .days(3))
                let refused = await refusal {
                    try await client.post(
                        "/v1/transactions", SignatureBody(late), as: TransactionView.self)
                }
                #expect(refused?.code == Refusal.validTooLong.name && refused?.statusCode == 422)
                #expect(refused?.number == Refusal.validTooLong.code.value)
                #expect(refused?.zh == Refusal.validTooLong.chinese)
                await #expect(throws: ClientFault.self) {
                    try await client.call("GET", "/v1/cases/a b", body: [])
                }
            }
        }
    }

    private func refusal<Value>(_ call: () async throws -> Value) async -> APIError? {
        do {
            _ = try await call()
            return nil
        } catch ClientFault.refused(let refusal) {
            return refusal
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }
}
