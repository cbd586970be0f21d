import CanonicalCoding

extension Vocabulary: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        writer.text(id)
        writer.array(types)
        writer.array(attributes)
        writer.array(laws)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        id = try reader.text()
        types = try reader.array(upTo: CharterLimits.attributes)
        attributes = try reader.array(upTo: CharterLimits.attributes)
        laws = try reader.array(upTo: CharterLimits.items)
        reader.endArray()
    }
}

extension BilingualName: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.text(id)
        writer.text(chinese)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        id = try reader.text()
        chinese = try reader.text()
        reader.endArray()
    }
}

extension EnumType: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        name.encode(into: &writer)
        writer.array(members)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        name = try BilingualName(from: &reader)
        members = try reader.array(upTo: CharterLimits.members)
        reader.endArray()
    }
}

extension Attribute: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        name.encode(into: &writer)
        type.encode(into: &writer)
        writer.unsigned(source.rawValue)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        name = try BilingualName(from: &reader)
        type = try ValueType(from: &reader)
        guard let source = AttributeSource(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "attribute source")
        }
        self.source = source
        reader.endArray()
    }
}

extension Law: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        name.encode(into: &writer)
        writer.unsigned(articles)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        name = try BilingualName(from: &reader)
        articles = try reader.unsigned()
        reader.endArray()
    }
}
