import BlockStore

/// A fault as words: `power-cut 2`, `partition 0,1 2,3`, `fail-change 1 4 torn-power-cut`.
enum FaultText {
    static func words(of event: FaultEvent) -> String {
        switch event {
        case .powerCut(let node): "power-cut \(node)"
        case .kill(let node): "kill \(node)"
        case .powerCutBeforeEffect(let node, let number): "power-cut-before \(node) \(number)"
        case .restart(let node): "restart \(node)"
        case .pause(let node): "pause \(node)"
        case .resume(let node): "resume \(node)"
        case .partition(let groups): "partition " + groups.map(list).joined(separator: " ")
        case .cut(let sender, let receiver): "cut \(sender) \(receiver)"
        case .mend(let sender, let receiver): "mend \(sender) \(receiver)"
        case .mendAll: "mend-all"
        case .swizzle(let nodes, let duration): "swizzle \(list(nodes)) \(duration)"
        case .conditions(let conditions): "conditions " + ScenarioText.words(of: conditions)
        case .moveClock(let node, let shift): "move-clock \(node) \(shift)"
        case .fillDisk(let node): "fill-disk \(node)"
        case .freeDisk(let node): "free-disk \(node)"
        case .failChange(let node, let number, let mode):
            "fail-change \(node) \(number) \(words(of: mode))"
        case .rot(let node): "rot \(node)"
        case .lose(let node): "lose \(node)"
        case .revive(let node): "revive \(node)"
        case .wipe(let node): "wipe \(node)"
        case .backUp(let node): "back-up \(node)"
        case .restore(let node): "restore \(node)"
        }
    }

    static func event(_ words: [String]) -> FaultEvent? {
        guard let key = words.first else { return nil }
        let rest = Array(words.dropFirst())
        switch key {
        case "mend-all": return rest.isEmpty ? .mendAll : nil
        case "partition":
            let groups = rest.map(numbers)
            return groups.contains { $0 == nil } ? nil : .partition(groups.compactMap { $0 })
        case "swizzle":
            guard rest.count == 2, let nodes = numbers(rest[0]), let time = UInt64(rest[1]),
                time <= Limits.longestTime
            else { return nil }
            return .swizzle(nodes, over: time)
        case "conditions": return ScenarioText.conditions(rest).map { .conditions($0) }
        case "fail-change":
            guard rest.count >= 3, let node = Int(rest[0]), let number = Int(rest[1]),
                isSmall(number), let mode = mode(Array(rest.dropFirst(2)), of: node)
            else { return nil }
            return .failChange(node, number: number, mode)
        default: return ofNode(key, rest.compactMap { Int($0) }, count: rest.count)
        }
    }

    private static func ofNode(_ key: String, _ numbers: [Int], count: Int) -> FaultEvent? {
        guard numbers.count == count, let node = numbers.first, numbers.allSatisfy(isSmall) else {
            return nil
        }
        if count == 1 {
            return switch key {
            case "power-cut": .powerCut(node)
            case "kill": .kill(node)
            case "restart": .restart(node)
            case "pause": .pause(node)
            case "resume": .resume(node)
            case "fill-disk": .fillDisk(node)
            case "free-disk": .freeDisk(node)
            case "rot": .rot(node)
            case "lose": .lose(node)
            case "revive": .revive(node)
            case "wipe": .wipe(node)
            case "back-up": .backUp(node)
            case "restore": .restore(node)
            default: nil
            }
        }
        guard count == 2 else { return nil }
        return switch key {
        case "power-cut-before": .powerCutBeforeEffect(node, number: numbers[1])
        case "cut": .cut(from: node, to: numbers[1])
        case "mend": .mend(from: node, to: numbers[1])
        case "move-clock": .moveClock(node, by: Int64(numbers[1]))
        default: nil
        }
    }

    /// Whether sums of such numbers do not overflow.
    private static func isSmall(_ number: Int) -> Bool {
        number.magnitude <= Limits.longestTime
    }

    static func list(_ nodes: [Int]) -> String {
        nodes.isEmpty ? "-" : nodes.map(String.init).joined(separator: ",")
    }

    static func numbers(_ word: String) -> [Int]? {
        if word == "-" { return [] }
        let parts = word.split(separator: ",").map { Int($0) }
        return parts.contains { $0 == nil } ? nil : parts.compactMap { $0 }
    }

    private static func words(of mode: FaultyStorage.Mode) -> String {
        switch mode {
        case .once(let fault): "once " + words(of: fault)
        case .tornOnce(let fault): "torn-once " + words(of: fault)
        case .powerCut: "power-cut"
        case .tornPowerCut: "torn-power-cut"
        }
    }

    private static func words(of fault: StorageFault) -> String {
        if case .full = fault { "full" } else { "failed" }
    }

    private static func mode(_ words: [String], of node: Int) -> FaultyStorage.Mode? {
        func fault(_ word: String) -> StorageFault? {
            switch word {
            case "full": .full("disk \(node)")
            case "failed": .failed("disk \(node)", error: 5)
            default: nil
            }
        }
        switch (words[0], words.count) {
        case ("once", 2): return fault(words[1]).map { .once($0) }
        case ("torn-once", 2): return fault(words[1]).map { .tornOnce($0) }
        case ("power-cut", 1): return .powerCut
        case ("torn-power-cut", 1): return .tornPowerCut
        default: return nil
        }
    }
}
