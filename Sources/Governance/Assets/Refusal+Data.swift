// 3300 … 3349: subjects, assets, consents.
extension Refusal {
    package static let subjectMalformed = Refusal(
        3301, "subject-malformed", "the subject's particulars are out of range", "当事人信息超出范围")
    package static let unknownAsset = Refusal(
        3302, "unknown-asset", "the asset is not registered", "数据资产未登记")
    package static let assetMalformed = Refusal(
        3303, "asset-malformed", "the asset's particulars are out of range", "数据资产信息超出范围")
    package static let labelMalformed = Refusal(
        3304, "label-malformed",
        """
        the label is out of range: the level is 1 to 5; rule and authority are codes of at most 64 \
        letters, digits and _ - . @ / : #
        """,
        "标签超出范围：级别为1至5；规则与依据须为不超过64个字符的代码，限字母、数字及 _ - . @ / : #")
    package static let rightMalformed = Refusal(
        3305, "right-malformed",
        """
        the right is out of range: it ends after it begins; its basis is a code of at most 64 \
        letters, digits and _ - . @ / : #, such as contract-7-of-2026
        """,
        "权利信息超出范围：止期须晚于起期；依据须为不超过64个字符的代码，限字母、数字及 _ - . @ / : #")
    package static let consentMalformed = Refusal(
        3306, "consent-malformed", "the scope of the consent is empty or out of range",
        "同意范围为空或超出范围")
    package static let unknownConsent = Refusal(
        3307, "unknown-consent", "there is no such consent in force", "不存在该有效同意")
    package static let consentEnded = Refusal(
        3308, "consent-ended", "the consent was withdrawn or superseded before",
        "该同意此前已撤回或被取代")
    package static let notCohort = Refusal(
        3309, "not-cohort", "the asset names its subjects, so each must consent",
        "该资产列明了当事人，须逐一取得同意")

    static let dataRefusals = [
        subjectMalformed, unknownAsset, assetMalformed, labelMalformed, rightMalformed,
        consentMalformed, unknownConsent, consentEnded, notCohort,
    ]
}
