import BlockStore
import Governance
import Hummingbird
import LedgerTypes
import NodeFiles
import NodeRuntime
import Sealing
import TallyClient

/// Where everything passes that a caller is shown of patients: one rule over the content, whatever
/// the way to it, and a line in the log of reads for each.
struct ReadingDesk: Sendable {
    let node: TallyNode
    private let log: ReadLog

    init(_ node: TallyNode, log: ReadLog) {
        self.node = node
        self.log = log
    }

    /// Whether a caller may be shown something, without a trace: for lists, which leave out names.
    func standing(of caller: Caller, in content: PatientContent) -> PatientStanding? {
        readership(of: caller).standing(in: content)
    }

    func readsAll(_ caller: Caller) -> Bool { readership(of: caller).office != nil }

    /// What a caller may read; made once for all that a list or a block holds.
    func readership(of caller: Caller) -> Readership {
        let requests = caller.person.map { node.requests(of: $0) } ?? []
        return Readership(caller.owner, on: node.committedState(), requests: requests)
    }

    /// Lets a caller have something, and writes it down; throws where the caller has no standing.
    /// What is of nobody is shown to whoever may read here.
    ///
    /// - Parameter own: the caller signed it.
    func show(
        _ content: PatientContent, to caller: Caller, at call: String, own: Bool = false
    ) async throws {
        guard content.isOfPatients else { return }
        let reason = own && caller.readsOwn(node.committedState()) ? "own" : nil
        try await admit(content, caller: caller, at: call) { readership in
            readership.standing(in: content)?.rawValue ?? reason
        }
    }

    /// The same for a decision, which says something of each patient that is asked about.
    func answer(
        _ content: PatientContent, for caller: Caller, at call: String
    ) async throws {
        try await admit(content, caller: caller, at: call) { readership in
            readership.standing(inEach: content)?.rawValue
        }
    }

    /// Writes down what is shown for another reason than the caller's standing, and that reason.
    func note(
        _ content: PatientContent, shownTo caller: Caller, at call: String,
        because reason: String = "own"
    ) async throws {
        guard !content.patients.isEmpty else { return }
        try await admit(content, caller: caller, at: call) { readership in
            readership.standing(in: content)?.rawValue ?? reason
        }
    }

    /// Who read of a patient at this node; nil for a caller who may not know.
    func reads(
        of patients: [Pseudonym], for caller: Caller, _ content: PatientContent
    ) async throws -> FoundReads? {
        switch standing(of: caller, in: content) {
        case .patient, .guardian, .office, .regulator, .court: break
        case .treating, .permit, .grant, .override, .committee, nil: return nil
        }
        let names = patients.map(\.description)
        do {
            return try await node.onDisk { _ in
                try log.reads(of: names, now: WallClock.now().value)
            }
        } catch let fault as StorageFault {
            throw APIError.readNotLogged(fault)
        }
    }

    /// Looks for the standing and writes the line, on a thread that may wait for the disk: content may
    /// name some thousand.
    private func admit(
        _ content: PatientContent, caller: Caller, at call: String,
        by standing: @escaping @Sendable (Readership) -> String?
    ) async throws {
        let isGiven: Bool
        do {
            isGiven = try await node.onDisk { _ in
                let found = standing(readership(of: caller))
                try log.write(
                    Read(
                        time: WallClock.now().value, who: caller.owner.readerName,
                        key: caller.key.id.description, call: call,
                        patients: content.patients.sorted().map(\.description), standing: found))
                node.noteReadLog(isFilling: log.isFilling, isFull: log.isFull)
                return found != nil
            }
        } catch let fault as StorageFault {
            node.logger.error("a read of patients' data could not be logged: \(fault.english)")
            throw APIError.readNotLogged(fault)
        } catch let refusal as ReadLogRefusal {
            if refusal == .full {
                node.noteReadLog(isFilling: true, isFull: true)
                node.logger.error("the log of reads is full: move its oldest files to the archive")
            }
            throw APIError(refusal)
        }
        node.noteRead(isGiven: isGiven)
        guard isGiven else { throw APIError.noStanding }
    }
}

extension KeyOwner {
    /// The reader in the log.
    var readerName: String {
        switch self {
        case .gateway(let member): "gateway \(member)"
        case .governance(let member): "governance \(member)"
        case .seat(let member): "seat \(member)"
        case .staff(let person): "staff \(person)"
        case .subject(let patient): "patient \(patient)"
        case .code(let code): "code \(code)"
        }
    }
}

extension APIError {
    /// The same whether there is no such patient or record, or the caller has no standing.
    static let noStanding = APIError(
        status: 403, code: "no-standing",
        zh: """
            您与该患者之间没有登记的关系，或没有该记录：请由持有方登记诊疗关系，或用 tally request 在链上申请；\
            主管机构、法院与本人不受此限
            """,
        en: """
            no standing with this patient is recorded for you, or there is no such record: have the \
            holder record that you treat the patient, or ask on the chain with tally request
            """)

    /// Whether nothing is shown only because no line of it was written.
    var isOfReadLog: Bool {
        ["read-not-logged", "read-log-full", "too-many-reads"].contains(code)
    }

    init(_ refusal: ReadLogRefusal) {
        let isFull = refusal == .full
        self.init(
            status: isFull ? 507 : 429, code: isFull ? "read-log-full" : "too-many-reads",
            zh: refusal.chinese, en: refusal.english)
    }

    static func readNotLogged(_ fault: StorageFault) -> APIError {
        APIError(
            status: 507, code: "read-not-logged",
            zh: "查阅记录无法写入，不显示任何患者数据：\(fault.chinese)",
            en: "the read cannot be logged, so nothing of patients is shown: \(fault.english)")
    }
}
