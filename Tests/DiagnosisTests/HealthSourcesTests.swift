import Consensus
import Governance
import GovernanceSamples
import LedgerTypes
import NodeFiles
import Sealing
import Testing
import WrittenText

@testable import Diagnosis
@testable import Links
@testable import Replica

/// A node of the sample consortium whose keys are not those that the ledger names.
@Suite struct `Health made of its sources` {
    private let state: LedgerState
    private let keys: NodeKeys
    private let status = NodeStatusBoard()
    private let member = TestConsortium.id("hospital-a")

    init() throws {
        state = try TestConsortium().state
        keys = try NodeKeys.generate(
            member: member, organization: "hospital-a", suite: TestConsortium.suite)
    }

    private func health(
        clock: BlockTime = TestConsortium.founded, after time: Duration = .zero
    ) -> NodeHealth {
        let address = PeerAddress(host: "127.0.0.1", port: 1)
        return HealthSources(
            status, LinkBoard(), ledger: state, age: .seconds(1), isLive: true,
            configuration: NodeConfiguration(member: member, listen: address, api: address),
            keys: keys
        ).health(at: .now + time, clock: clock)
    }

    private func publish(_ report: ReplicaReport) {
        status.publish(
            report, next: nil, files: NodeStatusBoard.VoteFilesState(), counts: ReplicaCounts())
    }

    /// Every person and every seat of the sample is there for 1,000 days.
    @Test(
        arguments: [
            (819, []), (820, [7177, 7178]), (999, [7177, 7178]), (1_000, [7178, 7179]),
        ] as [(UInt64, [UInt64])])
    func `tells of terms 180 days before their end, and of officers who are not there`(
        day: UInt64, codes: [UInt64]
    ) {
        let clock = BlockTime(TestConsortium.founded.value + day * TestConsortium.day + 1)
        let told = health(clock: clock).problems.map(\.code)
        #expect(told.filter { (7177...7179).contains($0) }.sorted() == codes)
    }

    private func link(_ names: [String]) {
        for name in names { status.linked(TestConsortium.id(name)) }
    }

    @Test func `counts the seats that can be reached, as far as the key of the own one holds`() {
        link(["centre-b", "centre-c", "court-q"])
        #expect(!health().reachesQuorum, "the court has no seat, the own seat has another key")
        #expect(health().problems.contains { $0.code == 7147 })
        link(["research-r"])
        #expect(health().reachesQuorum)
        #expect(health().role == .observing)
        #expect(!health().problems.contains { $0.code == 7147 })
    }

    @Test func `says that keys are not the ledger's only where the ledger is today's`() {
        let codes: Set<UInt64> = [7148, 7149]
        #expect(codes.isDisjoint(with: health().problems.map(\.code)))
        link(["centre-b", "centre-c", "research-r"])
        #expect(
            codes.isDisjoint(with: health().problems.map(\.code)),
            "links that have said nothing tell nothing of the ledger")
        publish(report(claims: [nil, state.height, state.height]))
        #expect(codes.isSubset(of: health().problems.map(\.code)))
        publish(report(claims: [Height(900), state.height, state.height]))
        #expect(codes.isSubset(of: health().problems.map(\.code)))
        publish(report(claims: [Height(900), state.height, nil]))
        #expect(codes.isDisjoint(with: health().problems.map(\.code)))
    }

    @Test func `is at the tip only as the replica last said, and while that is fresh`() {
        link(["centre-b", "centre-c", "research-r"])
        #expect(!health().isAtTip)
        publish(report(claims: [], isAtTip: true))
        #expect(health().isAtTip)
        #expect(!health(after: .seconds(11)).isAtTip)
        publish(report(claims: [state.height, state.height, state.height]))
        #expect(!health().isAtTip)
    }

    /// What the replica says where the seats of others claim these heights.
    private func report(claims: [Height?], isAtTip: Bool = false) -> ReplicaReport {
        let others = state.nextSeats.seats.map(\.member).filter { $0 != member }
        let seats = zip(others, claims).map { other, claim in
            ReplicaReport.Seat(
                member: other, isOwn: false, isConnected: true, heard: nil, lastVote: nil, tip: nil,
                claim: claim, round: nil, step: nil, version: nil, clockOffset: nil, observes: nil)
        }
        return ReplicaReport(
            now: state.time, committed: state.height, committedTime: state.time, round: .first,
            step: .propose, isOpen: false, proposer: nil, suspended: [], seats: seats,
            missing: nil, signing: .observes, waitingTransactions: 0, waitingBytes: 0,
            syncSource: nil, highestClaim: claims.compactMap(\.self).max(), isAtTip: isAtTip,
            clock: .agrees)
    }

    @Test func `counts the days of the own certificate by the clock that it is given`() {
        let end = keys.node.certificate.notAfter
        let day = Milliseconds.days(1).value
        let days = [end - day * 10, end, end + 1].map {
            health(clock: BlockTime($0)).certificateDays[member]
        }
        #expect(days == [10, 0, -1])
    }

    @Test func `says what was said once, however many files of duties are damaged`() {
        status.warn(.genesisMissing("g"))
        status.warnOfDuties(
            (0..<40).map { NodeProblem(.outbox(.damaged(path: "outbox/works/\($0)"))) })
        #expect(health().problems.contains { $0.code == NodeProblem.genesisMissing("").code })
        #expect(status.dutyProblems.count == 32)
        status.warnOfDuties([])
        #expect(status.dutyProblems.isEmpty)
    }

    @Test func `lets a seat that observes for want of space work for others`() {
        #expect(status.isConfirmed)
        status.observing(.belowReserve(freeBytes: 5))
        #expect(status.isConfirmed)
        status.observing(.registerMissing)
        #expect(!status.isConfirmed)
    }

    @Test func `is halted where the board says so, whatever else holds`() {
        link(["centre-b", "centre-c", "research-r"])
        status.halted(.folderInUse("blocks/lock"))
        #expect(health().role == .halted && health().verdict == 2)
        status.halted(nil)
        #expect(health().role == .observing)
    }
}
