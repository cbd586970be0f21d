// 3400 … 3449: declared records and grants.
extension Refusal {
    package static let unknownCharter = Refusal(
        3401, "unknown-charter", "the charter is not in force", "该章程未生效")
    package static let unknownRecordType = Refusal(
        3402, "unknown-record-type", "the charter declares no such record", "章程未定义该类记录")
    package static let unknownRecord = Refusal(
        3403, "unknown-record", "there is no such record", "不存在该记录")
    package static let unknownTransition = Refusal(
        3404, "unknown-transition", "the charter has no such transition for the record",
        "章程未为该记录定义此流转")
    package static let fieldsMalformed = Refusal(
        3405, "fields-malformed",
        """
        the fields are not those that the charter declares; texts are codes of at most 64 letters, \
        digits and _ - . @ / : #
        """,
        "字段与章程定义不符；文本须为不超过64个字符的代码，限字母、数字及 _ - . @ / : #")
    package static let termsMalformed = Refusal(
        3406, "terms-malformed",
        """
        the terms of the grant are missing or out of range; an ethics approval is a code of at most \
        64 letters, digits and _ - . @ / : #
        """,
        "授权条款缺失或超出范围；伦理批准须为不超过64个字符的代码，限字母、数字及 _ - . @ / : #")
    package static let termsDiffer = Refusal(
        3407, "terms-differ", "the terms of the grant say otherwise than its fields",
        "授权条款与记录字段不一致")
    package static let wrongState = Refusal(
        3408, "wrong-state", "the record is not in the state from which this step leads",
        "记录不处于该流转的起始状态")
    package static let guardFails = Refusal(
        3409, "guard-fails", "the condition of the transition does not hold", "流转条件不成立")

    static let recordRefusals = [
        unknownCharter, unknownRecordType, unknownRecord, unknownTransition, fieldsMalformed,
        termsMalformed, termsDiffer, wrongState, guardFails,
    ]
}
