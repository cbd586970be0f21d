import Governance
import LedgerTypes
import Replica

/// Transactions of some members come to a node whose pool has room for four or so, in every order:
/// judged by a list that knows sizes and senders, and nothing of how the pool is kept.
enum PoolShares {
    static let family = RoundFamily(
        name: "pool-shares",
        summary: "one replica: seven transactions of four members come to a small pool",
        count: 32_768
    ) { number, isTold in
        var run = PoolRun(consortium: consortium)
        var choices = Choices(number)
        let areAlike = choices.next(2) == 0
        for place in 0..<arrivals {
            let member = choices.next(members)
            // Two signatures make it larger.
            let isLarge = !areAlike && place % 3 == 1
            run.take(transactions[member][place][isLarge ? 1 : 0], of: member)
        }
        return RoundOutcome(violations: run.violations, transcript: isTold ? run.transcript : [])
    }

    private static let members = 4
    private static let arrivals = 7

    private static let consortium = Consortium.of(
        seats: members, members: members, parameters: Scenario.quickParameters)

    /// By member, place and size.
    private static let transactions: [[[SignedTransaction]]] = (0..<members).map { member in
        (0..<arrivals).map { place in
            let small = consortium.anchor(UInt64(member * arrivals + place), by: member)
            let keys = [member, (member + 1) % members].map { consortium.gatewayKeys[$0] }
            return [small, SignedTransaction(small.transaction, signedBy: keys)]
        }
    }
}

/// One replica, and a list of what waits in it.
struct PoolRun {
    private struct Item {
        let signed: SignedTransaction
        let member: Int
        let bytes: Int
    }

    private let consortium: Consortium
    private let capacity: Int
    private var machine: ReplicaMachine
    private var items: [Item] = []
    private(set) var violations: [RoundViolation] = []
    private(set) var transcript: [String] = []

    /// Member 0's own systems submit to it; what is of others comes from their nodes.
    init(consortium: Consortium) {
        self.consortium = consortium
        capacity = 4 * consortium.anchor(0, by: 0).canonicalBytes.count + 100
        var configuration = ReplicaConfiguration(
            member: consortium.members[0], seatKey: nil, genesisBlock: consortium.genesisBlock)
        configuration.poolBytes = capacity
        machine = ReplicaMachine(
            configuration: configuration, ledger: consortium.state, lastCommitted: nil,
            recovered: [])
        _ = machine.step(.start, now: Self.now)
    }

    private static let now = BlockTime(Consortium.founded.value + 1_000)

    mutating func take(_ signed: SignedTransaction, of member: Int) {
        let before = items
        let input: ReplicaInput =
            member == 0
            ? .submit(signed)
            : .received(.transactions([signed]), from: consortium.members[member])
        _ = machine.step(input, now: Self.now)
        let new = Item(signed: signed, member: member, bytes: signed.canonicalBytes.count)
        items = (before + [new]).filter { [machine] in machine.isWaiting($0.signed) }
        transcript.append(
            "of \(member), \(new.bytes) bytes: \(items.map(\.member)), \(machine.waitingBytes)")
        judge(new, before)
    }

    private func bytes(_ items: [Item], of member: Int? = nil) -> Int {
        items.filter { member == nil || $0.member == member }.reduce(0) { $0 + $1.bytes }
    }

    private mutating func judge(_ new: Item, _ before: [Item]) {
        let held = bytes(items)
        if held > capacity || machine.waitingBytes > capacity {
            note("\(held) bytes wait, and there is room for \(capacity)")
        }
        if held != machine.waitingBytes { note("\(held) bytes wait, not \(machine.waitingBytes)") }
        if bytes(items, of: 0) > capacity / 2 { note("what was submitted here has more than half") }
        let isTaken = items.contains { $0.signed == new.signed }
        if !isTaken, new.member != 0, bytes(before) + new.bytes <= capacity {
            note("one of \(new.member) is refused, and there is room")
        }
        for item in before where !items.contains(where: { $0.signed == item.signed }) {
            if item.member == 0 {
                note("one that was submitted here is gone")
            } else if !isTaken {
                note("one of \(item.member) is gone for nothing")
            } else if new.member != 0, bytes(items, of: new.member) > bytes(before, of: item.member)
            {
                note("\(new.member), who has more, drove out one of \(item.member)")
            }
        }
    }

    private mutating func note(_ detail: String) {
        guard !violations.contains(where: { $0.detail == detail }) else { return }
        violations.append(RoundViolation(kind: .room, detail: detail))
    }
}
