import Foundation
import LedgerTypes
import Sealing
import Synchronization
import WrittenText

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Calls a node's HTTP interface, signing each call with one key.
///
///     let open = NodeClient(address: address)
///     let version = try await open.version()
///     let client = try NodeClient(address: address, chain: version.chain, key: key)
///     let cases = try await client.cases()
///
/// Every call throws `ClientFault`. One client may be used by many tasks at once; a call whose task
/// is cancelled ends.
public struct NodeClient: Sendable {
    public let address: URL
    private let chain: ChainID
    private let signer: SigningKey?
    private let session: URLSession
    private let node: NodeName

    /// Asks what needs no key: `version`, `health`, `metrics` and `interfaceDocument`.
    ///
    /// - Parameter address: of the node's interface, such as `http://127.0.0.1:8080`.
    public init(address: URL) {
        self.init(address: address, chain: ChainID(.zero), signer: nil)
    }

    /// Speaks for the holder of a key that is enrolled on the chain.
    ///
    /// - Parameters:
    ///   - address: of the node's interface.
    ///   - chain: the chain's digest, 64 hexadecimal digits; each call is signed for it alone.
    ///   - key: of a person or a gateway; what it may read and do, the node decides.
    ///   - node: the member whose node stands at the address, such as `hospital-a`. Without it the
    ///     node is asked once; who calls nodes of several members names them.
    /// - Throws: `ClientFault.unsendable` if the chain or the member cannot be one.
    public init(
        address: URL, chain: String, key: CallKey, node: String? = nil
    ) throws(ClientFault) {
        guard let digest = Digest(hex: chain) else { throw .unsendable(.chain(chain)) }
        var member: MemberID?
        if let node {
            guard let known = MemberID(node) else { throw .unsendable(.member(node)) }
            member = known
        }
        self.init(address: address, chain: ChainID(digest), signer: key.key, node: member)
    }

    /// The same with names that are checked already; without a key only the open calls answer.
    package init(address: URL, chain: ChainID, signer: SigningKey?, node: MemberID? = nil) {
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
    package func get<Answer: Decodable & Sendable>(
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
    package func post<Answer: Decodable & Sendable>(
        _ path: String, _ body: some Encodable & Sendable, as type: Answer.Type = Answer.self
    ) async throws -> Answer {
        try decode(await call("POST", path, body: Array(JSONEncoder().encode(body))))
    }

    /// Calls and returns the bytes of the answer.
    package func call(_ method: String, _ path: String, body: [UInt8]) async throws -> Data {
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
                time: Self.now(),
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
        else { throw ClientFault.unsendable(.path(path)) }
        return url
    }

    private static func now() -> BlockTime {
        BlockTime(UInt64(max(0, Date().timeIntervalSince1970 * 1_000)))
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
