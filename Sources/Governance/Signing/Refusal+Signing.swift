// 3100 … 3149.
extension Refusal {
    package static let signatureMissing = Refusal(
        3101, "signature-missing", "a key that must sign has not signed", "缺少必须的签名")
    package static let countersignatureMissing = Refusal(
        3102, "countersignature-missing", "a second person in the required role must countersign",
        "缺少规定岗位的复核签名")
    package static let witnessMissing = Refusal(
        3103, "witness-missing", "a witness of another role at the holder must sign",
        "缺少持有方另一岗位见证人的签名")
    package static let quorumMissing = Refusal(
        3104, "quorum-missing", "too few governance keys have signed", "治理密钥签名数不足")
    package static let staffMissing = Refusal(
        3105, "staff-missing", "this must be signed by a person", "须由自然人本人签署")
    package static let roleMissing = Refusal(
        3106, "role-missing", "the person does not hold a role that may sign this",
        "该人员不具备签署岗位")
    package static let staffSuspended = Refusal(
        3107, "staff-suspended", "the person is suspended", "该人员已被停用")
    package static let staffExpired = Refusal(
        3108, "staff-expired", "the person's enrolment is not in force at this time",
        "该人员登记不在有效期内")
    package static let memberSuspended = Refusal(
        3109, "member-suspended", "the member is suspended", "该机构已被停用")
    package static let notHolder = Refusal(
        3110, "not-holder", "only the holder may do this", "仅持有方可执行此操作")
    package static let notReceiver = Refusal(
        3111, "not-receiver", "only the receiver may do this", "仅接收方可执行此操作")
    package static let partyMissing = Refusal(
        3112, "party-missing", "the parties that the charter names have not signed",
        "章程规定的当事方未签署")

    package static let principalMissing = Refusal(
        3113, "principal-missing", "the member on whose behalf it is done has not signed",
        "被代表机构未签署")
    package static let appointersMissing = Refusal(
        3114, "appointers-missing",
        """
        for a security or audit officer two of three sign: the security officer, the audit officer, \
        the governance key; one of the officers acts by name
        """,
        "涉及安全或审计管理员的，须由安全管理员、审计管理员、治理密钥三者之二签名，并由其中一名管理员具名办理")
    // 3120 … 3129: of new keys. They sign inside the body, so that other signatures beside the
    // transaction mend nothing: these are no refusals of its signers.
    package static let possessionUnproven = Refusal(
        3120, "possession-unproven",
        "a new key did not sign what it is for: prove it where the key is (`tally key prove`)",
        "新密钥未签名证明其用途：请在密钥所在处用 `tally key prove` 生成证明")

    static let signingRefusals = [
        signatureMissing, countersignatureMissing, witnessMissing, quorumMissing, staffMissing,
        roleMissing, staffSuspended, staffExpired, memberSuspended, notHolder, notReceiver,
        partyMissing, principalMissing, appointersMissing,
    ]

    /// Whether it is about who signed: the rule of the kind says who has to.
    package var isOfSignatures: Bool {
        Refusal.signingRefusals.contains(self) || self == .actorUnsigned
    }

    static let possessionRefusals = [possessionUnproven]
}
