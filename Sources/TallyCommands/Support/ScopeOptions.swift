import ArgumentParser
import Governance
import LedgerTypes
import NodeFiles

/// What is agreed to or refused, as `tally consent record` takes it.
struct ScopeOptions: ParsableArguments {
    @Option(help: "Purposes, separated by commas.")
    var purposes: String?

    @Option(help: "Categories of data, ATTR to PUB, separated by commas; left out: all.")
    var categories: String?

    @Option(help: "Highest level of data, 1 … 5; left out: 3.")
    var maximumLevel: UInt64?

    @Option(help: "Members that may receive, separated by commas; left out: all.")
    var audiences: String?

    @Option(help: "Single fields, separated by commas; left out: all of the categories.")
    var fields: String?

    @Option(help: "Actions, separated by commas; left out: all.")
    var actions: String?

    @Option(help: "First day that the data are of; left out: without a beginning.")
    var dataFrom: String?

    @Option(help: "First day that the data are not of any more; left out: without an end.")
    var dataUntil: String?

    @Option(help: "First day; or a file with a FHIR consent, which says all of the scope.")
    var from: String?

    @Option(
        help: """
            First day on which it does not hold any more; open: without an end. With a file: the end \
            of permissions that say none.
            """)
    var until: String?

    /// The file that says what is agreed to; nil where the options do. A day has digits and signs
    /// alone: a file of such a name is written with its folder, such as ./2026.
    var file: String? {
        from.flatMap { $0.allSatisfy { "0123456789-:+.TZ".contains($0) } ? nil : $0 }
    }

    /// The first option that says what a file says already; nil where none is given.
    var givenBeside: String? {
        let all: [(String, Bool)] = [
            ("--purposes", purposes != nil), ("--categories", categories != nil),
            ("--maximum-level", maximumLevel != nil), ("--audiences", audiences != nil),
            ("--fields", fields != nil), ("--actions", actions != nil),
            ("--data-from", dataFrom != nil), ("--data-until", dataUntil != nil),
        ]
        return all.first(where: \.1)?.0
    }

    /// The scope in the words of the vocabularies in force and the names of members.
    ///
    /// - Throws: `Failure` of usage for what could never match anything.
    func scope(_ session: Session) async throws -> ConsentScope {
        let purposes = try Given.needed(purposes, "--purposes")
        let maximumLevel = try maximumLevel.map { maximumLevel in
            try Given.number(maximumLevel, in: 1...5, "--maximum-level")
        }
        let held = try Given.openValidity(
            from: try Given.needed(from, "--from"), until: try Given.needed(until, "--until"),
            now: WallClock.now())
        let data = try Given.dataPeriod(from: dataFrom, until: dataUntil, heldUntil: held.until)
        let categories = try Given.categories(categories ?? "", "--categories")
        let words = try await session.words()
        return ConsentScope(
            purposes: try words.ids(purposes, .purpose, "--purposes"), categories: categories,
            maximumLevel: maximumLevel ?? 3,
            audiences: try await session.memberNames().members(audiences ?? "", "--audiences"),
            fields: try words.ids(fields ?? "", .field, "--fields"),
            actions: try words.ids(actions ?? "", .action, "--actions"), dataFrom: data.from,
            dataUntil: data.until, notBefore: held.from, notAfter: held.until)
    }
}
