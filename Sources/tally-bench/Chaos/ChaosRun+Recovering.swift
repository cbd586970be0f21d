import Diagnosis
import Foundation
import LedgerTypes
import NodeTrials
import WrittenText

extension ChaosRun {
    /// What `tally recover apply` says of an order that it installed.
    private struct Installed: Decodable {
        let epoch: UInt64
        let height: UInt64
        let firstRound: UInt64
        let seats: [String]
    }

    /// Two of four seats are lost for good: the others stand still, say who is missing, and go on
    /// without them as docs/operating/recovery.md tells their operators; then seats are given again.
    func recover() throws {
        let lost = random.pick(2, of: network.voters).sorted()
        let left = network.voters.filter { !lost.contains($0) }.sorted()
        let subject = try registerSubject()
        var copies: [String: String] = [:]
        for member in lost { copies[member] = try backUp(member) }
        // What only the lost seats had decided is gone with them, by the nature of the thing: who
        // calls there goes away a moment before, so that everything acknowledged lies elsewhere too.
        load.rest(at: lost)
        narrator.expect(
            network.wait(seconds: 60) { load.isQuiet(at: lost) }, "将失去的节点上无在途交易",
            "nothing is under way at the nodes that will be lost")
        let settled = network.tip
        _ = network.wait(seconds: 60) { left.allSatisfy { height(of: $0) >= settled } }
        for member in lost { network[member].kill() }
        for member in lost { try watch.readVotes(of: network[member].home) }
        for member in lost { try network.lose(member) }
        narrator.say(
            "\(lost.joined(separator: "、")) 永久丧失",
            "\(lost.joined(separator: ", ")) are lost for good")
        try standStill(left, without: lost)
        let order = try goOn(left, without: lost)
        let acknowledged = load.acknowledged
        try compare(left, through: network.tip, acknowledged)
        try exportAndVerify(subject, epoch: order.epoch, at: left[0])
        var seats = left
        for member in lost {
            try comeBack(member, from: copies[member] ?? "", beyond: order.height)
            try changeSeats(&seats, to: seats + [member], calledAt: left[0])
        }
        load.goOn()
    }

    private func height(of member: String) -> UInt64 { network.health(of: member)?.height ?? 0 }

    /// Without a quorum there is no block, and whoever asks is told which seats are missing.
    private func standStill(_ left: [String], without lost: [String]) throws {
        // What was decided at the moment of the loss may still arrive at the other one.
        _ = network.wait(seconds: 30) { height(of: left[0]) == height(of: left[1]) }
        pass(1_500)
        let before = network.tip
        let isTold = network.wait(for: left[0]) { health in
            health.problems.contains { problem in
                problem.code == NodeProblem.Number.haltedQuorum.rawValue
                    && lost.allSatisfy(problem.en.contains)
            }
        }
        narrator.expect(
            isTold, "健康接口指明缺少哪些席位（7170）", "the health endpoint names the missing seats (7170)")
        for member in left {
            let said = try command(
                ["doctor", network[member].home], exits: 2, "\(member) 的 tally doctor：链停滞",
                "tally doctor of \(member): the chain stands still")
            narrator.expect(
                said.contains("missing: ") && lost.allSatisfy(said.contains), "并指明缺少的席位",
                "and which seats are missing")
        }
        narrator.expect(
            network.tip == before, "没有法定多数，不产生区块（\(before)）",
            "without a quorum there is no block (\(before))")
    }

    /// Statement, draft, signatures and order, file by file; then the survivors are started.
    private func goOn(_ left: [String], without lost: [String]) throws -> Installed {
        for member in left { network[member].stop() }
        for member in left { try watch.readVotes(of: network[member].home) }
        let papers = try RecoveryPapers(network, left: left, lost: lost)
        for step in papers.untilSigned { try play(step) }
        var installed: [Installed] = []
        for step in papers.installing {
            let text = try play(step)
            installed.append(
                try WrittenJSON.decode(
                    Installed.self, from: Array(text.utf8), unknownNames: .passedOver))
        }
        guard let order = installed.first else { preconditionFailure("nobody installed an order") }
        let voters = network.voters.sorted()
        watch.recovered(
            at: Height(order.height), from: Round(order.firstRound),
            remaining: order.seats.compactMap { voters.firstIndex(of: $0) }
                .map { SeatIndex(UInt64($0)) })
        let marks = left.map { network[$0].logSize }
        for member in left { try network[member].start() }
        for (member, mark) in zip(left, marks) {
            expectSaid("recovery epoch \(order.epoch)", by: member, since: mark)
        }
        narrator.expect(
            network.wait(for: left[0]) { health in
                health.height >= order.height + 3 && health.seats == left.count
                    && health.problems.contains { $0.code == NodeProblem.Number.recovered.rawValue }
            }, "链以 \(left.count) 席继续，并写明恢复纪元 \(order.epoch)（7128）",
            "the chain goes on with \(left.count) seats and names recovery epoch \(order.epoch) (7128)"
        )
        return order
    }

    @discardableResult
    private func play(_ step: RecoveryPapers.Step) throws -> String {
        try command(step.arguments, exits: step.exits, step.zh, step.en)
    }

    /// A removed seat comes from its backup, needs no file, and follows over the recovery.
    private func comeBack(_ member: String, from copy: String, beyond height: UInt64) throws {
        let mark = network[member].logSize
        try restore(member, from: copy)
        let target = max(network.tip, height)
        narrator.expect(
            network.wait(for: member) { $0.height >= target && $0.role == "observing" },
            "\(member) 由备份恢复，越过恢复区块追上并旁听",
            "\(member), restored, follows over the recovery block and observes")
        expectSaid("node of \(member) runs at height", by: member, since: mark)
        network[member].stop()
        try confirmSigner(of: member)
        try network[member].start()
        // Its word of where it stands names a block whose height is a multiple of 16.
        narrator.expect(
            network.wait(for: member) { $0.height >= max(target, 18) }, "\(member) 在链尾",
            "\(member) is at the tip")
    }
}
