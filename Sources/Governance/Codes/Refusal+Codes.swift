// 3490 … 3509: authorisation codes.
extension Refusal {
    package static let unknownCode = Refusal(
        3490, "unknown-code", "the authorisation code does not exist",
        "授权码不存在")
    package static let codeMalformed = Refusal(
        3491, "code-malformed", "the code's uses, level, purpose or expiry are out of range",
        "授权码的次数、级别、用途或期限超出范围")
    package static let codeExpired = Refusal(
        3493, "code-expired", "the code has expired",
        "授权码已过期")
    package static let codeUsedUp = Refusal(
        3494, "code-used-up", "the code has no uses left",
        "授权码次数已用尽")
    package static let codeOtherAudience = Refusal(
        3495, "code-other-audience", "the code is for another member",
        "授权码不属于该机构")
    package static let codeOtherPurpose = Refusal(
        3496, "code-other-purpose", "the code is for another purpose",
        "授权码用途不符")
    package static let codeOtherSubject = Refusal(
        3497, "code-other-subject", "the code is for another patient or holder",
        "授权码对应的患者或持有方不符")
    package static let codeOtherGrant = Refusal(
        3499, "code-other-grant", "the grant is not the one that the code stands for",
        "授权合约与授权码不符")
    package static let codeLevelTooHigh = Refusal(
        3498, "code-level-too-high", "the data's level is above what the code allows",
        "数据级别高于授权码许可")

    static let codeRefusals = [
        unknownCode, codeMalformed, codeExpired, codeUsedUp, codeOtherAudience,
        codeOtherPurpose, codeOtherSubject, codeOtherGrant, codeLevelTooHigh,
    ]
}
