import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import NodeRuntime
import Sealing

/// Who calls, as the committed state knows the key.
struct Caller: Sendable {
    let owner: KeyOwner
    let key: VerifyingKey

    /// The member the caller belongs to; nil for patients and codes.
    var member: MemberID? {
        switch owner {
        case .gateway(let member), .governance(let member), .seat(let member): member
        case .staff(let person): person.member
        case .subject, .code: nil
        }
    }

    /// The person, where a person calls.
    var person: StaffReference? {
        if case .staff(let person) = owner { person } else { nil }
    }
}

/// Opens signed calls: every route but the open ones passes here.
struct Doorkeeper: Sendable {
    let node: TallyNode
    let memory = CallMemory()

    /// Collects the body and establishes the caller.
    func open(_ request: Hummingbird.Request) async throws -> (caller: Caller, body: [UInt8]) {
        var request = request
        let buffer: ByteBuffer
        do {
            buffer = try await request.collectBody(upTo: Limits.maximumBodyBytes)
        } catch {
            throw APIError.bodyTooLarge
        }
        let body = Array(buffer.readableBytesView)
        let headers = request.headers
        let signature = RequestSignature { name in
            HTTPField.Name(name).flatMap { headers[$0] }
        }
        guard let signature else { throw APIError.unsigned }
        let state = node.committedState()
        guard let record = state.get(Tables.keys, signature.key), record.retired == nil else {
            throw APIError.unknownKey
        }
        let now = WallClock.now()
        guard max(now.since(signature.time), signature.time.since(now)) <= Limits.clockTolerance
        else { throw APIError.clockOff }
        let isValid = signature.isValid(
            method: request.method.rawValue, path: request.uri.string, body: body,
            chain: state.chain, verifyingKey: record.key)
        guard isValid else { throw APIError.badSignature }
        guard memory.admit(key: signature.key, nonce: signature.nonce, now: now) else {
            throw APIError.repeated
        }
        return (Caller(owner: record.owner, key: record.key), body)
    }

    /// A caller that may read this node's view of the chain: its own people and gateway, and those of
    /// regulators and courts.
    func openReader(_ request: Hummingbird.Request) async throws -> (caller: Caller, body: [UInt8])
    {
        let opened = try await open(request)
        let state = node.committedState()
        guard let member = opened.caller.member,
            let record = state.get(Tables.members, member), record.state == .active
        else { throw Self.notAReader }
        if let person = opened.caller.person {
            guard let staff = state.get(Tables.staff, person), staff.state == .active,
                staff.from <= state.time, state.time < staff.until
            else { throw Self.notAReader }
        }
        guard member == node.member || record.kind == .regulator || record.kind == .court else {
            throw Self.notAReader
        }
        return opened
    }

    private static let notAReader = APIError.forbidden(
        zh: "只有本机构人员、监管机构与法院可以查询本节点：请向自己机构的节点查询",
        en: "only this member's people, regulators and courts read here: ask your own member's node"
    )
}
