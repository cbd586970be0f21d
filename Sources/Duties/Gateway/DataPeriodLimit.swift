import CharterLanguage
import DataProtection
import Governance

/// Leaves of a selected record what lies in the times that a permit reaches.
enum DataPeriodLimit {
    /// Days without an offset are read in Beijing time.
    private static let zoneMinutes: Int64 = 480

    /// What a permit and its second decision both reach; nil without a bound.
    static func both(_ first: DataPeriods?, _ second: DataPeriods?) -> DataPeriods? {
        guard let first, let second else { return first ?? second }
        return first.intersection(second)
    }

    /// The record without values of other times and without those that have none: a year of which a part
    /// lies outside is not known to lie inside. A field of which nothing is left is listed as absent.
    ///
    /// It reads the times as they are recorded, so that it comes before masks that move them.
    static func apply(_ limit: DataPeriods?, to record: SelectedRecord) -> SelectedRecord {
        guard let limit else { return record }
        var fields: [SelectedField] = []
        var absent = record.absent
        for field in record.fields {
            let values = field.values.filter { holds($0, limit) }
            if values.isEmpty {
                absent.append(field.field)
            } else {
                fields.append(SelectedField(field: field.field, values: values, mask: field.mask))
            }
        }
        return SelectedRecord(fields: fields, absent: absent)
    }

    private static func holds(_ value: SelectedValue, _ limit: DataPeriods) -> Bool {
        guard let time = value.time, let first = FHIRDate(time, zoneMinutes: zoneMinutes) else {
            return false
        }
        switch value.end {
        case .same: return limit.covers(from: first.start, until: first.end)
        case .open: return false
        case .at(let text):
            guard let last = FHIRDate(text, zoneMinutes: zoneMinutes), last.end > first.start else {
                return false
            }
            return limit.covers(from: first.start, until: max(first.end, last.end))
        }
    }
}
