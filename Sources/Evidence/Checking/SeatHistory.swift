import LedgerTypes

/// The seat sets in force, each from a height on, as a file claims them.
struct SeatHistory {
    struct Stage {
        let from: Height
        let seats: SeatSet
        let epoch: UInt64
    }

    /// Ascending; the first is for height 1.
    let stages: [Stage]
    /// The seats that were due where each recovery took their place.
    let due: [SeatSet]

    /// Joins announced changes and recoveries. A change that the last block before a recovery
    /// announced was due, and never decided anything.
    init(founders: SeatSet, steps: [SeatStep], recoveries: [RecoveryClaim]) {
        var stages = [Stage(from: Height(1), seats: founders, epoch: 0)]
        var due: [SeatSet] = []
        var waiting = steps[...]
        func announce(upTo height: Height) {
            while let step = waiting.first, step.block.header.height <= height {
                waiting.removeFirst()
                stages.append(
                    Stage(
                        from: step.block.header.height.next, seats: step.next,
                        epoch: stages[stages.count - 1].epoch))
            }
        }
        for recovery in recoveries {
            announce(upTo: recovery.last)
            due.append(stages[stages.count - 1].seats)
            stages.append(
                Stage(from: recovery.last.next, seats: recovery.seats, epoch: recovery.epoch))
        }
        announce(upTo: Height(.max - 1))
        self.stages = stages
        self.due = due
    }

    var last: SeatSet { stages[stages.count - 1].seats }

    /// What is in force at a height.
    private func stage(at height: Height) -> Stage {
        stages.last { $0.from <= height } ?? stages[0]
    }

    /// The set that decides the block of a height.
    func seats(at height: Height) -> SeatSet { stage(at: height).seats }

    /// The recovery epoch of a height.
    func epoch(at height: Height) -> UInt64 { stage(at: height).epoch }
}
