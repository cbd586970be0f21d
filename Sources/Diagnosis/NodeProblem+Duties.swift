import Bilingual
import Duties

extension NodeProblem {
    /// What the chain refused of late: it is not done.
    static func dutiesRefused(_ works: [WorkAccount]) -> NodeProblem? {
        told(
            works, .dutyRefused,
            Wording(english: "the chain refused what this member owes", chinese: "本成员的待办被账本拒绝"))
    }

    static func dutiesWait(_ works: [WorkAccount]) -> NodeProblem? {
        told(
            works, .dutyWaits,
            Wording(
                english: "a duty waits for more than an hour, though a quorum is there",
                chinese: "有法定席位可达，但事项等待已超过一小时"))
    }

    static func noticesOverdue(_ works: [WorkAccount]) -> NodeProblem? {
        told(
            works, .noticeOverdue,
            Wording(
                english: "somebody was to be told, or a withdrawal answered, by now",
                chinese: "告知或撤回答复已逾期"))
    }

    static func recordsUnanchored(_ works: [WorkAccount]) -> NodeProblem? {
        told(
            works, .recordUnanchored,
            Wording(
                english:
                    "an emergency that was decided alone is not on the chain, though a quorum is "
                    + "there for more than an hour",
                chinese: "有法定席位可达已超过一小时，离线应急记录仍未上链"))
    }

    /// One problem for all works of a rule: the first is named, the others are counted.
    private static func told(
        _ works: [WorkAccount], _ number: Number, _ words: Wording
    ) -> NodeProblem? {
        guard let first = works.first else { return nil }
        let name = "\(first.standing.kind.name) \(first.standing.subject.short)"
        let others = works.count - 1
        return NodeProblem(
            number, .warning,
            "\(words.english): \(name) for \(first.whom.english): \(first.why.english)"
                + (others > 0 ? "; and \(others) more" : "") + "; see `tally duty list`",
            "\(words.chinese)：\(name)，对象 \(first.whom.chinese)：\(first.why.chinese)"
                + (others > 0 ? "；另有 \(others) 项" : "") + "；见 `tally duty list`")
    }
}
