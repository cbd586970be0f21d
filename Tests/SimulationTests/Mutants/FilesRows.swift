import Mutants

/// Where the simulation sees mutants of a seat's files, the store and the node: the first scenario that `tally-sim mutants` finds.
let filesRows: [MutantRow] = [
    MutantRow(.sendBeforePersist, "random", 173, seats: [4]),
    MutantRow(.commitBeforePersist, "random", 2, seats: [4]),
    MutantRow(.noVoteFiles, "random", 18, seats: [4]),
    MutantRow(.registerNotAsked, "seat-files", 38),
    MutantRow(.logNotWritten, "seat-files", 38),
    MutantRow(.otherSignatureSent, "seat-files", 114),
    MutantRow(.begunUnraised, "seat-files", 8_513),
    MutantRow(.recoveredNotRegistered, "seat-files", 988),
    MutantRow(.anyRecordRegistered, "seat-files", 2_698),
    MutantRow(.signsFromIgnored, "seat-files", 2_660),
    MutantRow(.aheadLogIgnored, "seat-files", 36_674),
    MutantRow(.barrierIgnored, "seat-files", 8_513),
    MutantRow(.lostWordIgnored, "seat-files", 2_660),
    MutantRow(.registerForgets, "seat-files", 38),
    MutantRow(.registerTakesConflict, "seat-files", 38),
    MutantRow(.registerTakesBehind, "seat-files", 76),
    MutantRow(.registerNotSynced, "seat-files", 114),
    MutantRow(.olderRegisterTaken, "seat-files", 43_401),
    MutantRow(.logNotSynced, "seat-files", 114),
    MutantRow(.reserveIgnored, "seat-files", 14_455),
    MutantRow(.brokenLogWritten, "seat-files", 456),
    MutantRow(.tornVoteKept, "seat-files", 632),
    MutantRow(.damageTakenForTorn, "seat-files", 61_035),
    MutantRow(.frameChecksumUnread, "seat-files", 3_002),
    MutantRow(.storeNotSynced, "block-files", 144),
    MutantRow(.brokenStoreWritten, "block-files", 2_556),
    MutantRow(.tornTailKept, "block-files", 7_889),
    MutantRow(.foreignBlockStored, "block-files", 8),
    MutantRow(.wrongHeightStored, "block-files", 256),
    MutantRow(.brokenLinkTaken, "block-files", 8),
    MutantRow(.replacedUnlinked, "block-files", 19_980),
    MutantRow(.lostBlocksOverlooked, "block-files", 14_652),
]

/// No scenario can show these, each for the reason given; unit tests catch them.
let filesUnseen: [Mutant: String] = [:]
