import Mutants

/// Where the simulation sees mutants of the replica: the first scenario that `tally-sim mutants` finds.
let replicaRows: [MutantRow] = [
    MutantRow(.seatChangeAtOnce, "random", 1),
    MutantRow(.seatChangeLate, "random", 1),
    MutantRow(.silentSourceKept, "recovery", 8),
    MutantRow(.spentPooled, "random", 5),
    MutantRow(.parentCertificateUnread, "false-blocks", 140),
    MutantRow(.parentCertificateAbsent, "false-blocks", 138),
    MutantRow(.blockSizeUnread, "false-blocks", 33),
    MutantRow(.epochUnread, "false-blocks", 152),
    MutantRow(.loggedBlocksOfAnyRound, "recovery-orders", 16),
    MutantRow(.decidedByOtherSeats, "recovery-orders", 18),
    MutantRow(.ordersUnchecked, "recovery-orders", 1),
    MutantRow(.adoptsUncertifiedRecovery, "recovery-orders", 7),
    MutantRow(.adoptsWithoutOwnVotes, "recovery-orders", 19),
    MutantRow(.recoveredInAnyRound, "recovery-orders", 10),
    MutantRow(.expiredBuilt, "own-blocks", 17),
    MutantRow(.evidenceUnchecked, "shown-evidence", 6),
    MutantRow(.evidenceKept, "shown-evidence", 0),
    MutantRow(.evidenceNotBuilt, "shown-evidence", 0),
    MutantRow(.evidenceUnbounded, "shown-evidence", 5),
    MutantRow(.lateAmnesiaUnnoticed, "shown-evidence", 2),
    MutantRow(.otherSeatsAccused, "shown-evidence", 8),
]

/// No scenario can show these, each for the reason given; unit tests catch them.
let replicaUnseen: [Mutant: String] = [
    .answersOfOne: "not seen so far",
    .contentsAskedOfOne: "not seen so far",
    .syncBlocksUnordered: "not seen so far",
    .anyAnswerAmple: "not seen so far",
    .lateVotesUnanswered: "not seen so far",
    .ownVotesUnasked: "not seen so far",
    .ownVotesUntold: "not seen so far",
    .tipNotWaitedFor: "not seen so far",
    .answersUnheeded: "not seen so far",
    .answersOfAnyKey: "not seen so far",
    .clockNeverWrong: "not seen so far",
    .clockOfOnePeer: "not seen so far",
    .clockJumpUnread: "not seen so far",
    .tipOfOne: "not seen so far",
    .poolUnbounded: "not seen so far",
    .floodDrivesOut: "not seen so far",
]
