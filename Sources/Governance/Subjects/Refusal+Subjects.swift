// 3230 … 3237: recovery of a patient's key.
extension Refusal {
    package static let subjectRecoveryOpen = Refusal(
        3230, "subject-recovery-open",
        "a recovery of this patient's key is announced already: it ends at its time, or by the old key",
        "该患者的密钥找回已公告：到期生效，或由原密钥撤销")
    package static let subjectRecoveryNeedless = Refusal(
        3231, "subject-recovery-needless",
        "the patient has no key: two persons of the holder register one",
        "该患者没有密钥：由持有方两名人员直接登记即可")
    package static let unknownSubjectRecovery = Refusal(
        3232, "unknown-subject-recovery", "this recovery of a patient's key does not exist",
        "该患者密钥找回不存在")
    package static let subjectRecoveryEnded = Refusal(
        3233, "subject-recovery-ended",
        "this recovery has ended: it is in force, cancelled or lapsed",
        "该密钥找回已结束：已生效、已撤销或已失效")
    package static let subjectRecoveryTooSoon = Refusal(
        3234, "subject-recovery-too-soon",
        """
        the patient's key objected to an earlier recovery of the same persons: the wait before \
        their next one doubles each time
        """,
        "原密钥曾撤销相同人员公告的找回：其再次公告的等待期逐次加倍")
    package static let subjectRecoveryWidens = Refusal(
        3235, "subject-recovery-widens",
        """
        a recovery of the patient's key is open: until it ends nothing reaches further on the word \
        of others
        """,
        "患者密钥找回尚未结束：其间不得凭他人证明扩大对其数据的使用")
    package static let guardianMissing = Refusal(
        3236, "guardian-missing",
        "the patient has no guardian: two persons of the holder announce the recovery",
        "该患者没有监护人：应由持有方两名人员公告找回")

    static let subjectRefusals = [
        subjectRecoveryOpen, subjectRecoveryNeedless, unknownSubjectRecovery, subjectRecoveryEnded,
        subjectRecoveryTooSoon, subjectRecoveryWidens, guardianMissing,
    ]
}
