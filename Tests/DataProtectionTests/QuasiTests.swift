import DataProtection
import Sealing
import Testing

@Suite struct `What singles out together` {
    private let masker = Masker(key: SecretBytes(Array(3...34)))

    private func record(_ times: [String?]) -> SelectedRecord {
        SelectedRecord(
            fields: [
                SelectedField(
                    field: "hba1c", values: times.map { SelectedValue("7.1 %", time: $0) })
            ], absent: [])
    }

    private func times(_ masker: Masker, _ patient: String, _ times: [String?]) -> [String?] {
        masker.shiftingDates(of: record(times), patient: patient).fields[0].values.map(\.time)
    }

    @Test func `dates move by one number of days for a patient, receiver and purpose`() {
        let written: [String?] = [
            "2024-02-28T23:10:00+08:00", "2024-03-01", "2024-12-31", "2023", "2024-05", "gestern",
            nil,
        ]
        let scoped = masker.scoped(to: "centre-b", purpose: "research")
        let moved = times(scoped, "p1", written)
        #expect(moved == times(scoped, "p1", written))
        #expect(moved[0]?.hasSuffix("T23:10:00+08:00") == true && moved[0] != written[0])
        #expect(moved[3] == "2023" && moved[5] == nil && moved[6] == nil)
        #expect(moved[4]?.utf8.count == 7)
        let others = [
            times(scoped, "p2", written), times(masker, "p1", written),
            times(masker.scoped(to: "centre-b", purpose: "teaching"), "p1", written),
            times(masker.scoped(to: "centre-c", purpose: "research"), "p1", written),
        ]
        #expect(Set(others + [moved]).count >= 4)
    }

    @Test func `intervals stay`() throws {
        // Two days apart over a leap day: two days apart wherever they land.
        for patient in 0..<50 {
            let moved = times(masker, "\(patient)", ["2024-02-28", "2024-03-01"]).compactMap { $0 }
            let days = try moved.map { try #require(dayNumber($0)) }
            #expect(days[1] - days[0] == 2, "\(moved)")
            let shift = abs(days[0] - (try #require(dayNumber("2024-02-28"))))
            #expect((7...182).contains(shift))
        }
    }

    /// Days since 1 January of the year 1, counted naively.
    private func dayNumber(_ text: String) -> Int? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        func isLeap(_ year: Int) -> Bool {
            year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        }
        var days = parts[2]
        for year in 1..<parts[0] { days += isLeap(year) ? 366 : 365 }
        let lengths = [31, isLeap(parts[0]) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return days + lengths.prefix(parts[1] - 1).reduce(0, +)
    }

    @Test func `a shifted record says so`() {
        let moved = masker.shiftingDates(of: record(["2024-03-01"]), patient: "p")
        #expect(moved.document["dates"]?.text == "shifted")
        #expect(record([]).document["dates"] == nil)
        #expect(EgressGate().inspect(moved) == .released(moved.bytes))
    }

    @Test func `ages above 89 are one class`() {
        func years(_ year: String) -> String? {
            let record = SelectedRecord(
                fields: [SelectedField(field: "birth_year", values: [SelectedValue(year)])],
                absent: [])
            return masker.classingAges(of: record, in: 2026).fields[0].values.first?.text
        }
        #expect(years("1921") == "1936" && years("1935") == "1936" && years("1936") == "1936")
        #expect(years("1937") == "1937")
    }

    @Test(arguments: [
        ("王 小明", "王　小明"), ("MZ-0042a", "mz-0042A"), ("ＭＺ４２", "mz42"),
        ("José  Ruiz ", "jose\u{301} ruiz"),
    ])
    func `one value has one pseudonym, however it is written`(first: String, second: String) {
        #expect(
            masker.pseudonym(of: first, field: "name")
                == masker.pseudonym(of: second, field: "name")
        )
    }

    @Test func `pseudonyms are of one receiver and purpose`() {
        let scopes = [("b", "research"), ("b", "teaching"), ("c", "research")]
        let names = scopes.map {
            masker.scoped(to: $0.0, purpose: $0.1).pseudonym(of: "王小明", field: "name")
        }
        #expect(Set(names).count == 3)
    }

    @Test func `a pseudonym that no masker made for the release is a code`() {
        let made = masker.pseudonym(of: "王小明", field: "patient_name")
        let record = SelectedRecord(
            fields: [
                SelectedField(
                    field: "diagnosis", values: [SelectedValue(made)], mask: .pseudonym)
            ], absent: [])
        #expect(EgressGate(issued: record.pseudonyms).inspect(record) == .released(record.bytes))
        guard case .blocked(let findings) = EgressGate().inspect(record) else {
            Issue.record("a pseudonym of somebody else passes")
            return
        }
        #expect(findings.map(\.kind) == [.uniqueCode])
    }
}
