import Execution
import Governance
import LedgerTypes
import Sealing
import Synchronization
import Testing

@testable import NodeRuntime
@testable import Upkeep

/// One transaction of member 0, as its governance key signs it and as its gateway does alone.
private struct Variants {
    let cluster: NodeCluster
    let genuine: SignedTransaction
    let foreign: SignedTransaction
    let doubly: SignedTransaction

    init() throws {
        cluster = try NodeCluster(4)
        let chain = try cluster.genesis.initialState().chain
        let key = NodeCluster.key("governance/\(cluster.members[0]) next")
        let rotation = RotateKey(
            target: .governance, newKey: key.verifyingKey,
            possession: KeyPossession(
                of: key, chain: chain, holder: cluster.members[0], for: .governance),
            effective: BlockTime(cluster.genesis.time.value + 86_400_000))
        let transaction = Transaction(
            suite: NodeCluster.suite, chain: chain, kind: .rotateKey, member: cluster.members[0],
            nonce: [UInt8](repeating: 1, count: 16),
            validUntil: BlockTime(cluster.genesis.time.value + 3_600_000),
            payload: rotation.payload())
        genuine = SignedTransaction(
            transaction, signedBy: [NodeCluster.key("governance/\(cluster.members[0])")])
        // A key of the acting member, and not the one that the kind asks for.
        foreign = SignedTransaction(transaction, signedBy: [cluster.keys[0].gateway])
        doubly = genuine.adding(signatureBy: cluster.keys[1].gateway)
    }

    /// What stands in the chain after blocks of these transactions.
    func index(_ blocks: [[SignedTransaction]]) throws -> (ChainIndex, [[Receipt]]) {
        let index = ChainIndex(suite: NodeCluster.suite)
        var ledger = try cluster.genesis.initialState()
        var parent = cluster.genesis.header(ledger).id(suite: ledger.suite)
        var certificate: CommitCertificate?
        var receipts: [[Receipt]] = []
        for transactions in blocks {
            let inputs = BlockInputs(
                transactions: transactions, parentCertificate: certificate, parent: parent,
                height: ledger.height.next, time: ledger.time.next, proposer: SeatIndex(0))
            let executed = try BlockExecution.execute(inputs, on: ledger)
            let block = Block(
                header: BlockExecution.buildHeader(executed, of: inputs), body: inputs.body)
            parent = block.header.id(suite: ledger.suite)
            // The index does not ask who decided a block.
            let decided = CommitCertificate(
                height: executed.height, round: .first, block: parent,
                signatures: ledger.seats.seats.indices.map {
                    SeatSignature(
                        seat: SeatIndex(UInt64($0)), signature: genuine.signatures[0].signature)
                })
            certificate = decided
            let stored = StoredBlock(
                committed: CommittedBlock(block: block, certificate: decided),
                results: executed.results)
            index.append(stored, state: executed.state, before: ledger)
            ledger = executed.state
            receipts.append(stored.entries.map(\.receipt))
        }
        return (index, receipts)
    }
}

@Suite struct `The index of a chain` {
    @Test func `tells of the entry that took effect, whatever signatures come after it`() throws {
        let variants = try Variants()
        let id = variants.genuine.id
        let (refused, first) = try variants.index([[variants.foreign]])
        #expect(first.joined().map(\.code) == [Refusal.signatureMissing.code])
        #expect(refused.position(of: id) == EntryIndex(0) && !refused.isSettled(id))
        let (index, receipts) = try variants.index([
            [variants.foreign], [variants.genuine, variants.doubly], [variants.doubly],
        ])
        #expect(
            receipts.joined().map(\.code) == [
                Refusal.signatureMissing.code, .none, Refusal.duplicate.code,
                Refusal.duplicate.code,
            ])
        #expect(index.position(of: id) == EntryIndex(1) && index.isSettled(id))
    }
}

private final class Flag: Sendable {
    private let raised = Mutex(false)
    var value: Bool { raised.withLock { $0 } }
    func raise() { raised.withLock { $0 = true } }
}

@Suite(.timeLimit(.minutes(15))) struct `The desk of submissions` {
    private let variants: Variants
    private let desk = TransactionDesk()
    private let waits = Flag()
    private var id: TransactionID { variants.genuine.id }

    init() throws { variants = try Variants() }

    /// Waits for what becomes of the transaction.
    private static func wait(
        for id: TransactionID, at desk: TransactionDesk, raising waits: Flag
    ) async -> TransactionStatus? {
        // It is asked whether all is settled once the wait is registered.
        await desk.wait(for: id, timeout: .seconds(20)) {
            waits.raise()
            return false
        }
    }

    private func registered() async {
        while !waits.value { await Task.yield() }
    }

    private func receipt(_ outcome: ReceiptOutcome, _ code: ReceiptCode) -> Receipt {
        Receipt(
            height: Height(1), time: BlockTime(1), outcome: outcome, code: code, reads: .zero,
            writes: .zero, detail: [])
    }

    @Test func `does not take the refusal of other signatures for an answer`() async {
        let refused = receipt(.refused, Refusal.signatureMissing.code)
        let accepted = receipt(.accepted, .none)
        desk.admitted(variants.genuine)
        #expect(desk.isPending(variants.genuine) && !desk.isPending(variants.foreign))
        let (id, desk, waits) = (id, desk, waits)
        async let told = Self.wait(for: id, at: desk, raising: waits)
        desk.committed(variants.foreign, EntryIndex(0), refused)
        #expect(desk.standing(of: id) == .pending)
        await registered()
        desk.committed(variants.foreign, EntryIndex(1), refused)
        desk.committed(variants.genuine, EntryIndex(2), accepted)
        #expect(await told == .committed(EntryIndex(2), accepted))
        #expect(desk.pendingCount == 0)
    }

    @Test func `answers with the refusal of the signatures that were submitted`() {
        let refused = receipt(.refused, Refusal.signatureMissing.code)
        desk.admitted(variants.foreign)
        desk.admitted(variants.genuine)
        desk.committed(variants.foreign, EntryIndex(0), refused)
        // Another submission of it still waits.
        #expect(desk.standing(of: id) == .pending && desk.pendingCount == 1)
        desk.dropped(variants.genuine, Refusal.unknownMember.code)
        #expect(desk.standing(of: id) == .rejected(Refusal.unknownMember.code))
        desk.admitted(variants.foreign)
        desk.committed(variants.foreign, EntryIndex(1), refused)
        #expect(desk.standing(of: id) == .committed(EntryIndex(1), refused))
        #expect(desk.pendingCount == 0)
    }

    @Test func `ends with whatever settles the transaction`() {
        desk.admitted(variants.genuine)
        desk.committed(variants.doubly, EntryIndex(0), receipt(.accepted, .none))
        #expect(desk.pendingCount == 0)
        // The index tells from here on; that the rest is a duplicate says nothing.
        desk.committed(
            variants.genuine, EntryIndex(1), receipt(.refused, Refusal.duplicate.code))
        #expect(desk.standing(of: id) == .unknown)
    }

    @Test func `tells those who wait when a block can take it no more`() async {
        desk.admitted(variants.genuine)
        let (id, desk, waits) = (id, desk, waits)
        async let told = Self.wait(for: id, at: desk, raising: waits)
        await registered()
        desk.dropped(variants.genuine, Refusal.unknownMember.code)
        #expect(await told == .rejected(Refusal.unknownMember.code))
        desk.admitted(variants.genuine)
        #expect(desk.standing(of: id) == .pending)
        desk.expired(variants.genuine)
        #expect(desk.standing(of: id) == .expired)
    }
}
