import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import Sealing
import TallyClient
import TallyEvidence

extension DemoStory {
    /// Step 8: one file, checked offline; every tampering is refused.
    func exportAndVerify() async throws {
        try await silenceIsDenial()
        narrator.step(8, "导出本案证据包，由法院离线核验", "export the evidence file; a court checks it offline")
        let session = try await network.session("centre-b/data-chen")
        let order = ExportBody(
            kind: "subject", id: facts.patient.description, caseReference: "（2026）津0101民初1号",
            disclosures: facts.disclosures.values.flatMap { $0 }.isEmpty
                ? [:] : facts.disclosures.mapValues { $0.map { Base64.encode($0.canonicalBytes) } })
        let bytes = try await session.client.evidence(order)
        let path = network.root + "/case.evidence"
        try Files.replace(path, with: bytes)
        narrator.say(
            "证据包 \(path)，\(bytes.count) 字节", "evidence file \(path), \(bytes.count) bytes")
        let genesis = network.genesis.chainID.description
        let verified = try await runTool(["verify", path, "--genesis", genesis])
        let report = verified.text.split(separator: "\n").prefix(6).joined(separator: "\n")
        narrator.block(report + "\n  …", report + "\n  …")
        narrator.expect(
            verified.code == 0, "核验通过：上链后未经篡改，且该主体的条目完整", "it verifies: untampered and complete")
        try await tamper(bytes, path, genesis)
    }

    private func tamper(_ bytes: [UInt8], _ path: String, _ genesis: String) async throws {
        let demands = try CourtDemands(genesis: genesis)
        var refused = 0
        let offsets = stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40))
        var tried = 0
        for offset in offsets {
            var changed = bytes
            changed[offset] ^= 1
            tried += 1
            if Verification(of: changed, under: demands).verdict == .failed { refused += 1 }
        }
        narrator.expect(
            refused == tried, "在 \(tried) 处各翻转一位：全部被拒",
            "one bit flipped at \(tried) places: all refused")
        let other = String(repeating: "0", count: 64)
        let wrong = try await runTool(["verify", path, "--genesis", other])
        narrator.expect(wrong.code == 1, "换一个创世标识：被拒", "under another genesis: refused")
        try Files.replace(path + ".cut", with: Array(bytes.dropLast(1)))
        let cut = try await runTool(["verify", path + ".cut", "--genesis", genesis])
        narrator.expect(cut.code == 1, "截去一个字节：被拒", "one byte cut off: refused")
    }

    /// What the header of a block says of the state: no block is read for it.
    private static func stateRoot(_ session: Session, at height: UInt64) async throws -> String {
        var reader = CanonicalReader(Array(try await session.client.header(height)))
        try reader.beginArray(count: 2)
        return try Header(from: &reader).stateRoot.description
    }

    /// The end: equal roots, every entry everywhere, memory.
    func closeBooks() async throws {
        try await chaos?.settle()
        narrator.step(9, "清点", "closing the books")
        let heights = await healths().map(\.height)
        let top = heights.max() ?? 0
        var isEven = true
        for name in DemoNetwork.members {
            let caughtUp = await network.wait(for: name, seconds: 30) { $0.height >= top }
            isEven = isEven && caughtUp
        }
        narrator.expect(isEven, "六个节点都到达高度 \(top)", "all six nodes reached height \(top)")
        let officers = [
            "hospital-a/officer-zhao", "centre-b/data-chen", "centre-c/ethics-he",
            "research-r/tech-guo", "regulator/clerk-jin", "court/judge-song",
        ]
        var roots: Set<String> = []
        var missing = 0
        for person in officers {
            let session = try await network.session(person)
            roots.insert(try await Self.stateRoot(session, at: top))
            for id in facts.committed {
                let view = try await session.client.transaction(
                    Given.record(id, "transaction"))
                if view.status != "committed" { missing += 1 }
            }
        }
        narrator.expect(roots.count == 1, "六个节点的状态根一致", "the state roots of all six are equal")
        narrator.expect(
            missing == 0, "已确认的 \(facts.committed.count) 笔交易在每个节点上都在",
            "all \(facts.committed.count) acknowledged transactions are on every node")
        let memory = Int(network.all.compactMap { $0.mebibytes(of: "VmRSS") }.max() ?? 0)
        narrator.expect(
            memory <= 200, "每个节点内存不超过 \(memory) MiB", "memory per node at most \(memory) MiB")
    }

    private func healths() async -> [HealthView] {
        var healths: [HealthView] = []
        for name in DemoNetwork.members {
            if let health = await network.health(of: name) { healths.append(health) }
        }
        return healths
    }
}
