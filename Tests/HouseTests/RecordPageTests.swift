import Foundation
import TestSupport
import Testing

/// `docs/reference/records.md`, `docs/reference/state.md`, `docs/reference/charter-language.md` and
/// `docs/reference/ledger-formats.md` against the code: who writes a client reads its numbers, forms
/// and tables there.
@Suite struct `Pages of records` {
    private static func page(_ name: String) -> [String] {
        let file = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/reference/\(name).md")
        let text = try? String(contentsOf: file, encoding: .utf8)
        return (text ?? "").components(separatedBy: "\n")
    }

    private static let records = page("records")
    private static let state = page("state")
    private static let charters = page("charter-language")

    private static let code = sources(below: "Sources")

    /// Number and name of every case of an enumeration of the code.
    private static func cases(of name: String) -> [String] {
        for file in code {
            guard
                let start = file.lines.firstIndex(where: { $0.contains("enum \(name): UInt64") })
            else { continue }
            let body = file.lines[(start + 1)...].prefix { $0 != "}" }
            return body.flatMap { Manual.matches(#"^    case (\w+) = (\d+)$"#, in: $0) }
                .map { "\($0[2]) \($0[1])" }
        }
        return []
    }

    @Test func `have every number as the code has it`() throws {
        let rows = (Self.records + Self.state + Self.charters).compactMap {
            Manual.matches(#"^\| `(\w+)` \| (\d+ \w+(?:, \d+ \w+)*) \|$"#, in: $0).first
        }
        #expect(rows.count >= 39)
        for row in rows {
            #expect(Self.cases(of: row[1]) == row[2].components(separatedBy: ", "), "\(row[1])")
        }
    }

    @Test func `have every table of the state, and so has its list in the code`() {
        let files = sources(below: "Sources/Governance")
        let tables = files.flatMap { file in
            Manual.matches(#"= Table<[^(]*>\(\s*"([a-z-]+)""#, in: file.text).map { $0[1] }
                + Manual.matches(
                    #"= Listing<[^(]*>\(\s*"([a-z-]+)",\s*links: "([a-z-]+)""#, in: file.text
                ).flatMap { [$0[1], $0[2]] }
        }.sorted()
        let list = files.first { $0.path.hasSuffix("/Frame/Tables.swift") }?.text ?? ""
        let named = Self.state.filter { $0.hasPrefix("| `") && $0.count(where: { $0 == "|" }) == 4 }
            .flatMap { Manual.matches(#"`([a-z-]+)`"#, in: String($0.split(separator: "|")[0])) }
            .map { $0[1] }.sorted()
        #expect(tables.count > 75 && Set(tables).count == tables.count)
        #expect(Manual.matches(#""([a-z-]+)""#, in: list).map { $0[1] } == tables)
        #expect(named == tables)
    }

    @Test func `have as many elements in every form as the code writes`() throws {
        var seen: Set<String> = []
        for line in Self.records + Self.state + Self.charters.map(Self.ofCharter) {
            guard let row = Manual.matches(#"^\| ([a-z][a-z' -]+) \| (\[.*) \|$"#, in: line).first,
                let type = Self.types[row[1]]
            else { continue }
            seen.insert(row[1])
            #expect(Self.written[type] == [Self.elements(row[2])], "\(row[1]): \(type)")
        }
        #expect(seen == Set(Self.types.keys))
    }

    @Test func `have as many elements in every body as its kind writes`() throws {
        let numbers = Dictionary(
            uniqueKeysWithValues: Self.cases(of: "TransactionKind").map {
                ($0.components(separatedBy: " ")[1], $0.components(separatedBy: " ")[0])
            })
        let rows = Dictionary(
            uniqueKeysWithValues: Self.page("transactions").flatMap {
                Manual.matches(#"^\| (\d+) [a-z-]+ \| (\[.*)$"#, in: $0)
            }.map { ($0[1], $0[2]) })
        var compared = 0
        for file in sources(below: "Sources/Governance") {
            let kinds = Manual.matches(#"kind = TransactionKind\.(\w+)"#, in: file.text)
            let types = Manual.matches(#"struct (\w+): LedgerAction"#, in: file.text)
            guard let kind = kinds.first?[1], let type = types.first?[1],
                let count = Self.written[type]?.first, let number = numbers[kind]
            else { continue }
            compared += 1
            let row = try #require(rows[number], "\(number) \(kind)")
            #expect(Self.elements(row) == count, "\(number) \(kind)")
        }
        #expect(compared >= 18)
    }

    @Test func `have the parameters in the order of the code`() throws {
        let file = sources(below: "Sources/LedgerTypes").first {
            $0.path.hasSuffix("/ChainParameters.swift")
        }
        let text = try #require(file?.text)
        let coding = try #require(text.range(of: "extension ChainParameters: CanonicalCodable"))
        let coded = String(text[coding.upperBound...])
        let order = Manual.matches(#" (\w+) = [^\n]*\btry "#, in: coded).map { $0[1] }
        let rows = Self.page("ledger-formats").flatMap {
            Manual.matches(#"^\| (\d+) \| `(\w+)` \| "#, in: $0)
        }
        #expect(order.count > 15)
        #expect(rows.map { $0[2] } == order)
        #expect(rows.map { Int($0[1]) } == Array(1...order.count))
    }

    /// How many elements the array of each type has where the code writes it.
    private static let written: [String: [Int]] = {
        var found: [String: [Int]] = [:]
        for file in code {
            var types: [(depth: Int, name: String)] = []
            var isCoding = false
            for line in file.lines {
                let words = line.split(separator: " ")
                let depth = line.prefix { $0 == " " }.count
                if words == ["}"], types.last?.depth == depth { types.removeLast() }
                if let at = words.firstIndex(where: { $0 == "struct" || $0 == "extension" }),
                    words[..<at].allSatisfy({ $0 == "package" || $0 == "private" }),
                    at + 1 < words.count, words.last != "}"
                {
                    let name = words[at + 1].prefix { $0.isLetter || $0.isNumber || $0 == "." }
                    types.append((depth, String(name)))
                }
                if line.contains("func encode(into writer") { isCoding = true }
                guard isCoding, let type = types.last?.name,
                    let count = line.components(separatedBy: "writer.array(count: ").last.flatMap({
                        Int($0.prefix { $0.isNumber })
                    })
                else { continue }
                found[type, default: []].append(count)
                isCoding = false
            }
        }
        return found
    }()

    /// The parts of charters have the names of others: `rule` is what a charter says, and what a
    /// ruling names.
    private static func ofCharter(_ line: String) -> String {
        line.hasPrefix("| ") ? "| charter's " + line.dropFirst(2) : line
    }

    /// The elements of the first array of a form; those of arrays in it count as one.
    private static func elements(_ form: String) -> Int {
        var (depth, count) = (0, 1)
        for character in form {
            switch character {
            case "[", "(": depth += 1
            case "]", ")":
                depth -= 1
                if depth == 0 { return count }
            case "," where depth == 1: count += 1
            default: break
            }
        }
        return 0
    }

    /// The code's name of each form. Forms with cases, and those that are a list, are not here.
    private static let types = [
        "person": "StaffReference", "actor": "Actor", "member": "Member", "staff": "Staff",
        "subject": "Subject", "asset": "AssetDescription", "label": "FieldLabel",
        "right": "Right", "consent": "ConsentTerms", "scope of a consent": "ConsentScope",
        "period of data": "DataPeriod",
        "request": "Request", "claim": "Claim", "record of a charter": "NewRecord",
        "grant terms": "GrantTerms", "name of a rule": "RuleKey",
        "exemption": "ExemptionScope", "scope of an override": "OverrideScope",
        "declaration": "OverrideDeclaration", "offline override": "SignedOfflineRecord",
        "offline record": "OfflineRecord", "question": "OfflineQuestion", "head": "HeadID",
        "mask": "FieldMask", "source of a charter": "SourceText", "committee": "Committee",
        "committee seat": "CommitteeSeat", "decision": "Decision", "ruling": "Ruling",
        "rule": "RuleReference", "law": "Citation", "duties": "Obligations",
        "deadline": "Deadline", "inputs": "DecisionInputs", "sourced fact": "SourcedFact",
        "consulted charter": "ConsultedCharter", "key record": "KeyRecord",
        "announced key": "AnnouncedKey", "checkpoint": "Checkpoint",
        "misbehaviour": "MisbehaviourRecord", "proposers": "ProposerStandings",
        "proposer": "ProposerStanding", "suspension": "ProposerSuspension",
        "recovery": "RecoveryRecord", "quota": "QuotaUse",
        "subject recovery": "SubjectRecovery", "objections": "RecoveryObjections",
        "asset record": "Asset", "consent record": "Consent", "withdrawn use": "WithdrawnUses",
        "charter record": "DeclaredRecord", "code": "AuthorisationCode",
        "redemption": "Redemption", "permit": "PermitRecord", "override": "Override",
        "offline evidence": "OfflineEvidence", "offline log": "OfflineLog",
        "gap": "SequenceGap", "offline link": "OfflineLink", "case": "Case",
        "panel": "Panel", "panel seat": "PanelSeat", "quorum": "PanelQuorum",
        "ballot": "CastBallot", "escalation": "EscalationScope",
        "escalated request": "EscalatedRequest", "clearance": "Clearance",
        "waiver": "Waiver", "notice": "Notice", "rules": "RulesInForce",
        "vocabulary in force": "ActiveVocabulary", "charter in force": "ActiveCharter",
        "proposal": "RuleProposal", "source digest": "RuleSource",
        "gate report": "GateReportRecord", "head record": "HeadRecord",
        "refused links": "RefusedLinks",
        "licence": "Licence", "merge": "SubjectMerge", "act of a merge": "Act",
        "due item": "DueItem", "charter's charter": "Charter", "charter's rule": "Rule",
        "charter's record type": "RecordType", "charter's field": "RecordField",
        "charter's edge": "StateEdge", "charter's quorum": "Quorum",
        "charter's timeout": "Timeout", "charter's scenario": "Scenario",
        "charter's test": "TestCase", "charter's assertion": "Assertion",
        "charter's vocabulary": "Vocabulary", "charter's name": "BilingualName",
        "charter's enumeration": "EnumType", "charter's attribute": "Attribute",
        "charter's law name": "Law", "charter's transition": "Transition",
    ]
}
