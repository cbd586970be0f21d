/// What members do together as words: `change-seats 3 4,5`, first who goes and then who comes.
enum ActText {
    static func words(of act: ConsortiumAct) -> String {
        switch act {
        case .changeSeats(let leaving, let joining):
            "change-seats \(FaultText.list(leaving)) \(FaultText.list(joining))"
        case .recover(let survivors): "recover \(FaultText.list(survivors))"
        }
    }

    static func act(_ words: [String]) -> ConsortiumAct? {
        switch (words.first, words.count) {
        case ("change-seats", 3):
            guard let leaving = FaultText.numbers(words[1]),
                let joining = FaultText.numbers(words[2])
            else { return nil }
            return .changeSeats(leaving: leaving, joining: joining)
        case ("recover", 2): return FaultText.numbers(words[1]).map { .recover(survivors: $0) }
        default: return nil
        }
    }
}
