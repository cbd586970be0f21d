// 3600 … 3629: cases and ballots.
extension Refusal {
    package static let unknownCase = Refusal(
        3600, "unknown-case", "the case does not exist",
        "案卷不存在")
    package static let caseClosed = Refusal(
        3601, "case-closed", "the case no longer takes ballots",
        "案卷已不再接受表决")
    package static let notOnPanel = Refusal(
        3602, "not-on-panel", "the person does not sit on this panel",
        "该人员不在本案合议组")
    package static let partyToCase = Refusal(
        3603, "party-to-case", "a party to the case has no voice in it",
        "案件当事方须回避")
    package static let recusedFromCase = Refusal(
        3604, "recused", "the person stepped aside from this case",
        "该人员已在本案回避")
    package static let votedAlready = Refusal(
        3605, "voted-already", "the seat has voted on this case",
        "该席位已就本案表决")
    package static let panelIncomplete = Refusal(
        3606, "panel-incomplete", "ethics, law and technology cannot all be seated independently",
        "伦理、法律、技术三类委员无法独立齐备")
    package static let caseMalformed = Refusal(
        3607, "case-malformed", "the case lacks what its type needs",
        "案卷缺少该类型必备的内容")
    package static let unknownRule = Refusal(
        3608, "unknown-rule", "no charter in force has this rule in this version",
        "现行章程的该版本中没有此规则")
    package static let ruleNotWaivable = Refusal(
        3609, "rule-not-waivable", "the rule cannot be waived",
        "该规则不可豁免")
    package static let waiverTooLong = Refusal(
        3610, "waiver-too-long", "a waiver ends within 90 days",
        "豁免期不得超过90日")
    package static let notAppealable = Refusal(
        3611, "not-appealable", "the case cannot be appealed, or not any more",
        "该案卷不可申诉或已逾申诉期")
    package static let appealedAlready = Refusal(
        3612, "appealed-already", "the case has been appealed",
        "该案卷已经申诉")
    package static let notParty = Refusal(
        3613, "not-party", "only a party may do this",
        "仅当事方可执行此操作")
    package static let seatConsentNotAsked = Refusal(
        3614, "seat-consent-not-asked", "the case does not ask for the consent of seats",
        "本案不需要席位治理密钥同意")
    package static let seatMissing = Refusal(
        3615, "seat-missing", "the member has no seat",
        "该机构没有席位")

    package static let appealByWinner = Refusal(
        3620, "appeal-by-winner",
        "the ruling is in favour of this member: a party that it went against may appeal",
        "裁决对该机构有利：仅不利一方可以申诉")
    package static let disputeUnrelated = Refusal(
        3621, "dispute-unrelated",
        """
        a dispute names a record or patient that concerns the member that opens it, unless it is a \
        regulator or a court
        """,
        "争议所涉记录或患者须与提起机构有关，监管机构与法院除外")

    static let caseRefusals = [
        unknownCase, caseClosed, notOnPanel, partyToCase, recusedFromCase, votedAlready,
        panelIncomplete, caseMalformed, unknownRule, ruleNotWaivable, waiverTooLong, notAppealable,
        appealedAlready, notParty, seatConsentNotAsked, seatMissing,
        appealByWinner, disputeUnrelated,
    ]
}
