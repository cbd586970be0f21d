// 3040: not admitted, and refused where a block goes beyond. 3052 … 3059: refused in blocks.
extension Refusal {
    package static let quotaUsed = Refusal(
        3040, "quota-used",
        "the day's entries or bytes are used up: send it after midnight, China time",
        "当日的条目数或字节数已用完：请在北京时间零点后提交")
    package static let overridesOpen = Refusal(
        3052, "overrides-open",
        "the physician has too many open overrides: write them up; a colleague declares this one",
        "该医师未了结的应急越权已达上限：请先补录，本次由同事声明")
    package static let escalationsOpen = Refusal(
        3053, "escalations-open",
        "too many escalated requests of this asker wait for the committee: ask once one is ruled",
        "该请求人待裁定的上报请求已达上限：请待其中一件裁定后再提出")

    static let quotaRefusals = [quotaUsed, overridesOpen, escalationsOpen]
}
