import ArgumentParser
import Governance
import LedgerTypes
import NodeFiles

/// What is agreed to or refused, as `tally consent record` takes it.
struct ScopeOptions: ParsableArguments {
    @Option(help: "Purposes, separated by commas.")
    var purposes: String

    @Option(help: "Categories of data, ATTR to PUB, separated by commas; left out: all.")
    var categories = ""

    @Option(help: "Highest level of data, 1 … 5.")
    var maximumLevel: UInt64 = 3

    @Option(help: "Members that may receive, separated by commas; left out: all.")
    var audiences = ""

    @Option(help: "Single fields, separated by commas; left out: all of the categories.")
    var fields = ""

    @Option(help: "Actions, separated by commas; left out: all.")
    var actions = ""

    @Option(help: "First day that the data are of; left out: without a beginning.")
    var dataFrom: String?

    @Option(help: "First day that the data are not of any more; left out: without an end.")
    var dataUntil: String?

    @Option(help: "First day.")
    var from: String

    @Option(help: "First day on which it does not hold any more; open: without an end.")
    var until: String

    /// The scope in the words of the vocabularies in force and the names of members.
    ///
    /// - Throws: `Failure` of usage for what could never match anything.
    func scope(_ session: Session) async throws -> ConsentScope {
        let maximumLevel = try Given.number(maximumLevel, in: 1...5, "--maximum-level")
        let held = try Given.openValidity(from: from, until: until, now: WallClock.now())
        let data = try Given.dataPeriod(from: dataFrom, until: dataUntil, heldUntil: held.until)
        let categories = try Given.categories(categories, "--categories")
        let words = try await session.words()
        return ConsentScope(
            purposes: try words.ids(purposes, .purpose, "--purposes"), categories: categories,
            maximumLevel: maximumLevel,
            audiences: try await session.memberNames().members(audiences, "--audiences"),
            fields: try words.ids(fields, .field, "--fields"),
            actions: try words.ids(actions, .action, "--actions"), dataFrom: data.from,
            dataUntil: data.until, notBefore: held.from, notAfter: held.until)
    }
}
