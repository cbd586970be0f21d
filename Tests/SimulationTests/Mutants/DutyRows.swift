import Mutants

@testable import Simulation

/// Work with the outside: runs in which a permit, an emergency or a notice comes to a wrong end.
let dutyRows: [MutantRow] = [
    MutantRow(.stageUnwritten, "duties", 1)
]

/// No scenario can show these, each for the reason given; unit tests catch them.
let dutiesUnseen: [Mutant: String] = [:]
