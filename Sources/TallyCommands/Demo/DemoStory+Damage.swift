import Foundation
import Governance
import LedgerTypes
import NodeFiles
import NodeTrials
import TallyClient

extension DemoStory {
    /// Step 7: one of four stopped, its disk damaged, mended from peers; nothing lost, no second vote.
    func breakAndMend() async throws {
        narrator.step(7, "丙的节点断电且磁盘受损", "C's node loses power and its disk is damaged")
        try await chaos?.settle()
        let victim = network["centre-c"]
        victim.kill()
        narrator.say("丙已断电（kill -9）", "C is killed (-9)")
        let before = await network.health(of: "hospital-a")?.height ?? 0
        try await record(
            AnchorDigest(what: .custodyEvent, digest: network.genesis.chainID.digest),
            by: "hospital-a/officer-zhao")
        let after = await network.health(of: "hospital-a")?.height ?? 0
        narrator.expect(
            after > before, "四席缺一，链照常前进（高度 \(before) → \(after)）",
            "with one of four down the chain goes on (height \(before) → \(after))")
        let (file, offset) = try damage(victim)
        narrator.say(
            "在 \(file) 的第 \(offset) 字节翻转一位", "one bit is flipped in \(file) at byte \(offset)")
        try victim.start()
        let refused = victim.waitForExit(seconds: 30)
        narrator.expect(
            refused != nil && refused != 0, "丙拒绝在受损的数据上启动，并说明原因：",
            "C refuses to start on damaged data, and says why:")
        narrator.block(
            victim.logTail(1).joined(separator: "\n"), victim.logTail(1).joined(separator: "\n"))
        try await mend(victim)
    }

    private func mend(_ victim: NodeProcess) async throws {
        let checked = try await runTool(["store", "check", "--home", victim.home])
        narrator.expect(
            checked.code == 1, "tally store check 指出受损之处", "tally store check names the damage")
        let repaired = try await runTool([
            "store", "repair", "--home", victim.home, "--passphrase-file", network.passphraseFile,
        ])
        narrator.expect(
            repaired.code == 0, "tally store repair 从其他成员取回并逐块核验",
            "tally store repair fetches from peers and verifies every block")
        if repaired.code != 0 { narrator.block(repaired.text, repaired.text) }
        try victim.start()
        let target = await network.health(of: "hospital-a")?.height ?? 0
        let isBack = await network.wait(for: "centre-c") {
            $0.height >= target && $0.role == "voting"
        }
        narrator.expect(
            isBack, "丙追上高度 \(target) 并恢复表决", "C has caught up to \(target) and votes again")
    }

    /// Flips one bit in the middle of the blocks.
    private func damage(_ node: NodeProcess) throws -> (String, Int) {
        let folder = NodeFolder(node.home).blocks
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        guard let name = names.filter({ $0.hasSuffix(".blocks") }).sorted().first else {
            throw Failure(
                .internalFault, code: "no-blocks", zh: "没有区块文件", en: "there is no file of blocks")
        }
        let path = folder + "/" + name
        var bytes = try Files.read(path)
        let offset = bytes.count / 3
        bytes[offset] ^= 0x10
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seek(toOffset: UInt64(offset))
        try handle.write(contentsOf: Data([bytes[offset]]))
        try handle.close()
        return (name, offset)
    }

    /// Runs one of this program's own commands.
    func runTool(_ arguments: [String]) async throws -> (code: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: DemoCommand.executable)
        process.arguments = arguments + ["--lang", narrator.language.rawValue]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
