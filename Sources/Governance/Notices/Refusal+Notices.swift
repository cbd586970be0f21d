// 3650 … 3659: notices.
extension Refusal {
    package static let unknownNotice = Refusal(
        3650, "unknown-notice", "the notice does not exist",
        "通知义务不存在")
    package static let noticeDischarged = Refusal(
        3651, "notice-discharged", "the notice is discharged",
        "通知义务已履行")
    package static let notResponsible = Refusal(
        3652, "not-responsible", "another member is responsible for the notice",
        "该通知义务由其他机构负责")

    static let noticeRefusals = [
        unknownNotice, noticeDischarged, notResponsible,
    ]
}
