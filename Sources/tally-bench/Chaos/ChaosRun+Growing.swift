import Foundation

extension ChaosRun {
    /// Three followers get seats one after another, and give them up again; one seat is down all the
    /// time, and the load goes on.
    func growAndShrink() throws {
        let old = network.voters
        let candidates = GrowingConsortium.candidates
        guard let caller = old.first else { return }
        narrator.say(
            "三家机构先旁听：\(candidates.joined(separator: "、"))",
            "three institutions follow first: \(candidates.joined(separator: ", "))")
        for name in candidates { try network[name].start() }
        let target = network.tip
        for name in candidates {
            narrator.expect(
                network.wait(for: name) { $0.height >= max(target, 18) && $0.role == "observing" },
                "\(name) 追上并旁听", "\(name) has caught up and observes")
        }
        let down = random.pick(old.filter { $0 != caller })
        narrator.say("\(down) 停机", "\(down) is down")
        network[down].kill()
        var seats = old
        for name in candidates {
            try changeSeats(&seats, to: seats + [name], calledAt: caller)
            narrator.expect(
                network.wait(for: name) { $0.role == "voting" },
                "\(name) 无须重启即参加表决", "\(name) votes without a restart")
        }
        try network[down].start()
        narrator.expect(
            network.wait(for: down) { $0.role == "voting" && $0.seats == 7 },
            "\(down) 重启后知道七个席位", "\(down) is back and knows of seven seats")
        let other = random.pick(old.filter { $0 != caller && $0 != down })
        narrator.say("\(other) 停机", "\(other) is down")
        network[other].kill()
        try changeSeats(&seats, to: Array(seats.dropLast(2)), calledAt: caller)
        try changeSeats(&seats, to: Array(seats.dropLast()), calledAt: caller)
        expectProgress(at: caller, "四席之中一席停机，链照常前进", "with four seats and one down it goes on")
        for name in candidates {
            narrator.expect(
                network.wait(for: name) { $0.role == "observing" },
                "\(name) 交还席位后旁听", "\(name) has given its seat back and observes")
        }
        try network[other].start()
        try askFollowers(candidates)
    }

    /// Changes who votes, and waits until the new seats have made blocks.
    func changeSeats(
        _ seats: inout [String], to next: [String], calledAt caller: String
    ) throws {
        let outcome = try network.changeSeats(from: seats, to: next, at: caller)
        let count = next.count
        narrator.expect(
            outcome == "accepted" && network.wait(for: caller) { $0.seats == count },
            "席位 \(seats.count) → \(count)：\(outcome)",
            "seats \(seats.count) -> \(count): \(outcome)")
        seats = next
        expectProgress(at: caller, "新席位继续出块", "the new seats go on")
    }

    /// Followers hold the same chain; then they are stopped.
    private func askFollowers(_ names: [String]) throws {
        let height = network.tip
        for name in names {
            narrator.expect(
                network.wait(for: name) { $0.height >= height }, "\(name) 有全部区块",
                "\(name) has all blocks")
            narrator.note(violations: try audit.read(name, through: height))
            network[name].stop()
        }
    }
}
