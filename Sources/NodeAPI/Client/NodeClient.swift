import Bilingual
import Foundation
import LedgerTypes
import NodeRuntime
import Sealing
import Synchronization
import WrittenText

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What went wrong between a client and its node.
public enum ClientFault: Error, Sendable {
    /// No answer: the node is not running or not reachable at this address.
    case unreachable(address: String, reason: String)
    /// The node refused, with its stable code and messages.
    case refused(APIError)
    /// The answer is not what the interface promises.
    case unreadable(String)
}

/// Calls a node's HTTP interface, signing each call with one key.
public struct NodeClient: Sendable {
    public let address: URL
    private let chain: ChainID
    private let signer: SigningKey?
    private let session: URLSession
    private let node: NodeName

    /// Speaks for the holder of `signer`; without one only the open calls answer.
    ///
    /// `node` is the member whose node stands at the address: each call is signed for it alone.
    /// Without it the node is asked once; who calls nodes of several members names them.
    public init(address: URL, chain: ChainID, signer: SigningKey?, node: MemberID? = nil) {
        self.address = address
        self.node = NodeName(node)
        self.chain = chain
        self.signer = signer
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 70
        configuration.httpMaximumConnectionsPerHost = 8
        session = URLSession(configuration: configuration)
    }

    /// Calls with GET and decodes the JSON answer.
    public func get<Answer: Decodable & Sendable>(
        _ path: String, as type: Answer.Type = Answer.self
    ) async throws -> Answer {
        try decode(await call("GET", path, body: []))
    }

    /// How the node does; it answers in full also while it is not well.
    public func health() async throws -> HealthView {
        let (data, _) = try await exchange("GET", "/v1/health", body: [])
        return try decode(data)
    }

    /// Calls with POST and a JSON body, and decodes the JSON answer.
    public func post<Answer: Decodable & Sendable>(
        _ path: String, _ body: some Encodable & Sendable, as type: Answer.Type = Answer.self
    ) async throws -> Answer {
        try decode(await call("POST", path, body: Array(JSONEncoder().encode(body))))
    }

    /// Calls and returns the bytes of the answer.
    public func call(_ method: String, _ path: String, body: [UInt8]) async throws -> Data {
        let (data, status) = try await exchange(method, path, body: body)
        guard (200..<300).contains(status) else { throw refusal(status, data) }
        return data
    }

    private func exchange(
        _ method: String, _ path: String, body: [UInt8]
    ) async throws -> (data: Data, status: Int) {
        var request = URLRequest(url: try url(path))
        request.httpMethod = method
        if !body.isEmpty {
            request.httpBody = Data(body)
            request.setValue("application/json", forHTTPHeaderField: "content-type")
        }
        if let signer {
            let signature = RequestSignature(
                signing: method, path: path, body: body, chain: chain,
                node: try await member(),
                time: WallClock.now(),
                nonce: RandomBytes.generate(count: Limits.nonceByteCount), by: signer)
            for header in signature.headers {
                request.setValue(header.value, forHTTPHeaderField: header.name)
            }
        }
        return try await send(request)
    }

    /// The path as it is signed is the path as it is sent, or nothing is sent.
    private func url(_ path: String) throws -> URL {
        guard let url = URL(string: path, relativeTo: address)?.absoluteURL,
            url.absoluteString.hasSuffix(path)
        else { throw ClientFault.unreadable("path \(path)") }
        return url
    }

    private func member() async throws -> MemberID {
        if let known = node.value { return known }
        let (data, _) = try await send(URLRequest(url: try url("/v1/version")))
        let version: VersionView = try decode(data)
        guard let member = MemberID(version.member) else {
            throw ClientFault.unreadable("version")
        }
        node.learn(member)
        return member
    }

    private func send(_ request: URLRequest) async throws -> (data: Data, status: Int) {
        let (data, response): (Data, URLResponse)
        do {
            (data, response) = try await session.data(for: request)
        } catch {
            throw ClientFault.unreachable(
                address: address.absoluteString, reason: error.localizedDescription)
        }
        return (data, (response as? HTTPURLResponse)?.statusCode ?? 0)
    }

    private func refusal(_ status: Int, _ data: Data) -> ClientFault {
        guard
            let body = try? WrittenJSON.decode(
                APIErrorBody.self, from: Array(data), unknownNames: .passedOver)
        else {
            return .unreadable("status \(status)")
        }
        return .refused(
            APIError(
                status: status, code: body.code, number: body.number, zh: body.message.zh,
                en: body.message.en))
    }

    private func decode<Answer: Decodable>(_ data: Data) throws -> Answer {
        do throws(WrittenJSONFault) {
            return try WrittenJSON.decode(from: Array(data), unknownNames: .passedOver)
        } catch {
            throw ClientFault.unreadable("\(error)")
        }
    }
}

/// Which member's node stands at an address, once it is known.
private final class NodeName: Sendable {
    private let name: Mutex<MemberID?>

    init(_ name: MemberID?) { self.name = Mutex(name) }

    var value: MemberID? { name.withLock { $0 } }
    func learn(_ member: MemberID) { name.withLock { $0 = member } }
}

extension ClientFault: Worded {
    public var english: String {
        switch self {
        case .unreachable(let address, let reason):
            "the node at \(address) does not answer (\(reason)): see that `tally run` is up"
        case .refused(let refusal): refusal.en
        case .unreadable(let what): "the node's answer cannot be read: \(what)"
        }
    }

    public var chinese: String {
        switch self {
        case .unreachable(let address, let reason):
            "节点 \(address) 没有应答（\(reason)）：请确认 `tally run` 正在运行"
        case .refused(let refusal): refusal.zh
        case .unreadable(let what): "节点的应答无法读取：\(what)"
        }
    }
}
