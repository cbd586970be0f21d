// 3400 … 3449: declared records and grants.
extension Refusal {
    public static let unknownCharter = Refusal(
        3401, "unknown-charter", "the charter is not in force", "该章程未生效")
    public static let unknownRecordType = Refusal(
        3402, "unknown-record-type", "the charter declares no such record", "章程未定义该类记录")
    public static let unknownRecord = Refusal(
        3403, "unknown-record", "there is no such record", "不存在该记录")
    public static let unknownTransition = Refusal(
        3404, "unknown-transition", "the charter has no such transition for the record",
        "章程未为该记录定义此流转")
    public static let fieldsMalformed = Refusal(
        3405, "fields-malformed", "the fields are not those that the charter declares",
        "字段与章程定义不符")
    public static let termsMalformed = Refusal(
        3406, "terms-malformed", "the terms of the grant are missing or out of range",
        "授权条款缺失或超出范围")
    public static let termsDiffer = Refusal(
        3407, "terms-differ", "the terms of the grant say otherwise than its fields",
        "授权条款与记录字段不一致")
    public static let wrongState = Refusal(
        3408, "wrong-state", "the record is not in the state from which this step leads",
        "记录不处于该流转的起始状态")
    public static let guardFails = Refusal(
        3409, "guard-fails", "the condition of the transition does not hold", "流转条件不成立")

    static let recordRefusals = [
        unknownCharter, unknownRecordType, unknownRecord, unknownTransition, fieldsMalformed,
        termsMalformed, termsDiffer, wrongState, guardFails,
    ]
}
