import BlockStore
import LedgerTypes

@testable import Simulation

/// Runs worth reading, by name.
enum Stories {
    static let names = [
        "calm", "proposer-down", "power-cut-of-all", "partition-and-heal", "hidden-lock",
        "equivocating-proposer", "double-voter", "full-disk", "old-backup", "wiped-disk",
        "late-follower", "twins", "seats-come-and-go", "recovered",
    ]

    static func scenario(_ name: String) -> Scenario {
        var story = Scenario(seed: 1)
        switch name {
        case "proposer-down":
            story.plan = [PlannedFault(at: 0, .kill(1)), PlannedFault(at: 9_000, .restart(1))]
            story.healsAt = 9_500
        case "power-cut-of-all":
            story.plan = (0..<4).flatMap {
                [
                    PlannedFault(at: 32, .powerCut($0)),
                    PlannedFault(at: 500 + 10 * UInt64($0), .restart($0)),
                ]
            }
            story.healsAt = 800
        case "partition-and-heal":
            story.plan = [PlannedFault(at: 27, .partition([[0, 1], [2, 3]]))]
            story.healsAt = 4_000
        case "hidden-lock":
            story.faultySeats = [FaultySeatPlan(seat: 3, .hiddenLock)]
            // The proposal does not reach seat 2: only the faulty seat's prevote makes a polka.
            story.rules = [
                MessageRule(.lost, kinds: .proposal, receivers: 0b0100, round: .first)
            ]
            story.healsAt = 3_000
        case "equivocating-proposer":
            story.faultySeats = [FaultySeatPlan(seat: 1, .equivocatingProposer)]
        case "double-voter": story.faultySeats = [FaultySeatPlan(seat: 2, .doubleVoter)]
        case "full-disk":
            story.plan = [
                PlannedFault(at: 10, .fillDisk(2)), PlannedFault(at: 4_000, .freeDisk(2)),
            ]
            story.healsAt = 6_500
        case "old-backup":
            story.plan = [
                PlannedFault(at: 25, .backUp(1)), PlannedFault(at: 31, .restore(1)),
                PlannedFault(at: 40, .restart(1)),
            ]
            story.healsAt = 2_000
        case "wiped-disk":
            story.plan = [PlannedFault(at: 33, .wipe(1)), PlannedFault(at: 60, .restart(1))]
            story.healsAt = 2_000
        case "late-follower":
            story.followers = 1
            story.plan = [PlannedFault(at: 0, .kill(4)), PlannedFault(at: 2_000, .restart(4))]
            story.healsAt = 2_500
        case "seats-come-and-go":
            story.followers = 1
            story.acts = [
                PlannedAct(at: 300, .changeSeats(leaving: [], joining: [4])),
                PlannedAct(at: 3_200, .changeSeats(leaving: [1], joining: [])),
            ]
            // The new seat is down when its first height begins.
            story.plan = [
                PlannedFault(at: 330, .powerCut(4)), PlannedFault(at: 2_100, .restart(4)),
            ]
            story.healsAt = 6_000
        case "recovered":
            story.followers = 1
            story.plan = [
                PlannedFault(at: 1_500, .lose(2)), PlannedFault(at: 1_500, .lose(3)),
                PlannedFault(at: 9_000, .revive(3)),
            ]
            story.acts = [PlannedAct(at: 3_000, .recover(survivors: [0, 1]))]
            story.healsAt = 8_000
        case "twins": story.faultySeats = [FaultySeatPlan(seat: 1, .twins)]
        default: precondition(name == "calm", "no story `\(name)`")
        }
        return story
    }
}
