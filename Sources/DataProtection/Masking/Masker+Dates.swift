import CharterLanguage
import Sealing

extension Masker {
    /// Days by which a patient's dates move, never less than a week and never more than half a year.
    private static let leastShift = 7
    private static let shifts: UInt64 = 176

    /// The record with every time moved by so many days as the holder's key says for this patient,
    /// receiver and purpose: intervals stay, calendar days go. A time that is no date goes; of a
    /// month, the month of its fifteenth day is taken; a year by itself stays.
    ///
    /// - Parameter patient: the holder's name of the patient, the same in every release.
    package func shiftingDates(of record: SelectedRecord, patient: String) -> SelectedRecord {
        let days = shift(patient)
        let fields = record.fields.map { field in
            SelectedField(
                field: field.field,
                values: field.values.map {
                    SelectedValue($0.text, time: $0.time.flatMap { Self.moved($0, by: days) })
                }, mask: field.mask)
        }
        return SelectedRecord(
            fields: fields, absent: record.absent, withheld: record.withheld,
            areDatesShifted: true)
    }

    private func shift(_ patient: String) -> Int {
        let message = Array("tally/date-shift/v1\n\(scope)\n\(patient)".utf8)
        let bytes = KeyedHash.hmac(key: key, message).bytes
        let number = bytes.prefix(7).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let days = Self.leastShift + Int(number % Self.shifts)
        return bytes[7] & 1 == 0 ? days : -days
    }

    /// A date or instant of FHIR some days later; its time of day and zone stay.
    static func moved(_ text: String, by days: Int) -> String? {
        guard FHIRDate.isValid(text) else { return nil }
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count,
                bytes[range].allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            return bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        guard let year = number(0..<4) else { return nil }
        if bytes.count == 4 { return text }
        guard bytes[4] == 0x2d, let month = number(5..<7), (1...12).contains(month) else {
            return nil
        }
        if bytes.count == 7 {
            return String(moved(year, month, 15, by: days).prefix(7))
        }
        guard bytes[7] == 0x2d, let day = number(8..<10), (1...31).contains(day) else { return nil }
        guard bytes.count == 10 || bytes[10] == 0x54 else { return nil }
        return moved(year, month, day, by: days) + String(decoding: bytes[10...], as: UTF8.self)
    }

    private static func moved(_ year: Int, _ month: Int, _ day: Int, by days: Int) -> String {
        let count = CivilTime.days(year: Int64(year), month: Int64(month), day: Int64(day))
        let date = CivilTime.date(days: count + Int64(days))
        func padded(_ number: Int64, _ digits: Int) -> String {
            let text = "\(number)"
            return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        }
        return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2)
    }

    /// The record with ages above 89 as one class: whoever was born ninety years before, or earlier,
    /// has the latest such year for a year of birth.
    ///
    /// Source: 45 CFR 164.514(b)(2)(i)(C).
    package func classingAges(of record: SelectedRecord, in year: Int) -> SelectedRecord {
        let oldest = year - 90
        let fields = record.fields.map { field in
            guard ["birth_year", "birth_date"].contains(field.field) else { return field }
            return SelectedField(
                field: field.field,
                values: field.values.map { value in
                    guard value.text.utf8.count == 4, let born = Int(value.text), born < oldest
                    else { return value }
                    return SelectedValue("\(oldest)", time: value.time, end: value.end)
                }, mask: field.mask)
        }
        return SelectedRecord(
            fields: fields, absent: record.absent, withheld: record.withheld,
            areDatesShifted: record.areDatesShifted)
    }
}
