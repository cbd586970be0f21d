import CanonicalCoding

extension Obligations: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 8)
        writer.array(masks)
        writer.flag(encrypt)
        writer.flag(log)
        writer.flag(count)
        writer.array(notify)
        writer.array(review)
        writer.optional(expireMilliseconds)
        writer.optional(retainMilliseconds)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 8)
        // Lists out of order or with a name twice come out changed, so the strict decoder
        // refuses them.
        self.init(
            masks: try reader.array(upTo: CharterLimits.nodes),
            encrypt: try reader.flag(field: "encrypt"), log: try reader.flag(field: "log"),
            count: try reader.flag(field: "count"),
            notify: try reader.array(upTo: CharterLimits.nodes),
            review: try reader.array(upTo: CharterLimits.nodes),
            expireMilliseconds: try reader.optional(),
            retainMilliseconds: try reader.optional())
        reader.endArray()
    }
}

extension FieldMask: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.text(field)
        writer.unsigned(method.rawValue)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        field = try reader.text()
        guard let method = MaskMethod(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "mask method")
        }
        self.method = method
        reader.endArray()
    }
}

extension Deadline: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.text(party)
        writer.signed(withinMilliseconds)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        party = try reader.text()
        withinMilliseconds = try reader.signed()
        reader.endArray()
    }
}
