import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import NIOCore
import NodeFiles
import NodeRuntime
import Sealing
import TallyClient

/// Opens signed calls: every route but the open ones passes here.
struct Doorkeeper: Sendable {
    let node: TallyNode
    let memory = CallMemory()
    let bodies = BodyMemory()
    private let mark: CallMark

    init(node: TallyNode) {
        self.node = node
        mark = CallMark(node.folder, opened: WallClock.now())
    }

    /// Collects the body and establishes the caller.
    func open(_ request: Hummingbird.Request) async throws -> (caller: Caller, body: [UInt8]) {
        let headers = request.headers
        let signature = RequestSignature { name in
            HTTPField.Name(name).flatMap { headers[$0] }
        }
        guard let signature else { throw APIError.unsigned }
        // Strangers are turned away before their body takes memory.
        let record = try admit(signature)
        let body = try await body(of: request)
        let isValid = signature.isValid(
            method: request.method.rawValue, path: request.uri.string, body: body,
            chain: node.chain, node: node.member, verifyingKey: record.key)
        guard isValid else { throw APIError.badSignature }
        let now = WallClock.now()
        switch memory.admit(
            key: signature.key, nonce: signature.nonce, time: signature.time, now: now)
        {
        case .first: break
        case .repeated: throw APIError.repeated
        case .full: throw APIError.tooManyCalls
        case .untimely: throw APIError.clockOff
        }
        // Before anything is done for it: a start must not forget that it was answered.
        if !mark.covers(signature.time, now: now) {
            try await node.onDisk { [mark] _ in try mark.cover(signature.time) }
        }
        let caller = Caller(owner: record.owner, key: record.key)
        guard caller.isOfCalls else { throw APIError.notAKeyOfCalls }
        guard caller.isInOffice(node.committedState()) else { throw APIError.notInOffice }
        return (caller, body)
    }

    /// A caller that may read this node's view of the chain.
    func openReader(_ request: Hummingbird.Request) async throws -> (caller: Caller, body: [UInt8])
    {
        try requireReader(await open(request))
    }

    /// A person who may see what is recorded of patients, where there is a standing.
    func openPractitioner(
        _ request: Hummingbird.Request
    ) async throws -> (caller: Caller, body: [UInt8]) {
        try requirePractitioner(await open(request))
    }

    /// A practitioner, or a patient by their own key.
    func openRelated(
        _ request: Hummingbird.Request
    ) async throws -> (caller: Caller, body: [UInt8]) {
        let opened = try await open(request)
        return opened.caller.isPatient ? opened : try requirePractitioner(opened)
    }

    /// Whoever reads here, or a patient by their own key.
    func openReaderOrPatient(
        _ request: Hummingbird.Request
    ) async throws -> (caller: Caller, body: [UInt8]) {
        let opened = try await open(request)
        return opened.caller.isPatient ? opened : try requireReader(opened)
    }

    private typealias Opened = (caller: Caller, body: [UInt8])

    private func requireReader(_ opened: Opened) throws -> Opened {
        guard mayRead(opened.caller) else {
            throw APIError.forbidden(
                zh: "只有本机构人员、监管机构与法院可以查询本节点：请向自己机构的节点查询",
                en: """
                    only this member's people, regulators and courts read here: ask your own \
                    member's node
                    """)
        }
        return opened
    }

    private func requirePractitioner(_ opened: Opened) throws -> Opened {
        let opened = try requireReader(opened)
        guard opened.caller.person != nil else {
            throw APIError.forbidden(
                zh: "患者数据须由人员本人查阅，网关密钥不得查阅",
                en: "a person reads what is recorded of patients, not a gateway")
        }
        guard !opened.caller.isOfficer(node.committedState()) else {
            throw APIError.forbidden(
                zh: "系统、安全、审计管理员不得查看患者数据", en: "officers do not see patient data")
        }
        return opened
    }

    func mayRead(_ caller: Caller) -> Bool {
        caller.mayRead(at: node.member, node.committedState())
    }

    private func admit(_ signature: RequestSignature) throws -> KeyRecord {
        guard let record = node.committedState().get(Tables.keys, signature.key),
            record.retired == nil
        else { throw APIError.unknownKey }
        let now = WallClock.now()
        guard max(now.since(signature.time), signature.time.since(now)) <= Limits.clockTolerance
        else { throw APIError.clockOff }
        guard signature.time > mark.answered else { throw APIError.signedBeforeStart }
        return record
    }

    private func body(of request: Hummingbird.Request) async throws -> [UInt8] {
        do {
            return try await bodies.collect(request.body)
        } catch let fault as WireFault {
            throw fault
        } catch let error as APIError {
            throw error
        } catch {
            throw APIError.bodyIncomplete
        }
    }
}
