import Mutants

/// Where the simulation sees mutants of execution: the first scenario that `tally-sim mutants` finds.
let executionRows: [MutantRow] = [
    MutantRow(.evidenceUnexecuted, "seat-changes", 3),
    MutantRow(.executedHeaderUnread, "false-blocks", 2),
    MutantRow(.parentUnread, "false-blocks", 13),
    MutantRow(.blockTimeNotRising, "false-blocks", 15),
    MutantRow(.blockTimeUnbounded, "false-blocks", 57),
    MutantRow(.transactionsUnadmitted, "false-blocks", 25),
    MutantRow(.expiredExecuted, "false-blocks", 30),
    MutantRow(.costUnbounded, "false-blocks", 74),
    MutantRow(.stateUseUncounted, "false-blocks", 75),
    MutantRow(.recoveryNotAlone, "recovery-orders", 12),
    MutantRow(.recoveryOfAnyParent, "recovery-orders", 3),
    MutantRow(.refusedRecoveryTaken, "recovery-orders", 1),
    MutantRow(.dueInRecovery, "recovery-orders", 13),
]

/// No scenario can show these, each for the reason given; unit tests catch them.
let executionUnseen: [Mutant: String] = [
    .parentCertificateOfOther:
        "a second wall: the replica verifies the parent's certificate for the height and block of its head before it executes a block, whatever way it came",
    .wrongHeightExecuted:
        "a second wall: the replica executes no block of another height than the next, and a store opens none that does not follow",
]
