// 3220 … 3229: seats.
extension Refusal {
    package static let seatChangeMalformed = Refusal(
        3220, "seat-change-malformed", "the statuses of the candidates are not in order",
        "候选席位状态未按顺序排列")
    package static let seatChangeEmpty = Refusal(
        3221, "seat-change-empty", "these are the seats already", "席位没有变化")
    package static let seatChangePending = Refusal(
        3222, "seat-change-pending", "another change of seats waits for the next height",
        "另一席位变更正待下一高度生效")
    package static let seatChangeTooLarge = Refusal(
        3223, "seat-change-too-large",
        "at one height no more seats may come or go than may be faulty",
        "同一高度增减的席位数不得超过可容忍的故障席位数")
    package static let tooFewSeats = Refusal(
        3224, "too-few-seats", "a chain of four or more seats keeps at least four",
        "四席及以上的链至少保留四席")
    package static let seatsUngovernable = Refusal(
        3225, "seats-ungovernable",
        "too few members with a seat would be active to sign changes of the consortium",
        "有效的席位机构不足，联盟变更将无法达到签名数")
    package static let seatStatusMissing = Refusal(
        3226, "seat-status-missing",
        "each seat that comes or has a new key, and no other, brings its signed status",
        "新增席位或更换密钥的席位须各附一份签名状态，且不得多附")
    package static let seatStatusOld = Refusal(
        3227, "seat-status-old",
        "the candidate's status names no checkpoint of the chain of the last 24 hours",
        "候选席位的状态未指明最近24小时内的检查点")
    package static let seatStatusWrong = Refusal(
        3228, "seat-status-wrong",
        "the candidate's status names another block, or its seat key did not sign it",
        "候选席位的状态指向其他区块，或未经其席位密钥签名")

    static let seatRefusals = [
        seatChangeMalformed, seatChangeEmpty, seatChangePending, seatChangeTooLarge, tooFewSeats,
        seatsUngovernable, seatStatusMissing, seatStatusOld, seatStatusWrong,
    ]
}
