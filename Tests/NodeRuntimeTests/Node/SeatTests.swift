import BlockStore
import Foundation
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import NodeFiles
@testable import NodeRuntime
@testable import Upkeep

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Seats of running nodes` {
    private func isAccepted(_ status: TransactionStatus) -> Bool {
        if case .committed(_, let receipt) = status { receipt.outcome == .accepted } else { false }
    }

    /// Makes the members with these numbers the seats, by the word of all governance keys.
    private func seat(_ cluster: NodeCluster, _ numbers: [Int]) async throws {
        let ledger = cluster.node(0).view.ledger
        let next = try SeatSet(
            checking: numbers.map {
                Seat(member: cluster.members[$0], key: cluster.keys[$0].seat.verifyingKey)
            })
        let present = ledger.nextSeats
        let statuses = try numbers.filter { present.index(of: cluster.members[$0]) == nil }.map {
            try #require(
                SeatStatus(
                    member: cluster.members[$0], state: ledger, key: cluster.keys[$0].seat))
        }
        let now = max(WallClock.now(), ledger.time)
        let transaction = Transaction(
            suite: NodeCluster.suite, chain: cluster.genesis.chainID, kind: SeatChange.kind,
            member: cluster.members[0],
            nonce: RandomBytes.generate(count: LedgerTypes.Limits.nonceByteCount),
            validUntil: now.adding(.hours(1)) ?? now,
            payload: SeatChange(seats: next, statuses: statuses).payload())
        let signed = SignedTransaction(
            transaction,
            signedBy: present.seats.map { NodeCluster.key("governance/\($0.member)") })
        let status = try await cluster.node(0).commit(signed).1
        #expect(isAccepted(status), "\(status)")
    }

    private func commit(_ cluster: NodeCluster, _ number: UInt8) async throws {
        let status = try await cluster.node(0).commit(cluster.registration(of: number, at: 0)).1
        #expect(isAccepted(status), "\(status)")
    }

    @Test func `sign when they are gained and stop when they are lost, without a restart`()
        async throws
    {
        let cluster = try NodeCluster(5, seats: 4)
        try await cluster.startAll()
        try await commit(cluster, 1)
        #expect(cluster.node(4).health().role == .observing)
        // A member that never sat gets its register while it follows.
        #expect(await eventually { cluster.folder(4).hasSignerRegister })
        try await seat(cluster, [0, 1, 2, 3, 4])
        #expect(await eventually { cluster.node(4).health().role == .voting })
        // Four of five are needed: with one away the new seat's vote counts.
        await cluster.stop(3)
        try await commit(cluster, 2)
        try await commit(cluster, 3)
        #expect(cluster.node(4).health().signedAt.map { $0.height > .genesis } == true)
        try await cluster.start(3)
        #expect(await eventually { cluster.node(3).health().role == .voting })
        try await seat(cluster, [0, 1, 2, 3])
        #expect(await eventually { cluster.node(4).health().role == .observing })
        let end = cluster.node(0).view.ledger.height
        try await commit(cluster, 4)
        try await commit(cluster, 5)
        #expect(await eventually { cluster.node(4).view.ledger.height > end })
        // It signs nothing above the block that took its seat.
        #expect(cluster.node(4).health().signedAt.map { $0.height <= end } == true)
        // The same seat returns, with its register.
        try await seat(cluster, [0, 1, 2, 3, 4])
        #expect(await eventually { cluster.node(4).health().role == .voting })
        await cluster.stop(3)
        try await commit(cluster, 6)
        await cluster.stopAll()
    }

    @Test func `vote on while their member is suspended`() async throws {
        let cluster = try NodeCluster(5, seats: 4)
        try await cluster.startAll()
        try await commit(cluster, 1)
        for number in [3, 4] {
            let ledger = cluster.node(0).view.ledger
            let now = max(WallClock.now(), ledger.time)
            let transaction = Transaction(
                suite: NodeCluster.suite, chain: cluster.genesis.chainID, kind: Suspend.kind,
                member: cluster.members[0],
                nonce: RandomBytes.generate(count: LedgerTypes.Limits.nonceByteCount),
                validUntil: now.adding(.hours(1)) ?? now,
                payload: Suspend(target: .member(cluster.members[number])).payload())
            let signed = SignedTransaction(
                transaction,
                signedBy: ledger.nextSeats.seats.map { NodeCluster.key("governance/\($0.member)") })
            let status = try await cluster.node(0).commit(signed).1
            #expect(isAccepted(status), "\(status)")
        }
        // A suspended member without a seat loses its links, one with a seat does not.
        #expect(
            await eventually {
                await cluster.node(0).network.connected() == Array(cluster.members[1...3])
            })
        // Without the node of another seat its vote is needed, also over new links.
        await cluster.stop(2)
        try await commit(cluster, 2)
        await cluster.stop(3)
        try await cluster.start(3)
        try await commit(cluster, 3)
        try await commit(cluster, 4)
        #expect(await eventually { cluster.node(3).health().role == .voting })
        await cluster.stopAll()
    }

    @Test func `do not sign without a register after they have sat`() async throws {
        let cluster = try NodeCluster(5, seats: 4)
        try await cluster.startAll()
        try await commit(cluster, 1)
        #expect(await eventually { cluster.folder(4).hasSignerRegister })
        try await seat(cluster, [0, 1, 2, 3, 4])
        try await commit(cluster, 2)
        #expect(await eventually { cluster.node(4).health().role == .voting })
        await cluster.stop(4)
        // The whole disk is lost: the node comes to its own past as if it were new.
        try FileManager.default.removeItem(atPath: cluster.folder(4).root)
        try cluster.folder(4).create()
        try await cluster.start(4)
        try await commit(cluster, 3)
        #expect(
            await eventually { cluster.node(4).health().problems.contains { $0.code == 7121 } })
        #expect(!cluster.folder(4).hasSignerRegister)
        #expect(cluster.node(4).health().role == .observing)
        // A folder is not accused for a seat that its member had at first and lost.
        try await seat(cluster, [0, 1, 2, 4])
        let height = cluster.node(0).view.ledger.height
        #expect(await eventually { cluster.node(3).view.ledger.height >= height })
        await cluster.stop(3)
        try cluster.fill(3)
        try FileManager.default.removeItem(atPath: cluster.folder(3).votes + "/signer.register")
        #expect(FolderExamination(cluster.folder(3)).problems.isEmpty)
        await cluster.stopAll()
    }
}
