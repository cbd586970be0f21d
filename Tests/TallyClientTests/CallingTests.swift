import Foundation
import TallyClient
import Testing

/// What a stranger's program can do wrong before anything is sent.
@Suite struct `Calling as a stranger` {
    /// No test sends anything: a call that did would find nobody at this address.
    private let address: URL
    private let chain = String(repeating: "a", count: 64)
    private let key: CallKey

    init() throws {
        address = try #require(URL(string: "http://127.0.0.1:1"))
        key = try CallKey(seed: [UInt8](repeating: 7, count: 32))
    }

    @Test func `a key is made of 32 bytes`() {
        #expect(key.publicKey.count == 32)
        for count in [0, 31, 33, 64] {
            let fault = #expect(throws: ClientFault.self) {
                try CallKey(seed: [UInt8](repeating: 7, count: count))
            }
            #expect(fault?.english.contains("32 bytes, not \(count)") == true)
            #expect(fault?.chinese.contains("实为 \(count) 字节") == true)
        }
    }

    @Test func `a chain and a member have their forms`() {
        #expect(throws: ClientFault.self) {
            try NodeClient(address: address, chain: "abc", key: key)
        }
        let fault = #expect(throws: ClientFault.self) {
            try NodeClient(address: address, chain: chain, key: key, node: "Hospital A")
        }
        #expect(fault?.english.contains("hospital-a") == true)
    }

    @Test(arguments: ["", "a/b", "..", "a?wait=1", "a b", "a%2fb", "患者", "a#b"])
    func `a name that would be another call is never sent`(name: String) async throws {
        let client = try NodeClient(
            address: address, chain: chain, key: key, node: "hospital-a")
        let calls: [@Sendable () async throws -> Void] = [
            { _ = try await client.transaction(name) }, { _ = try await client.caseFile(name) },
            { _ = try await client.charter(name) }, { _ = try await client.subject(name) },
            { _ = try await client.history(name, "00") },
            { _ = try await client.history("subject", name) },
        ]
        for call in calls {
            let fault = await #expect(throws: ClientFault.self) { try await call() }
            guard case .unsendable(.name(name)) = fault else {
                Issue.record("\(name): \(String(describing: fault))")
                continue
            }
        }
    }

    @Test func `nobody at the address is told with what to do`() async {
        let fault = await #expect(throws: ClientFault.self) {
            try await NodeClient(address: address).version()
        }
        #expect(fault?.english.contains("does not answer") == true)
        #expect(fault?.chinese.contains("没有应答") == true)
    }

    @Test func `answers are read by the names of the wire`() throws {
        let text = """
            {"id":"00","status":"committed","entry":7,"receipt":{"height":3,"time":9,
            "outcome":"refused","code":3301,"message":{"zh":"否","en":"no"}}}
            """
        let view = try JSONDecoder().decode(TransactionView.self, from: Data(text.utf8))
        #expect(view.entry == 7 && view.receipt?.code == 3301)
        #expect(view.receipt?.message?.en == "no")
        let body = try JSONEncoder().encode(SubmissionBody([1, 2, 3]))
        #expect(String(decoding: body, as: UTF8.self) == #"{"transaction":"AQID"}"#)
    }
}
