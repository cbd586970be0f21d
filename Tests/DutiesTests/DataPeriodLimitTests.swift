import BlockStore
import CharterLanguage
import DataProtection
import Governance
import LedgerTypes
import Sealing
import Testing
import WrittenText

@testable import Duties

@Suite struct `Data of the times that a permit reaches` {
    /// 2024, in Beijing time.
    private static let year = DataPeriod(
        from: BlockTime(1_704_038_400_000), until: BlockTime(1_735_660_800_000))

    private func kept(_ times: [String?], _ spans: [DataPeriod] = [year]) -> [String?] {
        let values = times.map { SelectedValue("5.6 mmol/L", time: $0) }
        let record = DataPeriodLimit.apply(
            DataPeriods(spans),
            to: SelectedRecord(
                fields: [SelectedField(field: "glucose", values: values)], absent: ["hba1c"]))
        return record["glucose"]?.values.map(\.time) ?? []
    }

    @Test func `stay, and those of other times or of none do not`() {
        let inside = ["2024", "2024-02", "2024-02-29", "2024-12-31T23:59:59+08:00"]
        #expect(kept(inside) == inside)
        let outside: [String?] = [
            nil, "", "last spring", "2023", "2025-01", "2024-13", "2023-12-31T15:59:59Z",
            "2024-12-31T16:00:00Z", "1965-03-04",
        ]
        #expect(kept(outside).isEmpty)
        // The first moments of the year in Beijing are in December in Greenwich.
        #expect(kept(["2023-12-31T16:00:00Z"]).count == 1)
    }

    @Test func `of a stretch only where the whole of it is reached`() {
        let half = DataPeriod(from: Self.year.from, until: BlockTime(1_719_763_200_000))
        #expect(kept(["2024", "2024-06", "2024-07-01"], [half]) == ["2024-06"])
        #expect(
            kept(["1965-03-04", "2024"], [DataPeriod(from: nil, until: half.until)]) == [
                "1965-03-04"
            ])
    }

    @Test func `of a period only where both ends of it are reached`() throws {
        func kept(_ period: String) throws -> Bool {
            let record =
                #"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","#
                + #""id":"q7"}},{"resource":{"resourceType":"Observation","status":"final","#
                + #""subject":{"reference":"Patient/q7"},"code":{"coding":[{"system":"#
                + #""http://loinc.org","code":"15074-8"}]},"effectivePeriod":\#(period),"#
                + #""valueQuantity":{"value":6.3,"unit":"mmol/L"}}}]}"#
            let selected = try RecordSelection(reading: [Array(record.utf8)]).select(["glucose"])
            #expect(selected["glucose"]?.values.count == 1)
            return DataPeriodLimit.apply(DataPeriods([Self.year]), to: selected)["glucose"] != nil
        }
        #expect(try kept(#"{"start":"2024-05-01","end":"2024-05-03"}"#))
        #expect(try !kept(#"{"start":"2024-12-30","end":"2025-01-02"}"#))
        #expect(try !kept(#"{"start":"2024-12-30"}"#))
        #expect(try !kept(#"{"start":"2024-12-30","end":"soon"}"#))
    }

    @Test func `leave a field of which nothing stays as absent, and all without a limit`() {
        let record = SelectedRecord(
            fields: [
                SelectedField(field: "gender", values: [SelectedValue("female")]),
                SelectedField(
                    field: "glucose", values: [SelectedValue("7", time: "2024-05-06")]),
            ], absent: [])
        #expect(DataPeriodLimit.apply(nil, to: record) == record)
        let limited = DataPeriodLimit.apply(DataPeriods([Self.year]), to: record)
        #expect(limited.fields.map(\.field) == ["glucose"] && limited.absent == ["gender"])
        let nothing = DataPeriodLimit.apply(DataPeriods.none, to: record)
        #expect(nothing.fields.isEmpty && nothing.absent == ["gender", "glucose"])
    }

    @Test func `are those of the permit and of the decision at the release, both`() {
        let other = DataPeriods([DataPeriod(from: BlockTime(1_719_763_200_000), until: nil)])
        let year = DataPeriods([Self.year])
        #expect(DataPeriodLimit.both(nil, nil) == nil)
        #expect(DataPeriodLimit.both(year, nil) == year)
        #expect(DataPeriodLimit.both(nil, other) == other)
        #expect(
            DataPeriodLimit.both(year, other)?.spans
                == [DataPeriod(from: other.spans[0].from, until: Self.year.until)])
    }

    @Test func `are all that a release takes from the records of the patient`() throws {
        let world = try DutyWorld()
        let id = try world.permit()
        let permit = try #require(world.ledger.get(Tables.permits, id))
        func payload(_ limit: DataPeriods?) -> String? {
            let limited = PermitRecord(
                request: permit.request, actor: permit.actor, holder: permit.holder,
                obligations: permit.obligations, dataLimit: limit, countedGrant: nil,
                decided: permit.decided, expires: permit.expires)
            let draft = ReleaseBuilder(world.gateways[1]).draft(limited, on: world.ledger)
            guard case .payload(let bytes, _) = draft else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }
        let whole = try #require(payload(nil))
        #expect(whole.contains(#""absent":[]"#))
        #expect(payload(DataPeriods([DataPeriod(from: nil, until: .last)])) == whole)
        let none = try #require(payload(DataPeriods([DataPeriod(from: .last, until: nil)])))
        #expect(none.contains(#""absent":["glucose"]"#))
    }
}
