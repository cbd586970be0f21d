import Mutants

/// Where the simulation sees mutants of execution: the first scenario that `tally-sim mutants` finds.
let executionRows: [MutantRow] = [
    MutantRow(.evidenceUnexecuted, "seat-changes", 3)
]

/// No scenario can show these, each for the reason given; unit tests catch them.
let executionUnseen: [Mutant: String] = [
    .executedHeaderUnread: "not seen so far",
    .parentUnread: "not seen so far",
    .parentCertificateOfOther: "not seen so far",
    .wrongHeightExecuted: "not seen so far",
    .blockTimeNotRising: "not seen so far",
    .blockTimeUnbounded: "not seen so far",
    .transactionsUnadmitted: "not seen so far",
    .expiredExecuted: "not seen so far",
    .costUnbounded: "not seen so far",
    .stateUseUncounted: "not seen so far",
    .recoveryNotAlone: "not seen so far",
    .recoveryOfAnyParent: "not seen so far",
    .refusedRecoveryTaken: "not seen so far",
    .dueInRecovery: "not seen so far",
]
