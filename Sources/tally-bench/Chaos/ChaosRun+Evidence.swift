import Foundation
import LedgerTypes
import Sealing

extension ChaosRun {
    /// A patient of hospital-a, registered by an officer of data: whom an evidence file is about.
    func registerSubject() throws -> String {
        let suite = network.running.genesis.suite
        let name = SubjectName(
            holder: MemberID(unchecked: "hospital-a"),
            value: suite.hash(RandomBytes.generate(count: 32)))
        let subject = name.pseudonym(suite: suite).description
        let officer = "\(network.folder)/hospital-a/staff/data-sun.json"
        try command(
            ["subject", "register", subject, "--value", "\(name.value)"]
                + (try session(officer, at: "hospital-a")),
            "hospital-a 登记一名患者", "hospital-a registers a patient")
        return subject
    }

    /// The court takes an evidence file at a node, and checks it with its own program.
    func exportAndVerify(_ subject: String, epoch: UInt64, at node: String) throws {
        let file = "\(network.folder)/epoch-\(epoch).evidence"
        let judge = "\(network.folder)/court/staff/judge-song.json"
        try command(
            ["export", "--subject", subject, "--out", file] + (try session(judge, at: node)),
            "法院在 \(node) 导出证据包", "the court exports an evidence file at \(node)")
        let verifier = URL(fileURLWithPath: network.tool).deletingLastPathComponent()
            .appendingPathComponent("tally-verify").path
        let verified = try TrialTool(verifier).run([
            file, "--genesis", "\(network.running.chain)",
        ])
        narrator.expect(verified.code == 0, "tally-verify 核验通过", "tally-verify: it holds")
        narrator.expect(
            verified.text.contains("ATTENTION: RECOVERY EPOCH \(epoch)"),
            "证据包写明恢复纪元 \(epoch)", "and names recovery epoch \(epoch)")
        if verified.code != 0 { narrator.say(verified.text, verified.text) }
    }

    private func session(_ key: String, at node: String) throws -> [String] {
        [
            "--key", key, "--node", "http://127.0.0.1:\(try network.running.port(of: node))",
            "--passphrase-file", network.running.passphraseFile,
        ]
    }
}
