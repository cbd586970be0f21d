import Consensus
import Governance
import LedgerTypes
import Replica
import Sealing

/// Watches a run from outside: every message on the wire, every commit, every start.
///
/// Nodes do not know of it. What it finds are values; it never stops a run.
struct Auditor {
    private let seed: UInt64
    private let suite: CryptoSuite
    /// Members whose seats are not faulty.
    private let honest: Set<MemberID>
    private var history: ChainHistory
    private var book: StatementBook
    private(set) var violations: [Violation] = []
    // What has been reported, so that one fault is told once.
    private var reported: Set<String> = []
    private var submitted: Set<TransactionID> = []
    private var committedOnce: Set<TransactionID> = []
    /// Last height that each node acknowledged.
    private var acknowledged: [Height]
    private(set) var decidedRounds: [UInt64] = []
    private(set) var decidedAt: [UInt64] = []
    /// Orders of recovery, by the height that they decide anew.
    private var orders: [Height: Recover] = [:]

    init(
        seed: UInt64, genesis: LedgerState, genesisBlock: BlockID, honest: Set<MemberID>,
        nodes: Int
    ) {
        self.seed = seed
        suite = genesis.suite
        self.honest = honest
        history = ChainHistory(genesis: genesis, genesisBlock: genesisBlock)
        book = StatementBook(chain: genesis.chain)
        acknowledged = Array(repeating: .genesis, count: nodes)
    }

    var tip: Height { history.tip }
    /// The seats that decide the next height.
    var seatsNow: SeatSet { orders[tip.next]?.seats ?? history.state.nextSeats }
    /// The seats that were announced for it.
    var seatsDue: SeatSet { history.state.nextSeats }
    var seatChanges: Int { history.seatChanges }
    var recoveries: Int { history.recoveries }
    /// The highest block that a node has told anybody to hold.
    func acknowledged(by node: Int) -> Height { acknowledged[node] }

    // MARK: what it sees

    mutating func submitted(_ id: TransactionID) { submitted.insert(id) }

    /// An order of recovery was signed: what only lost seats hold above its last block is dropped.
    mutating func ordered(_ order: RecoveryOrder) {
        submitted(order.id)
        orders[order.height] = order.body
        while tip > order.body.last {
            for id in history.dropLast().entries.map(\.id) { committedOnce.remove(id) }
            decidedRounds.removeLast()
            decidedAt.removeLast()
        }
    }

    /// The sets of which one has signed what is said of a height: the one that decided it or is to,
    /// and that which a recovery replaced there.
    private func seatSets(at height: Height) -> [SeatSet] {
        guard let seats = history.seats(at: height) else { return [] }
        let others = [history[height]?.due, orders[height]?.seats].compactMap { $0 }
        return [seats] + others.filter { $0 != seats }
    }

    /// A seat's own machine signed this and has it on disk.
    mutating func signed(_ message: SignedMessage, by member: MemberID) {
        for statement in SignedStatement.all(in: message.message, suite: suite).prefix(1)
        where history.seats(at: statement.height) != nil {
            book.noteOwn(statement, of: member)
        }
    }

    /// A message went out.
    mutating func sent(_ message: PeerMessage, time: UInt64) {
        guard case .consensus(let message) = message else { return }
        let sets = seatSets(at: message.height)
        for statement in SignedStatement.all(in: message, suite: suite) {
            _ = sets.contains { book.check(statement, seats: $0) }
        }
    }

    /// A node committed a block: durable there, and told to whoever waits for it.
    mutating func committed(
        _ stored: StoredBlock, root: Digest, by node: Int, isHonest: Bool, time: UInt64
    ) {
        let block = stored.committed.block
        let (height, id) = (block.header.height, block.header.id(suite: suite))
        if acknowledged.indices.contains(node) { acknowledged[node] = height }
        guard isHonest else { return }
        let bytes = block.canonicalBytes + stored.results.flatMap(\.canonicalBytes)
        if height == tip.next {
            if let fault = history.extend(block, bytes: bytes) {
                report(.validity, time, node, height, fault)
                return
            }
            decidedRounds.append(stored.committed.certificate.round.value)
            decidedAt.append(time)
            checkHeader(block.header, node: node, time: time)
            if let fault = BodyCheck.fault(block, history, book: &book) {
                report(.validity, time, node, height, fault)
            }
            checkEntries(height, node: node, time: time)
        }
        guard let step = history[height] else {
            report(.validity, time, node, height, "the block stands above a gap")
            return
        }
        if step.id != id {
            report(
                .agreement, time, node, height, "\(id.digest.short) beside \(step.id.digest.short)"
            )
        } else if step.bytes != bytes {
            report(.storedBytes, time, node, height, "the block or its results have other bytes")
        }
        if root != block.header.stateRoot || (step.id == id && root != step.state.stateRoot) {
            report(.roots, time, node, height, "the state root \(root.short) is another one")
        }
        checkCertificate(stored.committed.certificate, id, step, node: node, time: time)
    }

    /// A node opened its store.
    mutating func opened(_ node: Int, tip: Height, isDiskHonest: Bool, time: UInt64) {
        if tip < acknowledged[node], isDiskHonest {
            report(
                .durability, time, node, acknowledged[node],
                "the store ends at \(tip) although \(acknowledged[node]) was acknowledged")
        }
        acknowledged[node] = tip
    }

    /// Something that the world itself noticed.
    mutating func report(
        _ kind: Violation.Kind, _ time: UInt64, _ node: Int?, _ height: Height?, _ detail: String
    ) {
        let key = "\(kind.rawValue) \(node ?? -1) \(height?.value ?? 0) \(detail)"
        guard reported.insert(key).inserted else { return }
        violations.append(
            Violation(
                kind, seed: seed, time: time, node: node, height: height, detail: detail))
    }

    // MARK: what it checks

    private mutating func checkEntries(_ height: Height, node: Int, time: UInt64) {
        for (id, code) in history[height]?.entries ?? [] {
            if !submitted.contains(id) {
                report(.validity, time, node, height, "nobody submitted \(id)")
            }
            if committedOnce.contains(id) {
                report(.validity, time, node, height, "\(id) is committed twice")
            }
            // One that lacked signatures may come again: its id does not say which it had.
            if code != Refusal.quorumMissing.code, code != Refusal.duplicate.code {
                committedOnce.insert(id)
            }
        }
    }

    private mutating func checkHeader(_ header: Header, node: Int, time: UInt64) {
        guard let step = history[header.height] else { return }
        if header.seatSet != step.seats.digest(suite: suite) {
            report(
                .seatHistory, time, node, header.height, "the seats are not those announced before"
            )
        }
        if header.nextSeatSet != step.state.nextSeats.digest(suite: suite) {
            report(.seatHistory, time, node, header.height, "the announced seats are others")
        }
        if step.seats != step.due, step.seats != orders[header.height]?.seats {
            report(.seatHistory, time, node, header.height, "nobody ordered these seats")
        }
    }

    private mutating func checkCertificate(
        _ certificate: CommitCertificate, _ id: BlockID, _ step: ChainHistory.Step, node: Int,
        time: UInt64
    ) {
        let height = step.state.height
        if let fault = CertificateCheck.fault(
            certificate, block: id, height: height, seats: step.seats, book: &book)
        {
            report(.certificate, time, node, height, fault)
        }
        if step.seats != step.due, let order = orders[height],
            certificate.round < order.firstRound
        {
            report(.certificate, time, node, height, "it is below the first round of the recovery")
        }
    }

    // MARK: at the end

    /// Judges signatures and, after a fork, who is to blame; returns the members that
    /// contradicted themselves, ascending.
    mutating func judgeSignatures(time: UInt64) -> [MemberID] {
        var culprits: Set<MemberID> = []
        for height in book.byHeight.keys.sorted() {
            guard let seats = history.seats(at: height), let found = book.byHeight[height]
            else { continue }
            for (first, second) in Contradictions.equivocations(found)
            where honest.contains(first.member) {
                let said = first.statement
                report(
                    .doubleSigning, time, nil, height,
                    "\(first.member) signed two \(said.step)s in round \(said.round): "
                        + "\(name(said)) and \(name(second.statement))")
            }
            let members = Contradictions.culprits(found, from: orders[height]?.firstRound)
            culprits.formUnion(members)
            judgeFork(at: height, members, seats, time: time)
        }
        return culprits.sorted()
    }

    private func name(_ statement: SignedStatement) -> String {
        statement.block?.digest.short ?? "nil"
    }

    private mutating func judgeFork(
        at height: Height, _ culprits: [MemberID], _ seats: SeatSet, time: UInt64
    ) {
        for member in culprits where honest.contains(member) {
            report(.accountability, time, nil, height, "\(member) is honest and stands accused")
        }
        let isForked = violations.contains { $0.kind == .agreement && $0.height == height }
        let needed = (seats.count - 1) / 3 + 1
        if isForked, culprits.count < needed {
            report(
                .accountability, time, nil, height,
                "the fork names \(culprits.count) culprits of \(needed)")
        }
    }
}
