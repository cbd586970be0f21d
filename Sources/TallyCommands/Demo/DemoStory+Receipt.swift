import Foundation
import Governance
import LedgerTypes
import TallyClient

extension DemoStory {
    /// Part of step 5: something is with a receiver when the patient withdraws.
    func giveForResearch() async throws -> RecordID {
        narrator.say("撤回之前，甲为科研读取了糖化血红蛋白：", "before that, A reads HbA1c for research:")
        let permit = try await ask(
            request("read", "research", ["hba1c"]), by: "hospital-a/data-sun",
            expecting: "permit", rules: ["P1"])
        try await expectDelivery(permit, by: "hospital-a/data-sun")
        return try Given.record(permit.id, "permit")
    }

    /// The withdrawal comes back with a receipt: the receiver's node deleted it, and the chain says so.
    func expectReceipt(for permit: RecordID) async throws {
        let answered = try await wait(
            for: Tables.recalls, permit, as: "centre-b/data-chen", seconds: 30
        ) { $0.state == .deleted }
        let path = "\(network.root)/hospital-a/inbox/\(permit).json"
        narrator.expect(
            answered != nil && !FileManager.default.fileExists(atPath: path),
            "甲的节点已删除收到的科研数据，并上链答复（限期 72 小时，逾期公开可见）",
            "A's node deleted what it had received for research, and answered on the chain (due within "
                + "72 hours; a late one stays visible)")
        let view = try await network.session("centre-b/data-chen").client.access(facts.patient)
        narrator.block(
            view.recalls.map { AccessText.recall($0, .zh) }.joined(separator: "\n"),
            view.recalls.map { AccessText.recall($0, .en) }.joined(separator: "\n"))
    }

    /// What the receiver's own people see of it.
    func showAnswers(_ permit: RecordID) async throws {
        let home = "\(network.root)/hospital-a"
        let order = [
            "withdrawal", "list", "--all", "--node", network["hospital-a"].address.absoluteString,
            "--key", home + "/staff/data-sun.json", "--passphrase-file", network.passphraseFile,
        ]
        // Somebody may have cut the power of this node: it is asked until it is back.
        let listed = try await wait(seconds: 30) {
            let answer = try await self.runTool(order)
            return answer.code == 0 ? answer : nil
        }
        let text = listed?.text ?? ""
        narrator.block(text, text)
        narrator.expect(
            text.contains("\(permit)".prefix(8)),
            "甲的数据管理员用 tally withdrawal list --all 看到该项已答复，没有待办",
            "A's data officer sees it answered, and nothing that waits: tally withdrawal list --all"
        )
    }
}
