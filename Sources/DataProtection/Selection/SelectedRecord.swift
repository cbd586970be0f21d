import WrittenText

/// The asked fields of one patient's record, flat and in a fixed order: what a release is made of.
package struct SelectedRecord: Hashable, Sendable {
    static let format = "tally/record/v1"
    /// What a document says whose times are moved.
    static let shiftedMark = "shifted"

    /// In the order of the identifiers' bytes; no field twice.
    package let fields: [SelectedField]
    /// Fields that were asked for and are not in the record, in the same order.
    package let absent: [String]
    /// What the record has and is not selected, for the holder's own eyes: it is no part of the
    /// document, for it would tell of special diseases.
    package let withheld: [WithheldValues]
    /// Whether its times are moved by an unknown number of days.
    package let areDatesShifted: Bool

    package init(
        fields: [SelectedField], absent: [String], withheld: [WithheldValues] = [],
        areDatesShifted: Bool = false
    ) {
        self.withheld = withheld
        self.areDatesShifted = areDatesShifted
        self.fields = fields.sorted { $0.field.utf8.lexicographicallyPrecedes($1.field.utf8) }
        self.absent = absent.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The field of that name; nil where it is absent.
    package subscript(_ field: String) -> SelectedField? { fields.first { $0.field == field } }

    /// The tree that is written, judged by the gate and sealed.
    package var document: JSONValue {
        var members = [
            JSONMember("format", .text(Self.format)),
            JSONMember("fields", .array(fields.map(\.document))),
            JSONMember("absent", .array(absent.map { .text($0) })),
        ]
        if areDatesShifted { members.append(JSONMember("dates", .text(Self.shiftedMark))) }
        return .object(members)
    }

    /// The pseudonyms that a masker put in place of values.
    package var pseudonyms: Set<String> {
        Set(fields.filter { $0.mask == .pseudonym }.flatMap { $0.values.map(\.text) })
    }

    /// The record without the fields of a kind, and these: each with what it lacks.
    package func split(
        _ isAbove: (String) -> Bool
    ) -> (below: SelectedRecord, above: SelectedRecord) {
        func part(_ belongs: (String) -> Bool) -> SelectedRecord {
            SelectedRecord(
                fields: fields.filter { belongs($0.field) }, absent: absent.filter(belongs),
                withheld: withheld, areDatesShifted: areDatesShifted)
        }
        return (part { !isAbove($0) }, part(isAbove))
    }

    /// The record with further fields that it does not give.
    package func lacking(_ fields: [String]) -> SelectedRecord {
        SelectedRecord(
            fields: self.fields, absent: absent + fields, withheld: withheld,
            areDatesShifted: areDatesShifted)
    }

    /// Everything that was asked for, there or not.
    package var asked: [String] { fields.map(\.field) + absent }

    package var bytes: [UInt8] { JSONWriter.write(document) }

    /// The label of the whole: the level that a decision must allow for.
    package func level(in catalogue: FieldCatalogue) -> DataLevel {
        catalogue.level(ofRecord: fields.map(\.field))
    }
}

/// All values of one field, oldest first, each with its own time where the record tells it.
package struct SelectedField: Hashable, Sendable {
    package let field: String
    package let values: [SelectedValue]
    /// What was done to the values; nil while they are as recorded.
    package let mask: MaskingMethod?

    package init(field: String, values: [SelectedValue], mask: MaskingMethod? = nil) {
        self.field = field
        self.values = values
        self.mask = mask
    }

    var document: JSONValue {
        var members = [
            JSONMember("field", .text(field)),
            JSONMember("values", .array(values.map { .text($0.text) })),
            JSONMember("times", .array(values.map { $0.time.map { .text($0) } ?? .null })),
        ]
        if let mask { members.append(JSONMember("mask", .text(mask.name))) }
        return .object(members)
    }
}

/// When a value ends to hold.
package enum ValueEnd: Hashable, Sendable {
    /// It is of one time.
    case same
    /// As the record writes it, the day, month or year included.
    case at(String)
    /// Nothing says it.
    case open
}

/// One value as text with its unit, and the time as the record writes it.
package struct SelectedValue: Hashable, Sendable {
    package let text: String
    package let time: String?
    /// No part of the document: limits of the time of data reach over it.
    package let end: ValueEnd

    package init(_ text: String, time: String? = nil, end: ValueEnd = .same) {
        self.text = text
        self.time = time
        self.end = end
    }

    /// Orders by time, then by text: two readings of one record give the same document.
    static func precedes(_ left: SelectedValue, _ right: SelectedValue) -> Bool {
        let (first, second) = (Array((left.time ?? "").utf8), Array((right.time ?? "").utf8))
        if first != second { return first.lexicographicallyPrecedes(second) }
        return left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
