import CanonicalCoding
import CharterLanguage
import TestSupport
import Testing

@Suite struct `Records of a charter` {
    private static let day = CivilTime.millisecondsPerDay

    private func compile(_ body: String) throws -> CheckedCharter {
        let source = """
            charter demo version 1
            use vocabulary diabetes_v1
            effective 2026-03-01 zone +08:00
            \(body)
            """
        let compilation = CharterCompiler.compile(
            source: Array(source.utf8), vocabulary: try Sample.vocabulary())
        let errors = compilation.diagnostics.filter(\.isError)
        return try #require(compilation.charter, "\(errors)")
    }

    private func grant(until: Int64, uses: Int64) -> [String: FactValue] {
        [
            "holder": .text("hospital-a"), "user": .text("hospital-b"), "patient": .text("p1"),
            "purpose": .member(1), "until": .instant(until), "uses": .integer(uses),
        ]
    }

    @Test func `the sample's transitions have their signers and guards`() throws {
        let checked = try Sample.diabetes()
        let record = try #require(checked.record(named: "Grant"))
        #expect(record.states == ["proposed", "active", "revoked", "expired"])
        let open = try #require(checked.transition(named: "open", on: "Grant"))
        #expect(open.signers == [[.field("holder"), .field("user")]])
        let revoke = try #require(checked.transition(named: "revoke", on: "Grant"))
        #expect(
            revoke.signers
                == [[.field("holder")], [.field("patient")], [.anyOf(role: "regulator")]])
        let waive = try #require(checked.transition(named: "waive", on: "Waiver"))
        #expect(waive.signers == [[.panel("committee")]])
        #expect(waive.quorum == Quorum(votes: 2, seats: 3))
        let now: Int64 = 1_780_000_000_000
        let limit = now + 180 * Self.day
        #expect(try checked.evaluateGuard(open, fields: grant(until: limit, uses: 1_000), now: now))
        #expect(
            try !checked.evaluateGuard(open, fields: grant(until: limit + 1, uses: 1), now: now))
        #expect(try !checked.evaluateGuard(open, fields: grant(until: now, uses: 1_001), now: now))
        #expect(try checked.evaluateGuard(revoke, fields: [:], now: now))
        #expect(throws: FactFault.missing("holder")) {
            try checked.evaluateGuard(open, fields: [:], now: now)
        }
        try checked.validate(fields: grant(until: now, uses: 1), of: record)
        #expect(throws: FactFault.outOfRange("uses")) {
            try checked.validate(fields: grant(until: now, uses: 100_001), of: record)
        }
    }

    @Test func `a timeout is due at its instant`() throws {
        let checked = try Sample.diabetes()
        let fields = grant(until: 5_000, uses: 1)
        func due(_ state: String, _ now: Int64) throws -> String? {
            try checked.dueTimeout(of: "Grant", in: state, fields: fields, now: now)?.id
        }
        #expect(try due("active", 4_999) == nil)
        #expect(try due("active", 5_000) == "lapse")
        #expect(try due("proposed", 5_000) == nil)
    }

    @Test func `set effects read the fields as they were`() throws {
        let checked = try compile(
            """
            record R { a : party, b : party, n : int 0 10, until : instant, flag : bool,
              purpose : Purpose, fields : set Field }
              states x -> y
            transition t on R from x to y by a
              when a is not b and not flag and purpose is care and fields contains phone
              set n = 10 - n, a = b, until = now + 2 days - 1 hours, flag = yes, purpose = rescue,
                fields = {phone, glucose}
            """)
        let transition = try #require(checked.transition(named: "t", on: "R"))
        var fields: [String: FactValue] = [
            "a": .text("a"), "b": .text("b"), "n": .integer(3), "until": .instant(0),
            "flag": .bool(false), "purpose": .member(0), "fields": .set(0b10001),
        ]
        #expect(try checked.evaluateGuard(transition, fields: fields, now: 1_000))
        let effects = try checked.setEffects(transition, fields: fields, now: 1_000)
        #expect(effects.map(\.field) == ["n", "a", "until", "flag", "purpose", "fields"])
        #expect(
            effects.map(\.value) == [
                .integer(7), .text("b"), .instant(1_000 + 2 * Self.day - 3_600_000), .bool(true),
                .member(3), .set(0b10001),
            ])
        fields["b"] = .text("a")
        #expect(try !checked.evaluateGuard(transition, fields: fields, now: 1_000))
    }

    @Test(arguments: [
        // (from, months, rounding, to), local dates at +08:00
        ("2026-01-31", 1, "down", "2026-02-28"), ("2026-01-31", 1, "up", "2026-03-01"),
        ("2024-01-31", 1, "down", "2024-02-29"), ("2024-02-29", 12, "down", "2025-02-28"),
        ("2024-02-29", 12, "up", "2025-03-01"), ("2026-12-15", 1, "up", "2027-01-15"),
        ("2026-08-31", 6, "down", "2027-02-28"), ("2026-03-31", 0, "down", "2026-03-31"),
    ])
    func `months are rounded as written`(
        _ from: String, _ months: Int, _ rounding: String, _ to: String
    ) throws {
        let checked = try compile(
            """
            record R { p : party, at : instant } states x -> y, x -> z
            timeout exact on R from x to y when now - at >= \(months) months round \(rounding)
            rule R1 "t" basis PACT permit when now >= \(from) and now < \(to) + 1 minutes
            """)
        guard case .all(let parts) = checked.charter.rules[0].when,
            case .comparison(_, _, let first) = parts[0],
            case .comparison(_, _, let last) = parts[1],
            case .instant(let start) = first.summands[0].operand,
            case .instant(let end) = last.summands[0].operand
        else {
            Issue.record("another tree")
            return
        }
        let noon: Int64 = 12 * 3_600_000
        let fields: [String: FactValue] = ["p": .text("p"), "at": .instant(start + noon)]
        func isDue(_ now: Int64) throws -> Bool {
            try checked.dueTimeout(of: "R", in: "x", fields: fields, now: now) != nil
        }
        #expect(try isDue(end + noon))
        #expect(try !isDue(end + noon - 1))
    }

    @Test func `civil dates go there and back`() {
        var generator = SeededGenerator(seed: 5)
        var days = CivilTime.days(year: 1, month: 1, day: 1)
        let last = CivilTime.days(year: 9_999, month: 12, day: 31)
        #expect(CivilTime.days(year: 1970, month: 1, day: 1) == 0)
        #expect(CivilTime.days(year: 2000, month: 3, day: 1) == 11_017)
        while days <= last {
            let (year, month, day) = CivilTime.date(days: days)
            #expect(CivilTime.days(year: year, month: month, day: day) == days)
            #expect(day <= CivilTime.daysInMonth(year: year, month: month))
            days += Int64(1 + generator.below(2_000))
        }
    }
}
