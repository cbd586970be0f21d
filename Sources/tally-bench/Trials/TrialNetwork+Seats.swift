import Foundation
import Governance
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

extension TrialNetwork {
    /// Changes who has a seat: signed by a quorum of the present seats' governance keys, as the
    /// members' officers would do it. Returns what the ledger said.
    func changeSeats(from present: [String], to next: [String], at node: String) throws -> String {
        let coming = next.filter { !present.contains($0) }
        let action = SeatChange(
            seats: try seatSet(next), statuses: try coming.sorted().map { try status(of: $0) })
        let now = WallClock.now()
        guard let member = MemberID(node) else { preconditionFailure("`\(node)` is no member") }
        let transaction = Transaction(
            suite: running.genesis.suite, chain: running.chain, kind: SeatChange.kind,
            member: member, nonce: RandomBytes.generate(count: 16),
            validUntil: now.adding(.hours(1)) ?? now, payload: action.payload())
        let signers = try present.prefix(2 * present.count / 3 + 1).map {
            try running.governanceKey(of: $0)
        }
        let place = try CallerPlace(running, TrialLoad.people[node] ?? node)
        let body = try BenchCaller.submission(SignedTransaction(transaction, signedBy: signers))
        let view = try BenchCaller(place, patience: 70).submit(body, wait: 60_000)
        return view.receipt?.outcome ?? view.status
    }

    private func seatSet(_ members: [String]) throws -> SeatSet {
        try SeatSet(
            checking: members.sorted().map { name in
                guard let member = MemberID(name) else {
                    preconditionFailure("`\(name)` is no member")
                }
                return Seat(member: member, key: try running.nodeKeys(of: name).seat.verifyingKey)
            })
    }

    /// A candidate's signed word that it holds the chain up to a recent checkpoint.
    private func status(of name: String) throws -> SeatStatus {
        guard let member = MemberID(name) else { preconditionFailure("`\(name)` is no member") }
        let caller = try BenchCaller(
            CallerPlace(running, "court/judge-song", at: name), patience: 20)
        let tip = try running.health(of: name).height
        let height = Checkpoint.last(below: Height(tip))
        let block = try StoredBlock(canonical: try caller.call("GET", "/v1/blocks/\(height)"))
        let id = block.committed.block.header.id(suite: running.genesis.suite)
        let key = try running.nodeKeys(of: name).seat
        return SeatStatus(
            member: member, chain: running.chain, height: height, block: id, key: key)
    }
}
