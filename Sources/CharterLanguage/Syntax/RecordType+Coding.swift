import CanonicalCoding

extension RecordType: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.text(id)
        writer.array(fields)
        writer.array(edges)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        id = try reader.text()
        fields = try reader.array(upTo: CharterLimits.attributes)
        edges = try reader.array(upTo: CharterLimits.items)
        reader.endArray()
    }
}

extension RecordField: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.text(id)
        type.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        id = try reader.text()
        type = try ValueType(from: &reader)
        reader.endArray()
    }
}

extension StateEdge: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.text(from)
        writer.text(to)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        from = try reader.text()
        to = try reader.text()
        reader.endArray()
    }
}

extension Transition: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 8)
        writer.text(id)
        writer.text(record)
        writer.array(basis)
        edge.encode(into: &writer)
        writer.array(count: signers.count)
        for list in signers { writer.array(list) }
        writer.optional(quorum)
        writer.optional(guardExpression)
        writer.array(effects)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 8)
        id = try reader.text()
        record = try reader.text()
        basis = try reader.array(upTo: CharterLimits.items)
        edge = try StateEdge(from: &reader)
        var signers: [[Signer]] = []
        for _ in 0..<(try reader.beginArray()) {
            signers.append(try reader.array(upTo: CharterLimits.items))
        }
        reader.endArray()
        self.signers = signers
        quorum = try reader.optional()
        guardExpression = try reader.optional()
        effects = try reader.array(upTo: CharterLimits.attributes)
        reader.endArray()
    }
}

extension Signer: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        switch self {
        case .field(let name):
            writer.unsigned(1)
            writer.text(name)
        case .anyOf(let role):
            writer.unsigned(2)
            writer.text(role)
        case .panel(let name):
            writer.unsigned(3)
            writer.text(name)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        let tag = try reader.unsigned()
        let name = try reader.text()
        switch tag {
        case 1: self = .field(name)
        case 2: self = .anyOf(role: name)
        case 3: self = .panel(name)
        default: throw .invalidValue(at: reader.offset, field: "signer")
        }
        reader.endArray()
    }
}

extension Quorum: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.unsigned(votes)
        writer.unsigned(seats)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        votes = try reader.unsigned()
        seats = try reader.unsigned()
        reader.endArray()
    }
}

extension SetEffect: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.text(field)
        switch value {
        case .flag(let flag):
            writer.unsigned(1)
            writer.flag(flag)
        case .member(let member):
            writer.unsigned(2)
            writer.text(member)
        case .members(let members):
            writer.unsigned(3)
            writer.array(members)
        case .term(let term):
            writer.unsigned(4)
            term.encode(into: &writer)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        field = try reader.text()
        switch try reader.unsigned() {
        case 1: value = .flag(try reader.flag())
        case 2: value = .member(try reader.text())
        case 3: value = .members(try reader.array(upTo: CharterLimits.members))
        case 4: value = .term(try Term(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "set value")
        }
        reader.endArray()
    }
}

extension Timeout: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        writer.text(id)
        writer.text(record)
        edge.encode(into: &writer)
        when.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        id = try reader.text()
        record = try reader.text()
        edge = try StateEdge(from: &reader)
        when = try Expression(from: &reader)
        reader.endArray()
    }
}
