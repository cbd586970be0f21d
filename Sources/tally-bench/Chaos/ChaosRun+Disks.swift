import Foundation
import NodeRuntime

extension ChaosRun {
    /// Blocks and votes are gone: the node may follow, and must not vote on what it has forgotten.
    func wipe() throws {
        let victim = random.pick(network.voters)
        let home = network[victim].home
        narrator.say("\(victim) 的磁盘被清空", "the disk of \(victim) is wiped")
        let mark = network[victim].logSize
        network[victim].kill()
        try watch.readVotes(of: home)
        try FileManager.default.removeItem(atPath: NodeFolder(home).blocks)
        try FileManager.default.removeItem(atPath: NodeFolder(home).votes)
        try network[victim].start()
        try expectObserver(victim, since: mark)
    }

    /// The folder as it was some blocks ago, its record of votes included.
    func restoreOldBackup() throws {
        let victim = random.pick(network.voters)
        let home = network[victim].home
        let backup = home + ".backup"
        try? FileManager.default.removeItem(atPath: backup)
        // Taken from the running node, as careless backups are.
        try FileManager.default.copyItem(atPath: home, toPath: backup)
        let taken = network.tip
        _ = network.wait(for: victim) { $0.height >= taken + 5 }
        let mark = network[victim].logSize
        network[victim].kill()
        try watch.readVotes(of: home)
        narrator.say(
            "\(victim) 被恢复为高度 \(taken) 时的备份（现为 \(network.tip)）",
            "\(victim) is restored from a backup of height \(taken) (now \(network.tip))")
        try FileManager.default.removeItem(atPath: home)
        try FileManager.default.moveItem(atPath: backup, toPath: home)
        try network[victim].start()
        try expectObserver(victim, since: mark)
    }

    /// The node follows and does not vote; then its operator does what docs/operating/node.md says.
    private func expectObserver(_ victim: String, since mark: UInt64) throws {
        let target = network.tip
        narrator.expect(
            network.wait(for: victim) { $0.height >= target },
            "\(victim) 从其他成员补齐区块", "\(victim) fetches the blocks from the others")
        narrator.expect(
            network.wait(for: victim) { $0.role == "observing" },
            "\(victim) 只旁听，不表决", "\(victim) observes and does not vote")
        expectSaid("this seat does not sign", by: victim, since: mark)
        network[victim].stop()
        try watch.readVotes(of: network[victim].home)
        let votes = NodeFolder(network[victim].home).votes
        try? FileManager.default.removeItem(atPath: votes)
        let confirmed = try TrialTool(network.tool).run([
            "store", "confirm-signer", "--home", network[victim].home, "--no-other-copy-runs",
        ])
        narrator.expect(
            confirmed.code == 0, "操作员确认后可以重新签名", "the operator confirms the signer")
        if confirmed.code != 0 { narrator.say(confirmed.text, confirmed.text) }
        let again = network[victim].logSize
        try network[victim].start()
        expectSaid("this seat signs again from height", by: victim, since: again)
    }

    /// One byte changes in a file that will never be written again.
    func flipByte() throws {
        let victim = random.pick(network.voters)
        let home = network[victim].home
        guard let (path, offset) = try flip(in: NodeFolder(home).blocks, of: victim) else { return }
        let name = URL(fileURLWithPath: path).lastPathComponent
        narrator.say(
            "\(victim) 的 \(name) 第 \(offset) 字节被改", "byte \(offset) of \(name) of \(victim) changes"
        )
        let mark = network[victim].logSize
        let tool = TrialTool(network.tool)
        let refused = network.wait(seconds: 1) { !network[victim].isRunning }
        narrator.expect(!refused, "其余区块照常使用", "the node goes on with its other blocks")
        network[victim].kill()
        let checked = try tool.run(["store", "check", "--home", home])
        narrator.expect(
            checked.code == 1 && checked.text.contains(name),
            "tally store check 指出文件", "tally store check names the file")
        let repaired = try tool.run([
            "store", "repair", "--home", home, "--passphrase-file",
            network.running.passphraseFile,
        ])
        narrator.expect(
            repaired.code == 0, "tally store repair 从其他成员取回", "tally store repair mends it")
        if repaired.code != 0 { narrator.say(repaired.text, repaired.text) }
        let sound = try tool.run(["store", "check", "--home", home])
        narrator.expect(sound.code == 0, "修复后全部完好", "after that all is sound")
        try network[victim].start()
        expectSaid("node of \(victim) runs at height", by: victim, since: mark)
    }

    /// Waits for a sealed segment and changes one byte of it.
    private func flip(in folder: String, of victim: String) throws -> (String, Int)? {
        func sealed() -> [String] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return Array(names.filter { $0.hasSuffix(".blocks") }.sorted().dropLast())
        }
        guard network.wait(seconds: 120, until: { !sealed().isEmpty }) else {
            narrator.expect(false, "没有封存的文件", "there is a sealed segment")
            return nil
        }
        let path = folder + "/" + random.pick(sealed())
        var bytes = try BenchFiles.read(path)
        // Behind the file's first record, which every opening reads.
        let offset = random.draw(from: bytes.count / 8, to: bytes.count - 1)
        bytes[offset] ^= UInt8(1 << random.draw(8))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seek(toOffset: UInt64(offset))
        try handle.write(contentsOf: Data([bytes[offset]]))
        try handle.close()
        return (path, offset)
    }
}
