import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient
import WrittenText

/// Who calls which node: all that a thread needs for a connection of its own.
struct CallerPlace: Sendable {
    let member: MemberID
    let staff: StaffID
    let key: SigningKey
    let chain: ChainID
    /// The node that is called, and where.
    let node: MemberID
    let port: Int

    /// A person at the node of its own member, or at another one.
    init(_ network: RunningNetwork, _ person: String, at node: String? = nil) throws {
        let parts = person.split(separator: "/").map(String.init)
        guard parts.count == 2, let member = MemberID(parts[0]), let staff = StaffID(parts[1])
        else { preconditionFailure("`\(person)` is no person") }
        self.member = member
        self.staff = staff
        key = try network.key(person)
        chain = network.chain
        guard let called = MemberID(node ?? parts[0]) else {
            preconditionFailure("`\(node ?? "")` is no member")
        }
        self.node = called
        port = try network.port(of: called.text)
    }
}

/// One person at one node, with a connection of its own.
final class BenchCaller {
    private let place: CallerPlace
    private let connection: LoopbackConnection

    init(_ place: CallerPlace, patience: Int = 70) throws {
        self.place = place
        connection = try LoopbackConnection(port: place.port, patience: patience)
    }

    convenience init(_ network: RunningNetwork, _ person: String) throws {
        try self.init(CallerPlace(network, person))
    }

    /// A signed call; another status than 2xx is a fault.
    func call(_ method: String, _ path: String, body: [UInt8] = []) throws -> [UInt8] {
        let signature = RequestSignature(
            signing: method, path: path, body: body, chain: place.chain, node: place.node,
            time: Self.now, nonce: RandomBytes.generate(count: 16), by: place.key)
        let answer = try connection.call(method, path, headers: signature.headers, body: body)
        guard (200..<300).contains(answer.status) else {
            throw BenchFault(
                zh: "\(path)：\(String(decoding: answer.body, as: UTF8.self))",
                en: "\(path): status \(answer.status)")
        }
        return answer.body
    }

    static var now: BlockTime { WallClock.now() }

    func get<Answer: Decodable>(_ path: String, as: Answer.Type = Answer.self) throws -> Answer {
        try WrittenJSON.decode(from: try call("GET", path))
    }

    private struct ReviewBody: Encodable { var request: String }
    private struct SubmissionBody: Encodable { var transaction: String }

    /// The JSON of a review, for calling it many times.
    static func reviewBody(_ request: Governance.Request) throws -> [UInt8] {
        Array(
            try JSONEncoder().encode(ReviewBody(request: Base64.encode(request.canonicalBytes))))
    }

    func review(_ body: [UInt8]) throws -> [UInt8] { try call("POST", "/v1/review", body: body) }

    /// The JSON of a fresh transaction of this person.
    /// A commitment to a text that somebody wrote, as the reason of an emergency has one.
    static let written = CryptoSuite.ed25519SHA256.hash(Array("written".utf8))

    func submission(_ action: some LedgerAction) throws -> [UInt8] {
        try Self.submission(action, from: place)
    }

    static func submission(
        _ action: some LedgerAction, commitments: [Digest] = [], from place: CallerPlace
    ) throws -> [UInt8] {
        let now = Self.now
        let transaction = Transaction(
            suite: .ed25519SHA256, chain: place.chain, kind: type(of: action).kind,
            member: place.member, staff: place.staff, nonce: RandomBytes.generate(count: 16),
            validUntil: now.adding(.hours(1)) ?? now,
            payload: action.payload(commitments: commitments))
        return try submission(SignedTransaction(transaction, signedBy: [place.key]))
    }

    /// The JSON of a transaction that has its signatures.
    static func submission(_ signed: SignedTransaction) throws -> [UInt8] {
        Array(
            try JSONEncoder().encode(
                SubmissionBody(transaction: Base64.encode(signed.canonicalBytes))))
    }

    /// Submits and waits for the entry; returns its receipt's outcome.
    func commit(_ body: [UInt8]) throws -> String {
        let view = try submit(body, wait: 30_000)
        guard view.status == "committed", let receipt = view.receipt else {
            throw BenchFault(zh: "交易未入块：\(view.status)", en: "not committed: \(view.status)")
        }
        return receipt.outcome
    }

    /// Submits and waits for the entry at most so many milliseconds; where it stands then.
    func submit(_ body: [UInt8], wait: Int) throws -> TransactionView {
        let answer = try call("POST", "/v1/transactions?wait=\(wait)", body: body)
        return try WrittenJSON.decode(from: answer)
    }
}
