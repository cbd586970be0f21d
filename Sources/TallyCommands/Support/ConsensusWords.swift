/// The words of the interface for where a node and consensus stand, as people read them.
enum ConsensusWords {
    /// A word of `HealthView` or `ConsensusView` in a language; one that a later node adds stays as
    /// it is.
    static func say(_ word: String, _ language: DisplayLanguage) -> String {
        language == .zh ? chinese[word] ?? word : word
    }

    /// Roles, ways of signing, steps and waits, and the vote for no block.
    private static let chinese = [
        "voting": "参与投票", "observing": "仅跟随", "halted": "已停止",
        "signs": "签名", "observes": "不签名", "asks": "正在询问以往签名", "silenced": "已停止签名",
        "propose": "提案", "prevote": "预投票", "precommit": "预提交",
        "interval": "区块最小间隔", "empty": "空区块间隔", "resend": "重发", "nil": "空",
    ]
}
