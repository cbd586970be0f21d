import Foundation
import Governance
import LedgerTypes
import TallyClient

extension DemoStory {
    /// Step 6: level 4 for research goes to people; silence is a denial.
    func askCommittee() async throws {
        narrator.step(6, "四级数据用于科研：提请独立委员会", "level-4 data for research: the committee decides")
        try await consent(to: ["care", "research"], level: 4, zh: "诊疗、科研")
        let wanted = request("read", "research", ["glucose", "medication"])
        let asked = try await ask(
            wanted, by: "hospital-a/data-sun", expecting: "escalate", rules: ["R7"])
        guard let caseText = asked.receipt?.decision?.caseID else {
            throw ClientFault.unreadable("case")
        }
        let caseID = try Given.record(caseText, "case")
        try await vote(
            on: caseID,
            [
                (Self.committee[0], .approve), (Self.committee[1], .reject),
                (Self.committee[2], .approve),
            ])
        let ruled = try await wait(for: Tables.cases, caseID, as: "hospital-a/data-sun") {
            $0.state == .approved
        }
        narrator.expect(ruled != nil, "三席中两席同意，准予", "two of three approve")
        try await expectDelivery(asked, by: "hospital-a/data-sun")
        narrator.say("同一请求再次提出，其余规则照常适用：", "the same request again; all other rules still apply:")
        try await ask(wanted, by: "hospital-a/data-sun", expecting: "permit", rules: ["P1"])
    }

    /// The case of step 4 that nobody voted on.
    func silenceIsDenial() async throws {
        guard let id = facts.claimsCase else { return }
        let lapsed = try await wait(
            for: Tables.cases, id, as: "hospital-a/data-sun", seconds: 90
        ) { $0.state == .lapsed }
        narrator.expect(
            lapsed != nil, "第 4 步的理赔请求无人表决，期限一到即为拒绝",
            "nobody voted on the claims of step 4: silence became a denial at the deadline")
    }
}
