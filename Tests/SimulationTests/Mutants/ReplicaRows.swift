import Mutants

/// Where the simulation sees mutants of the replica: the first scenario that `tally-sim mutants` finds.
let replicaRows: [MutantRow] = [
    MutantRow(.seatChangeAtOnce, "random", 1),
    MutantRow(.seatChangeLate, "random", 1),
    MutantRow(.silentSourceKept, "recovery", 8),
    MutantRow(.spentPooled, "random", 5),
    MutantRow(.contentsAskedOfOne, "lost-contents", 3),
    MutantRow(.syncBlocksUnordered, "late-nodes", 3),
    MutantRow(.lateVotesUnanswered, "lost-contents", 1),
    MutantRow(.ownVotesUnasked, "old-disks", 0),
    MutantRow(.ownVotesUntold, "old-disks", 0),
    MutantRow(.answersOfOne, "old-disks", 164),
    MutantRow(.tipNotWaitedFor, "old-disks", 12),
    MutantRow(.answersUnheeded, "old-disks", 0),
    MutantRow(.answersOfAnyKey, "old-disks", 5),
    MutantRow(.clockOfOnePeer, "false-clocks", 1),
    MutantRow(.clockJumpUnread, "false-clocks", 8),
    MutantRow(.poolUnbounded, "pool-shares", 20_000),
    MutantRow(.floodDrivesOut, "pool-shares", 20_000),
    MutantRow(.anyAnswerAmple, "late-nodes", 5),
    MutantRow(.clockNeverWrong, "false-clocks", 292),
    MutantRow(.tipOfOne, "late-nodes", 77),
]

/// No scenario can show these, each for the reason given; unit tests catch them.
let replicaUnseen: [Mutant: String] = [
    .parentCertificateUnread: "not seen so far",
    .parentCertificateAbsent: "not seen so far",
    .blockSizeUnread: "not seen so far",
    .epochUnread: "not seen so far",
    .loggedBlocksOfAnyRound: "not seen so far",
    .decidedByOtherSeats: "not seen so far",
    .expiredBuilt: "not seen so far",
    .evidenceUnchecked: "not seen so far",
    .evidenceKept: "not seen so far",
    .evidenceNotBuilt: "not seen so far",
    .evidenceUnbounded: "not seen so far",
    .lateAmnesiaUnnoticed: "not seen so far",
    .otherSeatsAccused: "not seen so far",
    .ordersUnchecked: "not seen so far",
    .adoptsUncertifiedRecovery: "not seen so far",
    .adoptsWithoutOwnVotes: "not seen so far",
    .recoveredInAnyRound: "not seen so far",
]
