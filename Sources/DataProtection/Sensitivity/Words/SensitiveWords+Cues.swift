extension SensitiveWords {
    /// What follows is denied or only suspected: level 2, as health-data lists have it.
    static let denials = [
        "否认", "排除", "除外", "疑似", "可疑", "未见", "未发现", "未患", "no history of",
        "no known history of", "no evidence of", "no sign of", "no signs of",
        "no family history of",
        "denies", "denied", "rule out", "ruled out", "r o", "suspected", "suspicion of",
        "without evidence of", "without history of",
    ]

    /// The same, where what follows is called a history.
    static let absences = ["无", "没有", "均无"]

    /// A denial does not reach over these.
    static let affirmations = [
        "有", "曾", "患有", "患者", "确诊", "诊断", "提示", "阳性", "出现", "伴", "既往", "现", "但", "诱因",
        "个人史", "but", "has", "with", "positive", "diagnosed", "history positive", "however",
    ]

    /// Right after a word: not yet, or no longer.
    static let afterwards = ["待排", "待除外", "已排除", "可排除", "ruled out", "not excluded"]

    static let vaccines = ["疫苗", "接种", "vaccin*", "immuniz*", "immunis*"]

    static let histories = ["史"]
}
