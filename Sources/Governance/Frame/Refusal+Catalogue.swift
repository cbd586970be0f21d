extension Refusal {
    /// The lists of all sub-domains; a new list is added here and nowhere else.
    static let catalogue: [[Refusal]] = [
        admissionRefusals, signingRefusals, possessionRefusals, identityRefusals, dataRefusals,
        recordRefusals, requestRefusals, caseRefusals, charterRefusals, overrideRefusals,
        codeRefusals, noticeRefusals, licenceRefusals, mergeRefusals, seatRefusals, subjectRefusals,
        quotaRefusals, recallRefusals,
    ]
}

// 3000 … 3039: not admitted, so never in a block. 3050, 3051: the frame. 3040, 3052 …: quotas.
extension Refusal {
    package static let malformed = Refusal(
        3001, "malformed", "the payload is not a canonical body of its kind",
        "载荷不是该类交易的规范形式")
    package static let wrongChain = Refusal(
        3002, "wrong-chain", "the transaction belongs to another chain", "交易属于另一条链")
    package static let wrongSuite = Refusal(
        3003, "wrong-suite", "the transaction uses another crypto suite than the chain",
        "交易使用的密码套件与本链不同")
    package static let unknownMember = Refusal(
        3004, "unknown-member", "the acting member is not enrolled", "行为机构未登记")
    package static let unknownStaff = Refusal(
        3005, "unknown-staff", "the acting person is not enrolled at the member",
        "行为人员未在该机构登记")
    package static let expired = Refusal(
        3006, "expired", "the transaction was valid only until an earlier time", "交易已过有效期")
    package static let validTooLong = Refusal(
        3007, "valid-too-long", "a transaction is valid for at most 24 hours", "交易有效期超过24小时")
    package static let signatureUnknown = Refusal(
        3008, "signature-unknown", "a signature is by a key that the chain does not know",
        "签名所用密钥未在链上登记")
    package static let signatureWrong = Refusal(
        3009, "signature-wrong", "a signature does not verify", "签名验证失败")
    package static let unsigned = Refusal(
        3010, "unsigned", "the transaction has no signature", "交易没有签名")
    package static let recoveryApart = Refusal(
        3011, "recovery-apart",
        "a recovery is never submitted: operators install its order file by file",
        "恢复令不得提交入池，须由运营人员以文件方式逐一安装")
    // The pool's own: such a transaction could be in a block, and a node does not keep it for one.
    package static let poolFull = Refusal(
        3012, "pool-full",
        "too many transactions wait at this node: submit it again in a few seconds",
        "本节点等待上链的交易过多：请数秒后重新提交")
    package static let tooLarge = Refusal(
        3013, "too-large", "the transaction is larger than a block may be", "交易大小超过区块上限")
    package static let nobodyInForce = Refusal(
        3014, "nobody-in-force",
        "every key that signed it is replaced, or of somebody who is suspended",
        "签名所用密钥均已更换，或其持有者已被暂停")
    package static let actorUnsigned = Refusal(
        3015, "actor-unsigned",
        """
        the acting person, or where none is named the acting member, or somebody else whom the \
        transaction names as signing, has not signed with a key in force: collect that signature \
        and submit again
        """,
        "行为人（未写明时为行为机构）或交易中写明须签名者未以有效密钥签名：请补齐签名后重新提交")
    package static let signersCannot = Refusal(
        3016, "signers-cannot",
        """
        nobody who signed may do this, whatever the state: have it signed by the person, gateway or \
        governance key that docs/reference/transactions.md names for its kind
        """,
        "所有签名者均无权进行此类交易：请由 docs/reference/transactions.md 所列的人员、网关或治理密钥签名")
    package static let duplicate = Refusal(
        3050, "duplicate", "the same transaction is on the chain already", "同一交易已在链上")
    package static let notInForce = Refusal(
        3051, "not-in-force", "this kind of transaction is not in force on the chain yet",
        "该类交易尚未在本链启用")

    static let admissionRefusals = [
        malformed, wrongChain, wrongSuite, unknownMember, unknownStaff, expired, validTooLong,
        signatureUnknown, signatureWrong, unsigned, recoveryApart, poolFull, tooLarge,
        nobodyInForce, actorUnsigned, signersCannot, duplicate, notInForce,
    ]
}
