#if DEBUG || TALLY_MUTANTS
    extension Mutant {
        /// The mutant that the code run here is; nil is the code as it should be. Nothing outside a
        /// process sets it.
        @TaskLocal package static var active: Mutant?

        /// True in builds that have mutants.
        package static let areBuilt = true

        /// True where this mutant is what runs.
        package var isOn: Bool { Mutant.active == self }

        /// Runs code as a mutant, or as it should be.
        package static func with<Result>(
            _ mutant: Mutant?, _ body: () throws -> Result
        ) rethrows -> Result {
            try $active.withValue(mutant, operation: body)
        }
    }
#endif
