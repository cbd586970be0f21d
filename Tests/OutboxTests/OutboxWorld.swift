import BlockStore
import LedgerTypes
import Sealing
import TestSupport

@testable import Outbox

/// A holder with an outbox, a chain that may stand still, and a receiver that may be away.
struct OutboxWorld {
    static let suite = CryptoSuite.ed25519SHA256
    static let chain = ChainID(suite.hash([1]))
    static let key: SigningKey = {
        var seed = suite.hash([2]).bytes
        do {
            return try SigningKey(seed: SecretBytes(taking: &seed), suite: suite)
        } catch {
            preconditionFailure("a seed of 32 bytes was refused: \(error)")
        }
    }()
    static let validity: UInt64 = 10_000

    struct Permit {
        /// Accepted release transactions, in the order of their blocks.
        var releases: [TransactionID] = []
        var acknowledged: Height?
        /// No release is accepted any more.
        var isOver = false
    }

    var generator: SeededGenerator
    let memory = MemoryStorage()
    var storage: any Storage
    var outbox: WorkBook?
    var now: UInt64 = 0
    // The chain.
    var height = Height.genesis
    var time = BlockTime(1_000)
    var permits: [WorkID: Permit] = [:]
    var entries: [TransactionID: (height: Height, code: ReceiptCode?)] = [:]
    var standsStill = false
    /// What was handed in and may still come into a block, at any node.
    var pool: [SignedTransaction] = []
    // The receiver.
    var isReceiverAway = false
    var inbox: [WorkID: [UInt8]] = [:]
    var sent: [(id: WorkID, at: UInt64)] = []
    var faults: [OutboxFault] = []

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        storage = memory
    }

    static func id(_ number: Int) -> WorkID {
        WorkID(.release, suite.hash([3, UInt8(number)]))
    }

    static func store(_ storage: any Storage) -> OutboxStore {
        OutboxStore(storage, folder: "outbox", chain: chain, suite: suite)
    }

    // MARK: the holder

    mutating func start() {
        do throws(OutboxFault) {
            outbox = try WorkBook(Self.store(storage), chain: Self.chain)
        } catch {
            faults.append(error)
        }
    }

    /// The power of the holder is cut; what was not flushed may be there or not.
    mutating func cutPower() {
        outbox = nil
        var choices = generator
        memory.crash { choices.below($0) }
        generator = choices
        storage = memory
    }

    func facts(_ id: WorkID) -> WorkFacts {
        let time = time
        var standing = WorkFacts.Standing.absent
        if let transaction = outbox?[id]?.transaction, let entry = entries[transaction] {
            standing =
                entry.code.map { .refused(entry.height, $0) } ?? .accepted(entry.height)
        }
        let delivery = permits[id]?.acknowledged.map { WorkFacts.Delivery.acknowledged($0) } ?? .due
        return WorkFacts(
            standing: standing, delivery: delivery,
            isNeedless: permits[id]?.releases.isEmpty == false, time: time)
    }

    /// One turn of whoever owns the outbox; a fault of the disk ends the turn and nothing else.
    mutating func turn() {
        guard outbox != nil else { return start() }
        do throws(OutboxFault) {
            for id in permits.keys.sorted() where permits[id]?.releases.isEmpty == true {
                if outbox?[id] == nil { try outbox?.begin(id, at: time) }
            }
            for work in outbox?.open ?? [] { try go(on: work.id) }
        } catch {
            faults.append(error)
        }
    }

    private mutating func go(on id: WorkID) throws(OutboxFault) {
        let facts = facts(id)
        switch try outbox?.advance(id, facts, now: now) {
        case .make:
            let signed = transaction()
            try outbox?.seal(id, signed, parcel: Array("\(id.subject) \(signed.id)".utf8))
        case .submit(let signed):
            // The pool may be closed, or forget it.
            if generator.below(4) > 0 { pool.append(signed) }
        case .send:
            sent.append((id, now))
            guard !isReceiverAway, let parcel = try outbox?.parcel(of: id) else { return }
            inbox[id] = parcel
        default: break
        }
    }

    private mutating func transaction() -> SignedTransaction {
        let transaction = Transaction(
            suite: Self.suite, chain: Self.chain, kind: .release, member: MemberID("m1")!,
            nonce: generator.bytes(16), validUntil: BlockTime(time.value + Self.validity),
            payload: [])
        return SignedTransaction(transaction, signedBy: [Self.key])
    }

    // MARK: the chain

    mutating func block() {
        guard !standsStill else { return }
        height = height.next
        time = BlockTime(max(time.value + 1, now + 1_000))
        // Each comes in one of the next blocks, or never.
        for signed in pool where entries[signed.id] == nil && generator.below(2) == 0 {
            guard time <= signed.transaction.validUntil else { continue }
            let id = permits.keys.sorted().first { outbox?[$0]?.transaction == signed.id }
            let owner = id ?? owners[signed.id]
            guard let owner else { continue }
            owners[signed.id] = owner
            if permits[owner]?.isOver == true {
                entries[signed.id] = (height, ReceiptCode(3_553))
            } else {
                entries[signed.id] = (height, nil)
                permits[owner]?.releases.append(signed.id)
            }
        }
        for id in permits.keys.sorted() {
            guard let parcel = inbox[id], permits[id]?.acknowledged == nil,
                let release = permits[id]?.releases.first,
                String(decoding: parcel, as: UTF8.self) == "\(id.subject) \(release)"
            else { continue }
            permits[id]?.acknowledged = height
        }
    }

    /// Whose transaction each was that ever came to a block.
    private var owners: [TransactionID: WorkID] = [:]
}
