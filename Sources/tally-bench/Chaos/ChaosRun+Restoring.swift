import Diagnosis
import Foundation

extension ChaosRun {
    /// A backup is taken of a running node; some blocks later its machine is lost, and the folder
    /// comes from the backup.
    func restore() throws {
        let victim = random.pick(network.voters)
        let copy = try backUp(victim)
        let taken = network.tip
        _ = network.wait(for: victim) { $0.height >= taken + 5 }
        let mark = network[victim].logSize
        network[victim].kill()
        try watch.readVotes(of: network[victim].home)
        try network.lose(victim)
        let lost = network.tip
        narrator.say(
            "\(victim) 的文件夹丢失，由高度约 \(taken) 的备份恢复（现为 \(lost)）",
            "the folder of \(victim) is lost, and restored from a backup of about height \(taken) "
                + "(now \(lost))")
        try restore(victim, from: copy)
        narrator.expect(
            network.wait(for: victim) { $0.height >= lost }, "\(victim) 从其他成员补齐区块",
            "\(victim) fetches the blocks from the others")
        expectSaid("this folder was restored from a backup", by: victim, since: mark)
        // Twice as many blocks as seats without a signature of its own.
        let watched = lost + 2 * UInt64(network.voters.count) + 2
        narrator.expect(
            network.wait(for: victim) { health in
                health.height >= watched && health.role == "observing"
                    && health.problems.contains {
                        $0.code == NodeProblem.Number.notConfirmed.rawValue
                    }
            }, "\(victim) 跟随至高度 \(watched)，只旁听并说明原因（7121）",
            "\(victim) follows to height \(watched), observes and says why (7121)")
        network[victim].stop()
        try confirmSigner(of: victim)
        let again = network[victim].logSize
        try network[victim].start()
        expectSaid("this seat signs again from height", by: victim, since: again)
    }

    /// Takes a backup of a running node; where it lies.
    func backUp(_ member: String) throws -> String {
        let copy = network[member].home + ".copy"
        try? FileManager.default.removeItem(atPath: copy)
        try command(
            ["backup", "--home", network[member].home, "--out", copy],
            "\(member) 运行中完成 tally backup", "tally backup of \(member), which works on")
        return copy
    }

    /// Makes the folder of a lost node from a backup, and starts it.
    func restore(_ member: String, from copy: String) throws {
        try command(
            [
                "restore", copy, "--home", network[member].home, "--expect",
                "\(network.running.chain)",
            ], "tally restore 核验全部哈希与整条链", "tally restore checks every hash and the whole chain")
        try network.bringBack(member)
        try network[member].start()
    }
}
