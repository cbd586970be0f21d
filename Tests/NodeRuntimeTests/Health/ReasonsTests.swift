import Foundation
import Governance
import LedgerTypes
import NIOCore
import NIOPosix
import Sealing
import TestSupport
import Testing
import WrittenText

@testable import Diagnosis
@testable import Links
@testable import NodeFiles
@testable import NodeRuntime
@testable import Upkeep

/// Each reason for which a node is not heard, made to happen on running nodes.
@Suite(.serialized, .timeLimit(.minutes(15))) struct `Why a node is not heard` {
    private func commit(_ cluster: NodeCluster, _ number: UInt8) async throws {
        let status = try await cluster.node(0).commit(cluster.registration(of: number, at: 0)).1
        guard case .committed = status else {
            Issue.record("not committed: \(status)")
            return
        }
    }

    private func codes(_ node: TallyNode) -> [UInt64] { node.health().problems.map(\.code) }

    @Test func `its new gateway key waits, or is not there`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        try await commit(cluster, 1)
        try await cluster.announceGateways([3])
        // The one that rotated says so itself, the others name it.
        #expect(await eventually { codes(cluster.node(3)).contains(7149) })
        #expect(await eventually { codes(cluster.node(0)).contains(7168) })
        #expect(!codes(cluster.node(3)).contains(7162))
        try KeyFile(
            NodeCluster.key("gateway/m3"), purpose: .gateway, owner: "m3",
            passphrase: SecretBytes([1]), cost: .minimal
        ).write(to: cluster.folder(3).nextKey(.gateway))
        #expect(await eventually { codes(cluster.node(3)).contains(7162) })
        #expect(!codes(cluster.node(3)).contains(7149))
        #expect(cluster.node(3).health().verdict >= 1)
        await cluster.stopAll()
    }

    @Test func `all replaced their keys at once, and none put the new one in use`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        try await commit(cluster, 1)
        try await cluster.announceGateways([0, 1, 2, 3])
        // No link is good for votes; each node says of itself and of the others why.
        #expect(
            await eventually {
                let found = codes(cluster.node(2))
                return found.contains(7149) && found.contains(7168) && found.contains(7140)
            })
        // The links change one after the other.
        #expect(
            await eventually {
                let problems = cluster.node(2).health().problems
                let words = problems.first { $0.code == 7140 }.map(\.english)
                return words?.contains("m0 (the gateway key is not the one") == true
            })
        await cluster.stopAll()
    }

    @Test func `its member is suspended`() async throws {
        let cluster = try NodeCluster(5, seats: 4)
        try await cluster.startAll()
        try await commit(cluster, 1)
        let ledger = cluster.node(0).view.ledger
        let now = max(WallClock.now(), ledger.time)
        let transaction = Transaction(
            suite: NodeCluster.suite, chain: cluster.genesis.chainID, kind: Suspend.kind,
            member: cluster.members[0],
            nonce: RandomBytes.generate(count: LedgerTypes.Limits.nonceByteCount),
            validUntil: now.adding(.hours(1)) ?? now,
            payload: Suspend(target: .member(cluster.members[4])).payload())
        let signed = SignedTransaction(
            transaction,
            signedBy: ledger.nextSeats.seats.map { NodeCluster.key("governance/\($0.member)") })
        _ = try await cluster.node(0).commit(signed)
        // All links of it end; doctor and health say the same, and why.
        #expect(
            await eventually {
                let health = cluster.node(4).health()
                return health.problems.contains { $0.code == 7163 }
                    && health.problems.contains { $0.code == 7147 } && health.verdict >= 1
                    && !health.reachesQuorum
            })
        #expect(
            await eventually {
                cluster.node(4).health().links.contains { $0.reason == .memberStopped }
            })
        await cluster.stopAll()
    }

    @Test func `it is of another chain, and both ends say so`() async throws {
        let cluster = try NodeCluster(4)
        for index in 0..<3 { try await cluster.start(index) }
        // The same keys under another genesis.
        let own = cluster.genesis
        let other = Genesis(
            suite: own.suite, nameEnglish: "Another consortium", nameChinese: own.nameChinese,
            members: own.members, staff: own.staff, seats: own.seats, parameters: own.parameters,
            vocabularies: own.vocabularies, charters: own.charters, committee: own.committee,
            recoveryKeys: own.recoveryKeys, time: own.time, possessions: own.possessions)
        let opening = try NodeOpening.open(
            cluster.folder(3), cluster.configuration(3), other, cluster.keys[3],
            logger: NodeCluster.logger)
        var times = LinkTimes()
        times.firstPause = .milliseconds(20)
        let stranger = try await TallyNode.start(
            opening, times: times, logger: NodeCluster.logger)
        #expect(await eventually { codes(stranger).contains(7161) })
        #expect(await eventually { codes(cluster.node(0)).contains(7161) })
        await stranger.stop()
        await cluster.stopAll()
    }

    @Test func `its clock is off by a day`() async throws {
        let cluster = try NodeCluster(4)
        cluster.clockOffsets[3] = -86_400_000
        try await cluster.startAll()
        try await commit(cluster, 1)
        #expect(await eventually { codes(cluster.node(3)).contains(7143) })
        let problem = cluster.node(3).health().problems.first { $0.code == 7143 }
        #expect(problem?.english.contains("h ") == true, "\(problem as Any)")
        #expect(problem?.english.contains("behind") == true, "\(problem as Any)")
        await cluster.stopAll()
    }

    @Test func `it is starting, and no advice is given but to wait`() throws {
        let cluster = try NodeCluster(4)
        let folder = cluster.folder(1)
        try cluster.fill(1)
        let store = try NodeOpening.openStore(folder, cluster.genesis)
        StartProgress.teller(folder, tip: Height(900))(Height(17))
        var found = FolderExamination(folder)
        found.conclude(address: "http://127.0.0.1:1")
        #expect(found.isHeld && found.problems.map(\.code) == [7185])
        #expect(found.problems.first?.english.contains("block 17 of 900") == true)
        #expect(found.verdict == 1)
        StartProgress.end(folder)
        withExtendedLifetime(store) {}
    }

    @Test func `an address that it needs is taken: nothing is started and nobody is called`()
        async throws
    {
        let cluster = try NodeCluster(4)
        try await cluster.start(0)
        let taken = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        var configuration = cluster.configuration(1)
        configuration.listen = PeerAddress(
            host: "127.0.0.1", port: taken.localAddress?.port ?? 0)
        let opening = try NodeOpening.open(
            cluster.folder(1), configuration, cluster.genesis, cluster.keys[1],
            logger: NodeCluster.logger)
        let problem = await #expect(throws: NodeProblem.self) {
            try await TallyNode.start(opening, logger: NodeCluster.logger)
        }
        #expect(problem?.code == 7187)
        #expect(problem?.english.contains("\(configuration.listen)") == true)
        #expect(cluster.node(0).health().links.isEmpty)
        try await taken.close()
        await cluster.stopAll()
    }

    @Test func `speaks to nobody before it joins`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.start(0)
        let node = try await TallyNode.prepare(
            try cluster.opening(1), logger: NodeCluster.logger)
        guard
            case .unavailable(let problem) = await node.submit(
                node.gatewayTransaction(.registerSubject, payload: []))
        else {
            Issue.record("a node that has not joined took a transaction")
            return
        }
        #expect(problem.code == 7186)
        #expect(cluster.node(0).health().links.isEmpty)
        await node.join()
        #expect(await eventually { cluster.node(0).health().linked.count == 1 })
        await node.stop()
        await cluster.stopAll()
    }
}
