import LedgerTypes

/// Tells the story as it happens, and counts what did not hold.
final class DemoNarrator {
    let language: DisplayLanguage
    private let began = ContinuousClock.now
    private(set) var checks = 0
    private(set) var failures: [String] = []

    init(language: DisplayLanguage) { self.language = language }

    /// A chapter of the story.
    func step(_ number: Int, _ zh: String, _ en: String) {
        let elapsed = ContinuousClock.now - began
        let seconds = elapsed.components.seconds
        line("")
        line(language.say("【第 \(number) 步】\(zh)", "[step \(number)] \(en)") + "  (\(seconds) s)")
    }

    /// What is being done, or was found.
    func say(_ zh: String, _ en: String) { line("  " + language.say(zh, en)) }

    /// Several lines, such as a decision.
    func block(_ zh: String, _ en: String) {
        for part in language.say(zh, en).split(separator: "\n") { line("    \(part)") }
    }

    /// Something that must hold.
    func expect(_ holds: Bool, _ zh: String, _ en: String) {
        checks += 1
        line("  \(holds ? "✓" : "✗") " + language.say(zh, en))
        if !holds { failures.append(language.say(zh, en)) }
    }

    private func line(_ text: String) {
        Console.print(text)
    }
}
