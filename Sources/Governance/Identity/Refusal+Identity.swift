// 3200 … 3249.
extension Refusal {
    package static let memberMalformed = Refusal(
        3201, "member-malformed", "the member's particulars are incomplete or out of range",
        "机构登记信息不完整或超出范围")
    package static let keyNotAdmitted = Refusal(
        3202, "key-not-admitted", "a key is not a canonical point of prime order, or used twice",
        "密钥不是规范的素数阶点，或重复使用")
    package static let keyTaken = Refusal(
        3203, "key-taken", "a key is or was somebody's already", "密钥已被登记使用")
    package static let memberExists = Refusal(
        3204, "member-exists", "a member of this id is enrolled", "该机构标识已登记")
    package static let officersMissing = Refusal(
        3205, "officers-missing", "a member needs a security officer and an audit officer",
        "机构须有安全管理员和审计管理员")
    package static let staffMalformed = Refusal(
        3206, "staff-malformed", "the person's particulars are incomplete or out of range",
        "人员登记信息不完整或超出范围")
    package static let rolesExclude = Refusal(
        3207, "roles-exclude", "the roles exclude one another", "岗位互斥（三员分立）")
    package static let licenceMissing = Refusal(
        3208, "licence-missing", "a physician needs a licence", "医师须有执业证书")
    package static let otherMember = Refusal(
        3209, "other-member", "this belongs to another member", "该事项属于另一机构")
    package static let rotationMalformed = Refusal(
        3210, "rotation-malformed", "a member's key is announced at most 90 days ahead",
        "机构密钥轮换须提前公告，且不超过90天")
    package static let committeeMalformed = Refusal(
        3212, "committee-malformed",
        "the committee needs ethics, law and technology, and at most one seat a member",
        "委员会须含伦理、法律、技术委员，且每机构至多一席")
    package static let committeeParalysed = Refusal(
        3622, "committee-paralysed",
        """
        if one member steps aside, ethics, law or technology is lacking: name substitutes of \
        another member for it
        """,
        "若某一机构回避，伦理、法律、技术三类将不齐备：请为该类指定其他机构的替补委员")
    package static let parametersMalformed = Refusal(
        3213, "parameters-malformed", "the parameters are out of range", "链参数超出范围")
    package static let tooMany = Refusal(
        3214, "too-many", "a limit of the ledger is reached", "已达账本上限")

    package static let unknownSubject = Refusal(
        3215, "unknown-subject", "the subject is not registered", "当事人未登记")
    package static let rotationPending = Refusal(
        3216, "rotation-pending",
        "another key is announced for the same purpose and waits for its time",
        "同一用途已有公告待生效的新密钥")
    package static let creditCodeWrong = Refusal(
        3217, "credit-code-wrong",
        "the credit code is wrong: compare it with the certificate of registration",
        "统一社会信用代码的格式、行政区划或校验码有误，请与登记证书核对")

    package static let institutionTaken = Refusal(
        3218, "institution-taken", "the institution of this credit code is a member already",
        "该统一社会信用代码的机构已是成员")

    // 3240 … 3249: recovery from a lost quorum.
    package static let recoveryMalformed = Refusal(
        3240, "recovery-malformed",
        "a recovery begins an epoch and a round of at least 1, after a block of at least height 1",
        "恢复令的纪元与起始轮次须不小于1，且须接在高度不小于1的区块之后")
    package static let recoveryEpochWrong = Refusal(
        3241, "recovery-epoch-wrong", "the recovery does not begin the epoch that follows",
        "恢复令的纪元不是下一个纪元")
    package static let recoveryHeightWrong = Refusal(
        3242, "recovery-height-wrong", "the recovery does not follow this block",
        "恢复令不接在本区块之后")
    package static let recoverySeatsWrong = Refusal(
        3243, "recovery-seats-wrong",
        "a recovery removes at least one of the seats that were due and adds or changes none",
        "恢复令只能减少应当投票的席位（至少一席），不得增加或更改")
    package static let recoverySignerForeign = Refusal(
        3244, "recovery-signer-foreign",
        "a recovery is signed by governance keys of the seats that were due, and by no other key",
        "恢复令只能由应当投票席位的治理密钥签署，不得有其他签名")

    // 3250 … 3269: patients under their pseudonyms.
    package static let pseudonymForeign = Refusal(
        3250, "pseudonym-foreign",
        "the pseudonym is not the holder's: take pseudonym and value from `tally subject name`",
        "假名不是由该持有方生成：请使用 `tally subject name` 给出的假名与数值")

    static let identityRefusals = [
        pseudonymForeign,
        recoveryMalformed, recoveryEpochWrong, recoveryHeightWrong, recoverySeatsWrong,
        recoverySignerForeign,
        memberMalformed, keyNotAdmitted, keyTaken, memberExists, officersMissing, staffMalformed,
        rolesExclude, licenceMissing, otherMember, rotationMalformed, committeeMalformed,
        committeeParalysed, parametersMalformed, tooMany, unknownSubject, rotationPending,
        creditCodeWrong,
        institutionTaken,
    ]
}
