import Diagnosis
import Foundation
import NodeTrials
import SystemCalls

/// Strangers at a node's doors.
extension ChaosRun {
    /// 3,000 half-sent requests and 200 silent connections to the port for peers, while the node may
    /// have 1,024 files and sockets open; then the node is killed among them and started again.
    func crowd() throws {
        let victim = random.pick(network.voters)
        let node = network[victim]
        narrator.say(
            "\(victim) 最多打开 1024 个描述符，3000 个半开请求、200 个沉默的来访连接",
            "\(victim) has 1,024 descriptors; 3,000 half-sent requests, 200 silent peers")
        node.stop()
        try node.start(descriptors: 1_024)
        narrator.expect(
            network.waitUntilWell(at: network.tip), "\(victim) 恢复表决", "\(victim) votes again")
        let quiet = try commits(in: 8)

        DescriptorLimit.raise()
        let (callers, peers) = (IdleCallers(), IdleCallers())
        defer {
            callers.closeAll()
            peers.closeAll()
        }
        let door = try network.running.peerPort(of: victim)
        callers.open(3_000, to: node.api, saying: IdleCallers.halfRequest, hosts: 16)
        peers.open(200, to: door, saying: [], hosts: 16)
        narrator.expect(
            network.wait(for: victim) { health in
                health.problems.contains {
                    $0.code == NodeProblem.Number.callersTurnedAway.rawValue
                }
            }, "健康检查说明有连接被拒", "health says that connections are turned away")
        let crowded = try commits(in: 8)
        narrator.say(
            "提交用时中位数 \(quiet) → \(crowded) 毫秒", "median commit \(quiet) -> \(crowded) ms")
        narrator.expect(
            network.health(of: victim)?.role == "voting", "\(victim) 照常表决",
            "\(victim) votes as before")

        let mark = node.logSize
        node.kill()
        try watch.readVotes(of: node.home)
        try node.start(descriptors: 1_024)
        // They stand at the doors again before its peers do.
        callers.open(1_000, to: node.api, saying: IdleCallers.halfRequest, hosts: 16)
        peers.open(200, to: door, saying: [], hosts: 16)
        expectSaid("node of \(victim) runs at height", by: victim, since: mark)
        let others = network.voters.filter { $0 != victim }
        let began = ContinuousClock.now
        let isLinked = network.wait(for: victim, seconds: 30) { health in
            others.allSatisfy(health.linked.contains)
        }
        narrator.expect(
            isLinked,
            "\(victim) 重启后与各席位相连（\(milliseconds(since: began)) 毫秒）",
            "\(victim) is linked with all seats again (\(milliseconds(since: began)) ms)")
        narrator.expect(
            !node.log(from: mark).contains { $0.contains("is damaged on this disk") },
            "没有把缺少描述符当作区块损坏", "no block is taken for damaged")
        callers.closeAll()
        peers.closeAll()
        node.stop()
        try node.start()
    }

    /// The median time of the load's commits within some seconds, in milliseconds.
    private func commits(in seconds: Int) throws -> Int {
        let before = load.acknowledged.count
        pass(seconds * 1_000)
        let times = load.acknowledged[before...].map(\.took).sorted()
        guard !times.isEmpty else {
            throw BenchFault(zh: "期间没有交易提交", en: "nothing was committed meanwhile")
        }
        return Int(times[times.count / 2] / .milliseconds(1))
    }

    private func milliseconds(since began: ContinuousClock.Instant) -> Int {
        Int((ContinuousClock.now - began) / .milliseconds(1))
    }
}
