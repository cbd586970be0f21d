import LedgerTypes
import Links
import Replica

/// What health and doctor find; what to do is in `Remedy`.
extension NodeProblem {
    static func loopSilent(seconds: UInt64, files: String?) -> NodeProblem {
        let english = files.map { "; it waits for the disk to take its \($0)" } ?? ""
        let chinese = files.map { "，正等待磁盘写入\($0 == "votes" ? "投票记录" : "区块")" } ?? ""
        return NodeProblem(
            .loopSilent, .halted,
            "the node's own work has not moved for \(seconds) s\(english); the disk may hang",
            "节点内部已 \(seconds) 秒没有进展\(chinese)，磁盘可能无响应")
    }
    static func dutiesSilent(seconds: UInt64) -> NodeProblem {
        NodeProblem(
            7146, .warning,
            "the work for others has not moved for \(seconds) s: releases, notices and records wait; a "
                + "disk may hang",
            "对外事项已 \(seconds) 秒没有进展：放行、告知与记录均在等待，磁盘可能无响应")
    }
    static func noSeatToSpare(_ absent: [LinkStanding], quorum: Int) -> NodeProblem {
        let names = absent.map { "\($0.member)" }
        return NodeProblem(
            7171, .warning,
            "just the \(quorum) seats that decide are linked: one more that fails stops the chain; not "
                + "linked: \(names.joined(separator: ", "))",
            "仅连接法定的 \(quorum) 个席位：再有一个故障，链即停止；未连接：\(names.joined(separator: "、"))")
    }
    static func diskSilent(seconds: UInt64) -> NodeProblem {
        NodeProblem(
            7174, .warning, "the disk has not said for \(seconds) s how much is free; it may hang",
            "磁盘已 \(seconds) 秒未应答，可能无响应")
    }
    static func quorumMissing(
        _ missing: ReplicaReport.Missing, height: Height, round: Round, seconds: UInt64,
        silence: [NodeHealth.Seat]
    ) -> NodeProblem {
        func name(_ member: MemberID, _ unheard: String, _ ago: (UInt64) -> String) -> String {
            let seat = silence.first { $0.member == member }
            guard seat?.isOwn != true else { return "\(member)" }
            return "\(member) (\(seat?.silence.map { ago($0.value / 1_000) } ?? unheard))"
        }
        let english = missing.members.map { name($0, "never heard") { "heard \($0) s ago" } }
        let chinese = missing.members.map { name($0, "从未收到消息") { "\($0) 秒前有消息" } }
        let step = missing.step == .prevote ? "prevotes" : "precommits"
        let stepChinese = missing.step == .prevote ? "预投票" : "预提交"
        return NodeProblem(
            .haltedQuorum, .warning,
            "no block for \(seconds) s: at height \(height), round \(round), \(missing.have) of "
                + "\(missing.need) \(step) are here; missing: \(english.joined(separator: ", "))",
            "已 \(seconds) 秒没有新区块：高度 \(height)、第 \(round) 轮，\(stepChinese)仅到 \(missing.have)/"
                + "\(missing.need)；缺少：\(chinese.joined(separator: "、"))")
    }
    static func behind(own: Height, peers: Height) -> NodeProblem {
        NodeProblem(
            7172, .warning, "this node is at block \(own), peers are at \(peers); it catches up",
            "本节点在区块 \(own)，其他节点在 \(peers)；正在追赶")
    }
    static func versionsDiffer(_ versions: [String]) -> NodeProblem {
        NodeProblem(
            7173, .warning, "the seats run different versions: \(versions.joined(separator: ", "))",
            "各席位软件版本不一致：\(versions.joined(separator: "、"))")
    }
    static let suspended = NodeProblem(
        7175, .warning,
        "this seat does not propose blocks at present, because it missed its turns",
        "本席位因多次错过提案而暂停提案")
    static func manyRounds(height: Height, round: Round) -> NodeProblem {
        NodeProblem(
            7176, .warning,
            "height \(height) is in round \(round): proposals before did not reach a quorum in time",
            "高度 \(height) 已进入第 \(round) 轮：此前的提案未能及时获得法定票数")
    }
    package static func keyOpenToOthers(_ path: String) -> NodeProblem {
        NodeProblem(
            7180, .halted, "other users can read `\(path)`", "其他用户可以读取 `\(path)`")
    }
    package static func clockBehindChain(seconds: UInt64) -> NodeProblem {
        NodeProblem(
            7181, .warning, "the clock is \(seconds) s behind the time of the last block",
            "本机时钟比最后一个区块的时间慢 \(seconds) 秒")
    }
    package static let notRunning = NodeProblem(
        7182, .halted, "no node runs on this folder", "本文件夹没有运行中的节点")
    package static func notAnswering(_ address: String) -> NodeProblem {
        NodeProblem(
            7183, .halted, "a node holds this folder, and nothing answers at \(address)",
            "本文件夹有节点在运行，但 \(address) 没有应答")
    }
    /// Not the same as an empty one: what was in it is needed.
    package static func folderMissing(_ path: String) -> NodeProblem {
        NodeProblem(
            .folderMissing, .warning,
            "the folder `\(path)` is missing: what is asked of it is refused or waits",
            "缺少文件夹 `\(path)`：需要其中内容的事项将被拒绝或等待")
    }
    package static func folderNotWritable(_ path: String) -> NodeProblem {
        NodeProblem(
            7184, .halted, "`\(path)` cannot be written by this user", "当前用户无法写入 `\(path)`")
    }
}
