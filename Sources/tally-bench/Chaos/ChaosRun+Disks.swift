import Foundation
import NodeFiles

extension ChaosRun {
    /// Blocks and votes are gone: the node may follow, and must not vote on what it has forgotten.
    func wipe() throws {
        let victim = random.pick(network.voters)
        let home = network[victim].home
        // It must have something to forget.
        let height = network.tip
        _ = network.wait(for: victim) { $0.height >= height + 12 }
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
        expectSaid("this seat does not sign", by: victim, since: mark)
        narrator.expect(
            network.wait(for: victim) { $0.role == "observing" },
            "\(victim) 只旁听，不表决", "\(victim) observes and does not vote")
        network[victim].stop()
        try watch.readVotes(of: network[victim].home)
        try? FileManager.default.removeItem(atPath: NodeFolder(network[victim].home).votes)
        try confirmSigner(of: victim)
        let again = network[victim].logSize
        try network[victim].start()
        expectSaid("this seat signs again from height", by: victim, since: again)
    }

    /// The operator of a stopped node says that no other copy of it runs.
    func confirmSigner(of victim: String) throws {
        try command(
            ["store", "confirm-signer", "--home", network[victim].home, "--no-other-copy-runs"],
            "操作员确认后可以重新签名", "the operator confirms the signer")
    }

    /// One byte changes in a file that will never be written again: once while the node runs, which
    /// reads its blocks again and again, and once while it is stopped.
    func flipByte() throws {
        let victim = random.pick(network.voters)
        let blocks = NodeFolder(network[victim].home).blocks
        let mark = network[victim].logSize
        guard let found = try flip(in: blocks, of: victim) else { return }
        expectSaid("is damaged on this disk", by: victim, since: mark, seconds: 90)
        expectSaid("is sound again", by: victim, since: mark, seconds: 90)
        network[victim].kill()
        try checkStore(of: victim, expecting: nil)
        narrator.say("节点停着时再改一处", "another one while the node is stopped")
        guard try flip(in: blocks, of: victim, named: found) != nil else { return }
        try checkStore(of: victim, expecting: found)
        let repaired = try TrialTool(network.tool).run([
            "store", "repair", "--home", network[victim].home, "--passphrase-file",
            network.running.passphraseFile,
        ])
        narrator.expect(
            repaired.code == 0, "tally store repair 从其他成员取回", "tally store repair mends it")
        if repaired.code != 0 { narrator.say(repaired.text, repaired.text) }
        try checkStore(of: victim, expecting: nil)
        let again = network[victim].logSize
        try network[victim].start()
        expectSaid("node of \(victim) runs at height", by: victim, since: again)
    }

    /// What `store check` says of a stopped node: the damaged file's name, or that all is sound.
    private func checkStore(of victim: String, expecting name: String?) throws {
        let checked = try TrialTool(network.tool).run([
            "store", "check", "--home", network[victim].home,
        ])
        if let name {
            narrator.expect(
                checked.code == 1, "tally store check 发现 \(name) 受损",
                "tally store check finds \(name) damaged")
        } else {
            narrator.expect(
                checked.code == 0, "修复后全部完好", "mended: tally store check finds all sound")
        }
    }

    /// Changes one byte of a sealed segment, of which there is one soon; its name.
    private func flip(
        in folder: String, of victim: String, named: String? = nil
    ) throws -> String? {
        func sealed() -> [String] {
            // While the folder cannot be listed there is nothing to flip; the wait says so.
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return Array(names.filter { $0.hasSuffix(".blocks") }.sorted().dropLast())
        }
        guard network.wait(seconds: 120, until: { !sealed().isEmpty }) else {
            narrator.expect(false, "有已封存的文件", "there is a sealed segment")
            return nil
        }
        let name = named ?? random.pick(sealed())
        let path = folder + "/" + name
        let bytes = try BenchFiles.read(path)
        let offset = random.draw(bytes.count)
        let changed = bytes[offset] ^ UInt8(1 << random.draw(8))
        narrator.say(
            "\(victim) 的 \(name) 第 \(offset) 字节被改", "byte \(offset) of \(name) of \(victim) changes"
        )
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seek(toOffset: UInt64(offset))
        try handle.write(contentsOf: Data([changed]))
        try handle.close()
        return name
    }
}
