// 3270 … 3279: licences.
extension Refusal {
    package static let licenceUnattested = Refusal(
        3270, "licence-unattested",
        """
        no authority has attested a licence of this person as they are enrolled now: the authority \
        does so with `tally licence attest`
        """,
        "该人员现行登记的执业证未经发证机关证明：请由发证机关执行 `tally licence attest`")
    package static let licenceExpired = Refusal(
        3271, "licence-expired",
        "the person's licence is not in force at this time: the authority attests the renewed one",
        "该人员的执业证不在有效期内：请由发证机关证明续期后的执业证")
    package static let licenceWithdrawn = Refusal(
        3272, "licence-withdrawn",
        "the authority took the person's licence back: ask there",
        "该人员的执业证已被发证机关撤回：请向发证机关查询")
    package static let licenceAuthorityForeign = Refusal(
        3273, "licence-authority-foreign",
        """
        licences are attested and taken back by members of the kinds that the parameter \
        `licensingKinds` names, each in its own name
        """,
        "执业证只能由 `licensingKinds` 参数所列类型的机构以本机构名义证明或撤回")
    package static let licenceOwnPeople = Refusal(
        3274, "licence-own-people",
        "a member attests no licence of its own people: ask another authority",
        "机构不得证明本机构人员的执业证：请由另一发证机关证明")
    package static let licenceOfAnother = Refusal(
        3275, "licence-of-another",
        """
        number, key or role is not what the person is enrolled with: read the enrolment again and \
        attest that
        """,
        "执业证号承诺、密钥或岗位与该人员现行登记不符：请重新读取登记后再证明")
    package static let licenceMalformed = Refusal(
        3276, "licence-malformed", "a licence ends after it begins, and after now",
        "执业证的截止时间须晚于起始时间和当前时间")
    package static let licenceOfOtherKind = Refusal(
        3277, "licence-of-other-kind",
        """
        a licence of another kind is in force for this person, and there is one of a person: the \
        authority takes it back first, or the member enrols the other role under another name
        """,
        "该人员已有另一种执业证有效，一人只能有一种：请先撤回，或由其机构以另一标识登记另一岗位")

    static let licenceRefusals = [
        licenceUnattested, licenceExpired, licenceWithdrawn, licenceAuthorityForeign,
        licenceOwnPeople, licenceOfAnother, licenceMalformed, licenceOfOtherKind,
    ]
}
