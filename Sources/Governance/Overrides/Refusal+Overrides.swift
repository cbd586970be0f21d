// 3460 … 3489: overrides, online and offline.
extension Refusal {
    package static let unknownOverride = Refusal(
        3460, "unknown-override", "the override does not exist",
        "应急越权记录不存在")
    package static let overrideTooLong = Refusal(
        3461, "override-too-long", "an override ends within 6 hours",
        "应急越权不得超过6小时")
    package static let overrideMalformed = Refusal(
        3462, "override-malformed", "the override lacks a reason, fields or a purpose",
        "应急越权缺少理由、字段或用途")
    package static let approverIsPhysician = Refusal(
        3463, "approver-is-physician", "the approver must be another person than the physician",
        "批准人不得为申请医师本人")
    package static let approvalNotPending = Refusal(
        3464, "approval-not-pending", "the override does not wait for an approver",
        "该应急越权无需或已经批准")
    package static let overrideEnded = Refusal(
        3465, "override-ended", "the override has ended",
        "该应急越权已结束")
    package static let writtenUpAlready = Refusal(
        3466, "written-up-already", "the override is written up",
        "该应急越权已补录")
    package static let notPhysician = Refusal(
        3467, "not-physician", "only the physician who declared it may do this",
        "仅声明医师本人可执行此操作")
    package static let overrideElsewhere = Refusal(
        3469, "override-elsewhere", "the patient is registered at another holder",
        "患者登记于其他持有方")
    package static let writeUpEmpty = Refusal(
        3468, "write-up-empty", "a write-up carries the commitment of its text",
        "补录须附文本承诺值")
    package static let approverForeign = Refusal(
        3477, "approver-foreign",
        "a second approver is a physician of the holder, or whom the declaration names",
        "第二批准人须为持有方医师，或声明中写明的医师")
    package static let overrideKindForeign = Refusal(
        3478, "override-kind-foreign",
        """
        members of this kind open no data in an emergency: ask a physician of a member that treats \
        patients, or let the consortium vote on `overrideKinds`
        """,
        "该类机构不得应急越权：请由收治患者的机构医师声明，或由联盟表决 `overrideKinds` 参数")
    package static let offlineNotHolder = Refusal(
        3470, "offline-not-holder", "a node that is cut off opens its own data only",
        "离线节点只能开放本机构数据")
    package static let offlineWrongChain = Refusal(
        3471, "offline-wrong-chain", "the offline record is not based on this chain",
        "离线记录不属于本链")
    package static let offlineClock = Refusal(
        3472, "offline-clock", "the offline record is dated after this block",
        "离线记录时间晚于本区块")
    package static let offlineUnsigned = Refusal(
        3473, "offline-unsigned", "a signature of the offline record is lacking",
        "离线记录缺少医师、批准人或网关签名")
    package static let offlineSequenceTaken = Refusal(
        3474, "offline-sequence-taken", "a record of this sequence is anchored",
        "该序号的离线记录已上链")
    package static let offlineLinkBroken = Refusal(
        3475, "offline-link-broken", "the offline record does not link to its neighbours",
        "离线记录与前后记录不相衔接")
    package static let offlineGaps = Refusal(
        3476, "offline-gaps", "too many sequence numbers are missing",
        "缺失的离线序号过多")

    static let overrideRefusals = [
        unknownOverride, overrideTooLong, overrideMalformed, approverIsPhysician,
        approvalNotPending, approverForeign, overrideKindForeign, overrideEnded, writtenUpAlready,
        notPhysician,
        overrideElsewhere,
        writeUpEmpty, offlineNotHolder, offlineWrongChain, offlineClock, offlineUnsigned,
        offlineSequenceTaken, offlineLinkBroken, offlineGaps,
    ]
}
