/// Outcomes of decisions in both languages.
enum DecisionText {
    static func outcome(_ outcome: String, _ language: DisplayLanguage) -> String {
        switch outcome {
        case "permit": language.say("准许", "permit")
        case "deny": language.say("拒绝", "deny")
        case "escalate": language.say("提请委员会", "escalate")
        default: outcome
        }
    }
}
