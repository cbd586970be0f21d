import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

extension DemoStory {
    /// Step 5: withdrawal, denial, and an emergency that is not blocked by it.
    func withdrawAndRescue() async throws {
        narrator.step(
            5, "患者撤回同意；随后甲的急诊医师声明急情",
            "the patient withdraws; then A's physician declares an emergency")
        let given = try await giveForResearch()
        // The patient's own key signs; a member that is not the holder submits it.
        let withdrawn = try await record(
            WithdrawConsent(consent: facts.consent, inOwnHand: true), by: "research-r/data-xu",
            keys: [facts.patientKey])
        narrator.expect(
            withdrawn.receipt?.outcome == "accepted", "患者本人签名的撤回由研究院节点受理：持有方不能压住",
            "the withdrawal, signed by the patient, was taken by R's node: no holder can sit on it")
        try await expectReceipt(for: given)
        try await showAnswers(given)
        try await ask(
            request("train", "research", ["glucose"], form: "parameters"),
            by: "hospital-a/data-sun", expecting: "deny", rules: ["R4"])
        let declared = try await declareEmergency()
        let rescue = Governance.Request(
            asset: facts.asset, subject: facts.patient, action: "read", purpose: "rescue",
            fields: ["glucose", "hba1c", "medication"], output: "raw",
            clientTime: WallClock.now())
        let permit = try await ask(
            rescue, by: "hospital-a/dr-li", expecting: "permit", rules: ["R5"])
        try await expectDelivery(permit)
        try expectHolderTold(of: declared)
        try await afterDuties(declared)
        try await decideCutOff()
    }

    private func declareEmergency() async throws -> RecordID {
        let reason = Given.commitment(
            "reason", Array("昏迷，疑似酮症酸中毒".utf8), suite: .ed25519SHA256)
        let approver = StaffReference(
            member: MemberID(unchecked: "hospital-a"), staff: StaffID(unchecked: "dr-wang"))
        let now = WallClock.now()
        let view = try await record(
            DeclareOverride(
                OverrideDeclaration(
                    scope: OverrideScope(
                        holder: MemberID(unchecked: "centre-b"), subject: facts.patient,
                        asset: facts.asset, fields: ["glucose", "hba1c", "medication"],
                        purpose: "rescue"), reason: .lifeInDanger,
                    expires: now.adding(.hours(5)) ?? now, approver: approver,
                    isCosigned: true)),
            by: "hospital-a/dr-li", cosigners: ["hospital-a/dr-wang"],
            commitments: [reason.digest])
        facts.disclosures[view.id] = [reason.disclosure]
        narrator.say(
            "dr-li 声明急情，dr-wang 会签；理由只以加盐承诺上链",
            "dr-li declares, dr-wang countersigns; the reason is on the chain only as a salted commitment"
        )
        return try Given.record(view.id, "override")
    }

    /// The holder's people have it in a file. That nothing leaves before, the chain sees to (3559).
    private func expectHolderTold(of override: RecordID) throws {
        let folder = NodeFolder("\(network.root)/centre-b").root + "/outbox/notices"
        let told = try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
            let text = String(validating: try Files.read("\(folder)/\(name)"), as: UTF8.self)
            return ["\(override)", "Tell the holder"].allSatisfy { text?.contains($0) == true }
        }
        narrator.expect(
            told, "持有方乙已将此次应急告知本机构人员", "the holder B told its own people of it")
    }

    private func afterDuties(_ id: RecordID) async throws {
        let override = try await read(Tables.overrides, id, as: "hospital-a/dr-li")
        guard let override else { throw ClientFault.unreadable("override") }
        let limit = override.expires.since(override.opened)
        narrator.expect(
            limit <= .hours(6) && override.writeUpDue.since(override.opened) == .hours(6)
                && override.reviewDue.since(override.opened) == .hours(72),
            "限时 \(limit.value / 3_600_000) 小时内有效；6 小时内补记，72 小时内委员会复核",
            "it ends within \(limit.value / 3_600_000 + 1) h; write-up due in 6 h, review in 72 h")
        let text = Given.commitment(
            "write-up", Array("已补记抢救经过与用药".utf8), suite: .ed25519SHA256)
        let written = try await record(
            WriteUpOverride(override: id), by: "hospital-a/dr-li", commitments: [text.digest])
        facts.disclosures[written.id] = [text.disclosure]
        narrator.expect(
            written.receipt?.outcome == "accepted", "dr-li 已补记", "dr-li has written it up")
        let told = try await wait(for: Tables.overrides, id, as: "hospital-a/dr-li", seconds: 30) {
            _ in true
        }
        narrator.expect(told != nil, "患者与监管机构的通知已列入待办", "patient and regulator are to be told")
    }
}
