import Mutants

/// Where the simulation sees mutants of the replica: the first scenario that `tally-sim mutants` finds.
let replicaRows: [MutantRow] = [
    MutantRow(.seatChangeAtOnce, "random", 1),
    MutantRow(.seatChangeLate, "random", 1),
    MutantRow(.silentSourceKept, "recovery", 8),
    MutantRow(.spentPooled, "random", 5),
]

/// No scenario can show these, each for the reason given; unit tests catch them.
let replicaUnseen: [Mutant: String] = [
    .answersOfOne: "not seen so far",
    .parentCertificateUnread: "not seen so far",
    .parentCertificateAbsent: "not seen so far",
    .blockSizeUnread: "not seen so far",
    .epochUnread: "not seen so far",
    .loggedBlocksOfAnyRound: "not seen so far",
    .decidedByOtherSeats: "not seen so far",
    .expiredBuilt: "not seen so far",
    .contentsAskedOfOne: "not seen so far",
    .syncBlocksUnordered: "not seen so far",
    .anyAnswerAmple: "not seen so far",
    .lateVotesUnanswered: "not seen so far",
    .evidenceUnchecked: "not seen so far",
    .evidenceKept: "not seen so far",
    .evidenceNotBuilt: "not seen so far",
    .evidenceUnbounded: "not seen so far",
    .lateAmnesiaUnnoticed: "not seen so far",
    .otherSeatsAccused: "not seen so far",
    .ownVotesUnasked: "not seen so far",
    .ownVotesUntold: "not seen so far",
    .tipNotWaitedFor: "not seen so far",
    .answersUnheeded: "not seen so far",
    .answersOfAnyKey: "not seen so far",
    .ordersUnchecked: "not seen so far",
    .adoptsUncertifiedRecovery: "not seen so far",
    .adoptsWithoutOwnVotes: "not seen so far",
    .recoveredInAnyRound: "not seen so far",
    .clockNeverWrong: "not seen so far",
    .clockOfOnePeer: "not seen so far",
    .clockJumpUnread: "not seen so far",
    .tipOfOne: "not seen so far",
    .poolUnbounded: "not seen so far",
    .floodDrivesOut: "not seen so far",
]
