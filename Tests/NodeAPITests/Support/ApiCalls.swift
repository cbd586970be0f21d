import Foundation
import Governance
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LedgerTypes
import NIOCore
import NodeFiles
import NodeRuntime
import Sealing
import Testing

@testable import NodeAPI
@testable import TallyClient

/// One call before it is signed; what is set after `sign` is changed under way.
struct CallDraft {
    var method = HTTPRequest.Method.get
    var path: String
    var body: [UInt8] = []
    var chain: ChainID
    var node = MemberID(unchecked: "hospital-a")
    var time = WallClock.now()
    var nonce = RandomBytes.generate(count: 16)
    var headers = HTTPFields()

    mutating func sign(_ key: SigningKey) {
        let signature = RequestSignature(
            signing: method.rawValue, path: path, body: body, chain: chain, node: node, time: time,
            nonce: nonce, by: key)
        for header in signature.headers {
            if let name = HTTPField.Name(header.name) { headers[name] = header.value }
        }
    }
}

struct ApiAnswer {
    let status: Int
    let body: [UInt8]
    var headers = HTTPFields()

    /// The status, of an answer whose body is JSON where it is an error.
    func code() throws -> Int {
        if status >= 400 { _ = try refusal() }
        return status
    }

    func json() throws -> JSON {
        try JSONDecoder().decode(JSON.self, from: Data(body))
    }

    func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        #expect((200..<300).contains(status), "\(String(decoding: body, as: UTF8.self))")
        return try JSONDecoder().decode(type, from: Data(body))
    }

    /// The code of an error body, which must have the one shape that errors have.
    func refusal() throws -> String {
        let found = try JSONDecoder().decode(APIErrorBody.self, from: Data(body))
        let names = Set(try json().fields.keys).subtracting(["number"])
        #expect(names == ["code", "message"])
        #expect(!found.message.zh.isEmpty && !found.message.en.isEmpty)
        #expect(found.message.zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) })
        return "\(status) \(found.code)"
    }
}

/// Calls of the people of the test consortium on one interface.
struct ApiCalls: Sendable {
    let world: ApiWorld
    let client: any TestClientProtocol

    func draft(_ path: String, _ method: HTTPRequest.Method = .get) -> CallDraft {
        CallDraft(method: method, path: path, chain: world.chain)
    }

    func send(_ draft: CallDraft) async throws -> ApiAnswer {
        let response = try await client.executeRequest(
            uri: draft.path, method: draft.method, headers: draft.headers,
            body: draft.body.isEmpty ? nil : ByteBuffer(bytes: draft.body))
        return ApiAnswer(
            status: response.status.code, body: Array(response.body.readableBytesView),
            headers: response.headers)
    }

    func get(_ path: String, as name: String = "dr-li") async throws -> ApiAnswer {
        var draft = draft(path)
        draft.sign(ApiPeople.key(name))
        return try await send(draft)
    }

    func post(
        _ path: String, _ body: some Encodable, as name: String = "dr-li"
    ) async throws -> ApiAnswer {
        try await post(path, bytes: Array(JSONEncoder().encode(body)), as: name)
    }

    func post(_ path: String, bytes: [UInt8], as name: String = "dr-li") async throws -> ApiAnswer {
        try await post(path, bytes: bytes, key: ApiPeople.key(name))
    }

    func post(_ path: String, bytes: [UInt8], key: SigningKey) async throws -> ApiAnswer {
        var draft = draft(path, .post)
        draft.body = bytes
        draft.sign(key)
        return try await send(draft)
    }

    /// Submits through the interface and waits; the view of the committed transaction.
    func submit(
        _ transaction: SignedTransaction, as name: String = "dr-li"
    ) async throws -> TransactionView {
        try await post("/v1/transactions?wait=20000", SignatureBody(transaction), as: name)
            .decoded()
    }
}
