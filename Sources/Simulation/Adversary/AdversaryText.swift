/// A recipe in words, one part a line.
package enum AdversaryText {
    package static func lines(of recipe: AdversaryRecipe) -> [String] {
        var lines = [
            "seed \(recipe.seed), \(recipe.seats) seats, profile \(recipe.profile.rawValue),"
                + " heights \(recipe.heights), heals at \(recipe.healsAt) ms",
            "faulty \(list(recipe.faulty)); hears \(recipe.hearsAll ? "all" : "its own mail");"
                + " \(recipe.follows ? "votes" : "does not vote") as the protocol says;"
                + " \(recipe.proposes ? "proposes" : "does not propose") in its turn",
            "delay \(recipe.delay.lowerBound) to \(recipe.delay.upperBound) ms",
        ]
        lines += recipe.losses.map { loss in
            let rounds = loss.rounds.map { " of rounds \($0.lowerBound) to \($0.upperBound)" }
            return "lost: \(loss.kind.rawValue)\(rounds ?? ""), \(seats(loss.senders, recipe)) to"
                + " \(seats(loss.receivers, recipe)), \(loss.from) to \(loss.until) ms"
        }
        lines += recipe.crashes.map { "crash: m\($0.seat), \($0.at) to \($0.until) ms" }
        lines += recipe.manners.map { manner in
            "\(manner.step) of round \(manner.round): to \(seats(manner.told, recipe)),"
                + " others \(manner.rest.rawValue)"
        }
        lines += recipe.acts.enumerated().map { number, act in
            let copies = act.copies.map { ", again after \($0) ms" }.joined()
            return "act \(number): \(words(act.trigger)) of height \(act.height), after"
                + " \(act.delay) ms, to \(seats(act.receivers, recipe)): \(act.form.words)\(copies)"
        }
        return lines
    }

    private static func words(_ trigger: AdversaryRecipe.Trigger) -> String {
        switch trigger {
        case .time(let time): "at \(time) ms"
        case .round(let round): "round \(round)"
        case .turn(let number): "own turn \(number)"
        case .quorum(let step): "a quorum of \(step)s"
        }
    }

    private static func seats(_ mask: UInt64, _ recipe: AdversaryRecipe) -> String {
        mask == recipe.everyone
            ? "all" : list((0..<recipe.seats).filter { mask >> UInt64($0) & 1 == 1 })
    }

    private static func list(_ seats: [Int]) -> String {
        seats.isEmpty ? "nobody" : seats.map { "m\($0)" }.joined(separator: " ")
    }
}
