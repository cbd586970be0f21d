import Mutants

@testable import Simulation

/// Work with the outside: runs in which a permit, an emergency or a notice comes to a wrong end.
let dutyRows: [MutantRow] = [
    MutantRow(.releaseMadeAgain, "duties", 2)
]

/// Not seen yet, since only a few seeds of the campaign were tried for each; unit tests catch them.
let dutiesUnseen: [Mutant: String] = [
    .stageUnwritten: "no seed was found among the first eight",
    .expiredByWallClock: "no seed was looked for",
    .searchedUnfound: "no seed was looked for",
    .withholdingOmitted: "no seed was found among the first nine",
    .acknowledgedUnkept: "no seed was found among the first ten",
    .shownUnrecorded: "no seed was found among the first ten",
]
