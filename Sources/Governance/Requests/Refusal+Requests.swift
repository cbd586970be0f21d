// 3500 … 3549: requests. 3550 … 3599: releases and anchors.
extension Refusal {
    package static let requestMalformed = Refusal(
        3501, "request-malformed", "the request lacks a fact that a rule reads, or is out of form",
        "请求缺少规则所需事实或形式不符")
    package static let subjectElsewhere = Refusal(
        3502, "subject-elsewhere", "the asset does not hold data of this subject",
        "该资产不含此当事人的数据")
    package static let unknownPermit = Refusal(
        3550, "unknown-permit", "there is no permit of this request", "该请求没有准许裁决")
    package static let permitExpired = Refusal(
        3551, "permit-expired", "the permit has expired", "准许裁决已失效")
    package static let noLongerPermitted = Refusal(
        3552, "no-longer-permitted", "the request would not be permitted any more",
        "该请求现已不再被准许")
    package static let obligationOpen = Refusal(
        3553, "obligation-open", "a duty of the permit was not discharged", "准许所附义务尚未履行")
    package static let nothingReleased = Refusal(
        3554, "nothing-released", "nothing was released on this permit that is not acknowledged",
        "该准许下没有待签收的释出")
    package static let anchorMalformed = Refusal(
        3555, "anchor-malformed", "the anchor's particulars are out of range", "锚定信息超出范围")
    package static let anchorUnrelated = Refusal(
        3623, "anchor-unrelated",
        """
        only the holder, a member with a grant or an open override, a regulator or a court adds to \
        the history of a patient or data set: anchor without naming it
        """,
        "仅持有方、获授权或有未结应急越权的机构、监管机构与法院可写入患者或数据集的历史：请不指明对象再锚定")
    package static let releasedAlready = Refusal(
        3556, "released-already", "something was released on this permit already",
        "该准许已释出过数据")
    package static let receivedAlready = Refusal(
        3557, "received-already",
        "what was released on this permit is acknowledged: nothing is held back any more",
        "已释出的数据已签收，不再拦截")
    package static let otherPayload = Refusal(
        3558, "other-payload", "what is acknowledged is not what was released",
        "所签收的内容与释出的内容不一致")
    package static let holderNotTold = Refusal(
        3559, "holder-not-told",
        """
        nothing leaves on an override before the holder's node has told its own people of it: wait \
        for the `notified` of that notice
        """,
        "持有方节点须先将应急越权告知本机构人员，数据方可释出：请等待该通知的履行记录")

    static let requestRefusals = [
        requestMalformed, subjectElsewhere, unknownPermit, permitExpired, noLongerPermitted,
        obligationOpen, nothingReleased, anchorMalformed, anchorUnrelated, releasedAlready,
        receivedAlready,
        otherPayload, holderNotTold,
    ]
}
