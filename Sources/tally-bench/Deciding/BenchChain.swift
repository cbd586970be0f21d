import CanonicalCoding
import CharterLanguage
import Execution
import Foundation
import Governance
import Interchange
import LedgerTypes
import Sealing

/// The example consortium in this process: blocks are executed, nobody votes on them.
struct BenchChain {
    let members: [String: BenchMember]
    private(set) var state: LedgerState
    /// Time that each executed transaction of a kind took, admission included.
    private(set) var executions: [TransactionKind: Timings] = [:]
    /// Every transaction that was executed.
    private(set) var transactions: [SignedTransaction] = []

    /// Founds the consortium that `folder`/consortium.json describes, with fresh keys.
    init(example folder: String) throws {
        let source = try ConsortiumSource(json: BenchFiles.read(folder + "/consortium.json"))
        var members: [String: BenchMember] = [:]
        for institution in source.members {
            members[institution.id] = try BenchMember(institution)
        }
        self.members = members
        var known: [String: Vocabulary] = [:]
        for path in source.vocabularies {
            let vocabulary = try Self.vocabulary(at: "\(folder)/\(path)")
            known[vocabulary.id] = vocabulary
        }
        let charters = try source.charters.map { path in
            let text = try BenchFiles.read("\(folder)/\(path)")
            let found = known.values.lazy.compactMap {
                CharterCompiler.compile(source: text, vocabulary: $0).charter
            }.first
            guard let found else {
                throw BenchFault(zh: "章程 \(path) 检查未通过", en: "\(path) does not check")
            }
            return ByteString(found.charter.canonicalBytes)
        }
        let cards = source.members.compactMap { members[$0.id]?.card }
        let genesis = try GenesisBuilder(source: source, cards: cards).build(
            vocabularies: known.values.sorted { $0.id < $1.id }
                .map { ByteString($0.canonicalBytes) },
            charters: charters, licences: try Self.licences(source, cards, members))
        state = try genesis.initialState()
    }

    /// What the regulators of the description attest.
    private static func licences(
        _ source: ConsortiumSource, _ cards: [MemberCard], _ members: [String: BenchMember]
    ) throws -> [FoundingLicences] {
        let regulators = source.members.filter { $0.kind == MemberKind.regulator.name }
        return try regulators.prefix(1).compactMap { members[$0.id] }.map {
            try FoundingLicences(
                source, cards, until: BlockTime.last, by: $0.id, $0.gateway)
        }
    }

    static func vocabulary(at path: String) throws -> Vocabulary {
        guard
            let found = VocabularyCompiler.compile(source: try BenchFiles.read(path)).0
        else {
            throw BenchFault(zh: "词表 \(path) 检查未通过", en: "\(path) does not check")
        }
        return found
    }

    subscript(member: String) -> BenchMember {
        guard let found = members[member] else { preconditionFailure("no member \(member)") }
        return found
    }

    /// The key of a person, as `member/person`.
    func key(_ person: String) -> SigningKey {
        let parts = person.split(separator: "/").map(String.init)
        guard let key = self[parts[0]].staff[parts[1]] else {
            preconditionFailure("no person \(person)")
        }
        return key
    }

    /// A transaction of a person or, without a slash, of a member.
    func signed(
        _ body: some LedgerAction, by actor: String, keys: [SigningKey],
        commitments: [Digest] = []
    ) -> SignedTransaction {
        let parts = actor.split(separator: "/").map(String.init)
        let transaction = Transaction(
            suite: state.suite, chain: state.chain, kind: type(of: body).kind,
            member: self[parts[0]].id, staff: parts.count > 1 ? StaffID(parts[1]) : nil,
            nonce: RandomBytes.generate(count: 16),
            validUntil: BlockTime(nextTime.value + 3_600_000),
            payload: body.payload(commitments: commitments))
        return SignedTransaction(transaction, signedBy: keys)
    }

    /// Blocks are a second apart, the first is of today.
    private var nextTime: BlockTime {
        let now = UInt64(Date().timeIntervalSince1970 * 1_000)
        return BlockTime(max(now, state.time.value + 1_000))
    }

    /// What executing a block led to, and what it took.
    struct Executed {
        let receipts: [Receipt]
        let duration: Duration
        /// Time of the processor, in microseconds: it does not grow with what else the machine does.
        let processor: Double
        /// What the block cost by the ledger's own count.
        let units: UInt64
    }

    /// Executes a block and keeps the state.
    @discardableResult
    mutating func execute(_ block: [SignedTransaction]) throws -> Executed {
        let (began, spent) = (ContinuousClock.now, clock())
        let executed = try BlockExecution.execute(
            BlockInputs(
                transactions: block, parentCertificate: nil, parent: BlockID(.zero),
                height: state.height.next, time: nextTime, proposer: SeatIndex(0)),
            on: state)
        let (duration, processor) = (ContinuousClock.now - began, clock() - spent)
        state = executed.state
        transactions += block
        return Executed(
            receipts: executed.entries.map(\.receipt), duration: duration,
            processor: Double(processor) * 1_000_000 / Double(CLOCKS_PER_SEC),
            units: executed.cost)
    }

    /// Executes one transaction in a block of its own; a refusal ends the measurement.
    @discardableResult
    mutating func run(
        _ body: some LedgerAction, by actor: String, keys: [SigningKey]
    ) throws -> RecordID {
        let signed = signed(body, by: actor, keys: keys)
        let executed = try execute([signed])
        let receipts = executed.receipts
        guard receipts[0].outcome != .refused else {
            throw BenchFault(
                zh: "账本拒绝 \(signed.transaction.kind.name)：\(receipts[0].code)",
                en: "the ledger refuses \(signed.transaction.kind.name): \(receipts[0].code)")
        }
        executions[signed.transaction.kind, default: Timings()].add(executed.duration)
        return RecordID(signed.id)
    }
}
