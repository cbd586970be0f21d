import Mutants

/// Where the simulation sees mutants of a seat's files, the store and the node: the first scenario that `tally-sim mutants` finds.
let filesRows: [MutantRow] = [
    MutantRow(.sendBeforePersist, "random", 173, seats: [4]),
    MutantRow(.commitBeforePersist, "random", 2, seats: [4]),
    MutantRow(.noVoteFiles, "random", 18, seats: [4]),
]

/// No scenario can show these, each for the reason given; unit tests catch them.
let filesUnseen: [Mutant: String] = [
    .registerNotAsked: "not seen so far",
    .logNotWritten: "not seen so far",
    .otherSignatureSent: "not seen so far",
    .begunUnraised: "not seen so far",
    .recoveredNotRegistered: "not seen so far",
    .anyRecordRegistered: "not seen so far",
    .signsFromIgnored: "not seen so far",
    .aheadLogIgnored: "not seen so far",
    .barrierIgnored: "not seen so far",
    .lostWordIgnored: "not seen so far",
    .registerForgets: "not seen so far",
    .registerTakesConflict: "not seen so far",
    .registerTakesBehind: "not seen so far",
    .registerNotSynced: "not seen so far",
    .olderRegisterTaken: "not seen so far",
    .logNotSynced: "not seen so far",
    .reserveIgnored: "not seen so far",
    .brokenLogWritten: "not seen so far",
    .tornVoteKept: "not seen so far",
    .damageTakenForTorn: "not seen so far",
    .frameChecksumUnread: "not seen so far",
    .storeNotSynced: "not seen so far",
    .brokenStoreWritten: "not seen so far",
    .tornTailKept: "not seen so far",
    .foreignBlockStored: "not seen so far",
    .wrongHeightStored: "not seen so far",
    .brokenLinkTaken: "not seen so far",
    .replacedUnlinked: "not seen so far",
    .lostBlocksOverlooked: "not seen so far",
]
