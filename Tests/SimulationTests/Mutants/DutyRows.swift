import Mutants

@testable import Simulation

/// Work with the outside: runs in which a permit, an emergency or a notice comes to a wrong end.
let dutyRows: [MutantRow] = [
    MutantRow(.releaseMadeAgain, "duties", 2),
    MutantRow(.stageUnwritten, "duties", 3),
    MutantRow(.withholdingOmitted, "duties", 5),
]

/// Not seen yet, since only a few seeds of the campaign were tried for each; unit tests catch them.
let dutiesUnseen: [Mutant: String] = [
    .expiredByWallClock: "no seed was found among the first five",
    .searchedUnfound: "no seed was found among the first five",
    .acknowledgedUnkept: "no seed was found among the first five",
    .shownUnrecorded: "no seed was found among the first five",
]
