import Evidence
import Interchange
import LedgerTypes

/// What a transaction does, in words, for whoever is asked to sign it.
enum TransactionWords {
    /// What it is, who acts, and every line that this version has words for; says so where it has none.
    static func text(_ transaction: Transaction, _ language: DisplayLanguage) -> String {
        let actor =
            transaction.staff.map { "\(transaction.member)/\($0)" } ?? transaction.member.text
        var lines = [
            transaction.kind.described(language),
            language.say("  行为方：\(actor)", "  acts: \(actor)"),
        ]
        let found = details(transaction, language)
        lines += found.map { "  \($0.name)\(language.say("：", ": "))\($0.value)" }
        if found.isEmpty {
            lines.append(
                language.say(
                    "  本版本不能说明该类交易的内容：请向制作者索取原文，核对编号 \(transaction.id) 后再签",
                    "  this version has no words for what it does: ask whoever made it, and sign only "
                        + "if the id \(transaction.id) is theirs"))
        }
        return lines.joined(separator: "\n")
    }

    /// What hides or reorders text in a value that somebody chose is written out.
    private static func details(
        _ transaction: Transaction, _ language: DisplayLanguage
    ) -> [(name: String, value: String)] {
        let governance = DraftWording.lines(of: transaction)?.map {
            EventAccount.Line($0.chinese, $0.english, $0.value)
        }
        return (governance ?? EventAccount(of: transaction).lines).map {
            (language.say($0.chinese, $0.english), $0.visibleValue)
        }
    }
}
