import Execution
import GovernanceSamples
import LedgerTypes
import Sealing

@testable import Governance

/// A chain whose blocks are executed and certified by seats, without a network.
struct SeatedChain {
    let consortium: TestConsortium
    private(set) var state: LedgerState
    private(set) var head: BlockID
    private(set) var certificate: CommitCertificate?
    private(set) var headers: [Header] = []
    private var nonce: UInt64 = 0
    /// The keys of seats; those of genesis, and what tests add.
    var seatKeys: [MemberID: SigningKey] = [:]

    init() throws {
        consortium = try TestConsortium()
        state = consortium.state
        head = consortium.genesis.header(state).id(suite: state.suite)
        for seat in state.seats.seats {
            seatKeys[seat.member] = TestConsortium.key("seat/\(seat.member)")
        }
    }

    func inputs(
        _ transactions: [SignedTransaction] = [], evidence: [MisbehaviourEvidence] = []
    ) -> BlockInputs {
        BlockInputs(
            transactions: transactions, evidence: evidence, parentCertificate: certificate,
            parent: head, height: state.height.next, time: BlockTime(state.time.value + 1_000),
            proposer: SeatIndex(0))
    }

    /// Executes the next block and certifies it in a round, with all seats or those named.
    @discardableResult
    mutating func decide(
        _ transactions: [SignedTransaction] = [], evidence: [MisbehaviourEvidence] = [],
        round: UInt64 = 0, without silent: [String] = []
    ) throws -> ExecutedBlock {
        let inputs = inputs(transactions, evidence: evidence)
        let executed = try BlockExecution.execute(inputs, on: state)
        let header = BlockExecution.buildHeader(executed, of: inputs)
        headers.append(header)
        head = header.id(suite: state.suite)
        let message = SigningTemplate.precommit(
            chain: state.chain, height: inputs.height, round: Round(round), block: head)
        var signatures: [SeatSignature] = []
        for (index, seat) in executed.state.seats.seats.enumerated()
        where !silent.contains(seat.member.text) {
            guard let key = seatKeys[seat.member] else { continue }
            signatures.append(
                SeatSignature(seat: SeatIndex(UInt64(index)), signature: key.sign(message)))
        }
        let found = CommitCertificate(
            height: inputs.height, round: Round(round), block: head, signatures: signatures)
        try found.verify(
            chain: state.chain, height: inputs.height, block: head, seats: executed.state.seats)
        certificate = found
        state = executed.state
        return executed
    }

    mutating func decide(blocks count: Int) throws {
        for _ in 0..<count { try decide() }
    }

    /// A transaction of a member, signed by keys of names, at the time of the next block.
    mutating func signed(
        _ body: some LedgerAction, by member: String = "hospital-a", staff: String? = nil,
        keys: [String]
    ) -> SignedTransaction {
        nonce += 1
        return consortium.signed(
            body, by: member, staff: staff, keys: Set(keys).sorted(), nonce: nonce,
            at: state.time)
    }

    /// Runs one transaction in a block of its own; the refusal, or nil if it had effect.
    mutating func refusal(
        _ body: some LedgerAction, by member: String = "hospital-a", staff: String? = nil,
        keys: [String]
    ) throws -> Refusal? {
        let executed = try decide([signed(body, by: member, staff: staff, keys: keys)])
        return Refusal.named(executed.entries[0].receipt.code)
    }

    /// Two prevotes of a seat at a height that exclude one another.
    func evidence(
        _ member: String = "centre-b", height: Height? = nil, round: UInt64 = 0,
        seats: SeatSet? = nil, key: SigningKey? = nil
    ) -> MisbehaviourEvidence {
        let seats = seats ?? state.seats
        func vote(_ block: BlockID?) -> Vote {
            let height = height ?? state.height
            let message = SigningTemplate.prevote(
                chain: state.chain, height: height, round: Round(round), block: block,
                validRound: nil)
            return Vote(
                step: .prevote, height: height, round: Round(round), block: block,
                validRound: nil, seat: seats.index(of: TestConsortium.id(member))!,
                signature: (key ?? seatKeys[TestConsortium.id(member)]!).sign(message))
        }
        return .conflict(vote(nil), vote(head))!
    }
}
