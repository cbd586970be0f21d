/// What a person does as words: `ask 0 2 record`, `alone 1 3`, `propose 0 2`.
enum DutyText {
    static func words(of act: DutyAct) -> String {
        switch act {
        case .ask(let asker, let holder, let hasRecord):
            "ask \(asker) \(holder) \(hasRecord ? "record" : "mixed-record")"
        case .suspend(let node): "suspend \(node)"
        case .alone(let node, let count): "alone \(node) \(count)"
        case .propose(let node, let version): "propose \(node) \(version)"
        }
    }

    static func act(_ words: [String]) -> DutyAct? {
        guard let key = words.first, let node = words.dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        let rest = Array(words.dropFirst(2))
        let number = rest.first.flatMap { Int($0) }
        switch (key, rest.count) {
        case ("ask", 2):
            guard let number, ["record", "mixed-record"].contains(rest[1]) else { return nil }
            return .ask(asker: node, holder: number, hasRecord: rest[1] == "record")
        case ("suspend", 0): return .suspend(node)
        case ("alone", 1):
            return number.flatMap {
                1...Limits.mostAlone ~= $0 ? .alone(node, count: $0) : nil
            }
        // A version names the one that it supersedes.
        case ("propose", 1):
            return number.flatMap {
                2...Limits.highestVersion ~= $0 ? .propose(node, version: $0) : nil
            }
        default: return nil
        }
    }
}
