import Diagnosis
import Foundation
import NodeFiles

extension ChaosRun {
    /// The node's folder comes to lie on a small disk, which fills up and is emptied again.
    func fillDisk() throws {
        let victim = random.pick(network.voters)
        let home = network[victim].home
        network[victim].stop()
        guard try SmallDisk.mount(over: home) else {
            try network[victim].start()
            narrator.skip("没有挂载小磁盘的权限", "a small disk cannot be mounted here")
            return
        }
        try network.reconfigure(victim) { $0.leastFreeBytes = SmallDisk.reserveBytes }
        try network[victim].start()
        let target = network.tip
        guard network.wait(for: victim, until: { $0.height >= target && $0.role == "voting" })
        else {
            narrator.expect(false, "小磁盘上可以运行", "the node runs on a small disk")
            return
        }
        let mark = network[victim].logSize
        narrator.say("\(victim) 的磁盘写满", "the disk of \(victim) fills up")
        try SmallDisk.fill(home, leaving: SmallDisk.reserveBytes / 2)
        narrator.expect(
            network.wait(for: victim) { health in
                health.role != "voting"
                    && health.problems.contains {
                        $0.code == NodeProblem.Number.belowReserve.rawValue
                    }
            }, "\(victim) 停止表决并说明原因", "\(victim) stops voting and says why")
        expectSaid("this seat stops voting", by: victim, since: mark)
        let other = network.voters.first { $0 != victim } ?? victim
        expectProgress(at: other, "其余三席继续出块", "the other three go on")
        let full = network[victim].logSize
        narrator.say("写满到最后一个字节", "and to its last byte")
        try SmallDisk.fill(home, leaving: 0)
        expectSaid("stops taking part and tries its files again", by: victim, since: full)
        narrator.expect(
            network.wait(for: victim) { $0.role == "halted" },
            "\(victim) 停止参与，不损坏文件", "\(victim) stops taking part before harm")
        narrator.say("腾出空间", "room is made")
        SmallDisk.empty(home)
        narrator.expect(
            network.wait(for: victim) { $0.role == "voting" },
            "\(victim) 无须重启即恢复表决", "\(victim) votes again without a restart")
        expectSaid("this seat votes again", by: victim, since: mark)
        let check = network.tip
        narrator.expect(
            network.wait(for: victim) { $0.height >= check }, "\(victim) 补齐区块",
            "\(victim) has caught up")
        network[victim].stop()
        try SmallDisk.unmount(from: home)
        try network[victim].start()
    }
}

/// A disk in memory over a node's folder, of a bounded size.
enum SmallDisk {
    /// Below this the node stops voting: what the store keeps free at least.
    static let reserveBytes: UInt64 = 64 * 1024 * 1024
    private static let sizeBytes = 160 * 1024 * 1024
    private static let filler = "/filler"

    /// Moves the folder's contents to a fresh small disk; false where the system does not let us.
    static func mount(over home: String) throws -> Bool {
        let aside = home + ".aside"
        try FileManager.default.moveItem(atPath: home, toPath: aside)
        try FileManager.default.createDirectory(
            atPath: home, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        let mounted = try TrialTool("/bin/mount").call([
            "-t", "tmpfs", "-o", "size=\(sizeBytes),mode=0700", "tally-trial", home,
        ])
        guard mounted else {
            try FileManager.default.removeItem(atPath: home)
            try FileManager.default.moveItem(atPath: aside, toPath: home)
            return false
        }
        try copyContents(of: aside, to: home)
        try FileManager.default.removeItem(atPath: aside)
        return true
    }

    /// Takes the contents back to the disk below.
    static func unmount(from home: String) throws {
        let aside = home + ".aside"
        try FileManager.default.createDirectory(
            atPath: aside, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        try copyContents(of: home, to: aside)
        guard try TrialTool("/bin/umount").call([home]) else {
            throw BenchFault(zh: "无法卸载 \(home)", en: "\(home) cannot be unmounted")
        }
        try FileManager.default.removeItem(atPath: home)
        try FileManager.default.moveItem(atPath: aside, toPath: home)
    }

    /// Takes all space but so many bytes.
    static func fill(_ home: String, leaving left: UInt64) throws {
        let path = home + filler
        if !FileManager.default.fileExists(atPath: path) {
            try AtomicFile.write([], to: path)
        }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        try handle.seekToEnd()
        // In ever smaller pieces, since the node writes too.
        for _ in 0..<20 {
            let free = NodeFolder(home).freeBytes ?? 0
            guard free > left else { return }
            try? handle.write(contentsOf: Data(count: Int(free - left)))
        }
    }

    static func empty(_ home: String) {
        try? FileManager.default.removeItem(atPath: home + filler)
    }

    private static func copyContents(of from: String, to: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: from) {
            try FileManager.default.copyItem(atPath: "\(from)/\(name)", toPath: "\(to)/\(name)")
        }
    }
}
