import CharterLanguage
import Governance
import LedgerTypes
import TestSupport
import Testing
import WrittenText

@testable import Interchange

/// A scope as the table of right values writes it, such as
/// `for=research do=read in=STAT only=hba1c to=hospital-a level=3 time=2027-01-01/2028-01-01`.
///
/// What is left out is all, the level of a permission 3; times are days of +08:00, ends exclusive.
struct WrittenScope {
    let scope: ConsentScope
    /// Whether the import must reach exactly this, and not only stay within it.
    let isExact: Bool

    init(_ text: String) throws {
        isExact = text.hasPrefix("=")
        var parts: [String: String] = [:]
        for part in text.drop(while: { $0 == "=" }).split(separator: " ") {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            parts[pair[0]] = pair[1]
        }
        func list(_ name: String) -> [String] {
            parts[name]?.split(separator: ",").map(String.init) ?? []
        }
        let time = try Self.span(parts["time"])
        let data = try Self.span(parts["data"])
        scope = ConsentScope(
            purposes: try Self.purposes(try #require(parts["for"])),
            categories: DataCategory.allCases.filter { list("in").contains($0.code) },
            maximumLevel: UInt64(parts["level"] ?? "3") ?? 0,
            audiences: list("to").map { MemberID(unchecked: $0) }, fields: list("only"),
            actions: list("do"), dataFrom: data.from, dataUntil: data.until,
            notBefore: time.from ?? BlockTime(0), notAfter: time.until)
    }

    /// All scopes of a cell; `-` has none.
    static func all(_ cell: String) throws -> [WrittenScope] {
        guard cell != "-" else { return [] }
        return try cell.components(separatedBy: "; ").map(WrittenScope.init)
    }

    private static func purposes(_ text: String) throws -> [String] {
        guard text.hasPrefix("all") else { return text.split(separator: ",").map(String.init) }
        let but = text.dropFirst(4)
        return RecordedWords.base.purposes.filter { $0 != but }
    }

    private static func span(_ text: String?) throws -> (from: BlockTime?, until: BlockTime?) {
        let ends = (text ?? "/").split(separator: "/", omittingEmptySubsequences: false)
        let times = try ends.map { end -> BlockTime? in
            guard !end.isEmpty else { return nil }
            let whole = end.count == 10 ? end + "T00:00:00" : end + ":00"
            return try #require(WrittenTime.time(whole + "+08:00"), "\(end)")
        }
        return (times[0], times[1])
    }
}

extension ConsentScope {
    /// Whether everything that this scope says of one purpose is said by another one too.
    ///
    /// - Parameter permits: for refusals neither level nor the time of the data is asked: the chain
    ///   refuses data of all of them.
    func isWithin(_ other: ConsentScope, for purpose: String, permits: Bool) -> Bool {
        func hold<Name: Hashable>(_ own: [Name], _ its: [Name]) -> Bool {
            its.isEmpty || !own.isEmpty && Set(own).isSubset(of: its)
        }
        guard other.purposes.contains(purpose), hold(audiences, other.audiences),
            hold(actions, other.actions), hold(fields, other.fields),
            hold(categories, other.categories), other.notBefore <= notBefore
        else { return false }
        let end = notAfter?.value ?? .max
        guard end <= other.notAfter?.value ?? .max else { return false }
        guard permits else { return true }
        return maximumLevel <= other.maximumLevel
            && other.dataFrom?.value ?? 0 <= dataFrom?.value ?? 0
            && dataUntil?.value ?? .max <= other.dataUntil?.value ?? .max
    }
}

/// A consent of Tests/Fixtures/consents with its right value, which was written from the standard's
/// meaning before anything was imported.
struct ExpectedConsent: CustomTestStringConvertible, Sendable {
    let file: String
    /// The public examples after whose shape it was written.
    let shape: String
    let options: [String: String]
    let permits: String
    let refuses: String
    /// Number of the fault; nil where it can be read.
    let fault: UInt64?
    /// Effects that must be told.
    let lines: [String]

    var testDescription: String { file }

    static let folder = "consents"

    static let all: [ExpectedConsent] = {
        let page = (try? Fixture.text(folder + "/expected.tsv")) ?? ""
        return page.split(separator: "\n").dropFirst().map { row in
            let cells = row.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            let options = cells[2].split(separator: " ").map { option in
                option.split(separator: "=", maxSplits: 1).map(String.init)
            }
            return ExpectedConsent(
                file: cells[0], shape: cells[1],
                options: Dictionary(
                    options.filter { $0.count == 2 }.map { ($0[0], $0[1]) },
                    uniquingKeysWith: { $1 }), permits: cells[3], refuses: cells[4],
                fault: UInt64(cells[5]),
                lines: cells[6] == "-" ? [] : cells[6].split(separator: ",").map(String.init))
        }
    }()

    /// The documents of the file and what the importer reads of each.
    func read() throws -> (documents: ConsentDocuments, consents: [ReadConsent]) {
        var mapping = ConsentMapping.standard
        let files = ["own": "consents/own.mapping.json", "mii": "interchange/mii.mapping.json"]
        if let name = options["mapping"] {
            // Institutions have their own; modules of the German initiative have meanings.
            for file in name == "mii" ? ["own", "mii"] : [name] {
                mapping = try mapping.adding(
                    file: Fixture.bytes(try #require(files[file])))
            }
        } else {
            mapping = try mapping.adding(file: Fixture.bytes(try #require(files["own"])))
        }
        let zone = try options["zone"].map { zone in
            try #require(FHIRDate.offset(Array(zone.utf8)))
        }
        let importer = FHIRConsentImporter(mapping: mapping, zoneMinutes: zone ?? 480)
        let documents = try ConsentDocuments(Fixture.bytes("\(Self.folder)/\(file)"))
        return (documents, importer.readAll(documents))
    }
}
