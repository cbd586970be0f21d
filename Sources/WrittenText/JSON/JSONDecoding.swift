/// A place in a tree from which a value is made, as the standard library's `Decodable` asks for it.
struct JSONDecoding: Decoder, SingleValueDecodingContainer {
    let value: JSONValue
    let codingPath: [any CodingKey]
    let names: AskedNames
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ value: JSONValue, names: AskedNames, path: [any CodingKey] = []) {
        self.value = value
        self.names = names
        codingPath = path
    }

    func wrongType(_ expected: WrittenJSONFault.Expected) -> WrittenJSONFault {
        .wrongType(path: JSONPath.text(codingPath), expected: expected)
    }

    func container<Key: CodingKey>(
        keyedBy type: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = value else { throw wrongType(.object) }
        names.opened(codingPath)
        return KeyedDecodingContainer(JSONMembers<Key>(members, of: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let values) = value else { throw wrongType(.list) }
        return JSONElements(values, of: self)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { value == .null }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let found: Any?
        switch type {
        case is String.Type:
            guard let text = value.text else { throw wrongType(.text) }
            found = text
        case is Bool.Type:
            guard case .flag(let flag) = value else { throw wrongType(.flag) }
            found = flag
        case let integer as any (FixedWidthInteger & Decodable).Type:
            found = try number(integer)
        case let fraction as any (BinaryFloatingPoint & LosslessStringConvertible).Type:
            guard let text = value.numberText, let number = fraction.init(text) else {
                throw wrongType(.number)
            }
            found = number
        default: return try type.init(from: self)
        }
        guard let found = found as? Value else { return try type.init(from: self) }
        return found
    }

    /// Exactly the number that is written, or none: `1.0` and `1e3` are no whole numbers.
    private func number<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        guard let text = value.numberText, let number = Number(text) else {
            throw wrongType(.wholeNumber(least: "\(Number.min)", most: "\(Number.max)"))
        }
        return number
    }
}

/// The members of an object by name.
private struct JSONMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let members: [String: JSONValue]
    private let place: JSONDecoding
    let allKeys: [Key]
    var codingPath: [any CodingKey] { place.codingPath }

    init(_ members: [JSONMember], of place: JSONDecoding) {
        self.place = place
        allKeys = members.compactMap { Key(stringValue: $0.name) }
        self.members = Dictionary(
            members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    private func find(_ key: Key) -> JSONValue? {
        place.names.asked(key.stringValue, at: codingPath)
        return members[key.stringValue]
    }

    private func member(_ key: Key) throws -> JSONDecoding {
        guard let value = find(key) else {
            throw WrittenJSONFault.missing(path: JSONPath.text(codingPath + [key]))
        }
        return JSONDecoding(
            value, names: place.names, path: codingPath + [JSONPath.Step(key.stringValue)])
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try member(key).decodeNil() }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try member(key).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try member(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try member(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { place }

    func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }
}

/// The elements of an array, one after another.
private struct JSONElements: UnkeyedDecodingContainer {
    private let values: [JSONValue]
    private let place: JSONDecoding
    private(set) var currentIndex = 0
    var codingPath: [any CodingKey] { place.codingPath }
    var count: Int? { values.count }
    var isAtEnd: Bool { currentIndex >= values.count }

    init(_ values: [JSONValue], of place: JSONDecoding) {
        self.values = values
        self.place = place
    }

    private func current() throws -> JSONDecoding {
        let path = codingPath + [JSONPath.Step(currentIndex)]
        guard !isAtEnd else { throw WrittenJSONFault.missing(path: JSONPath.text(path)) }
        return JSONDecoding(values[currentIndex], names: place.names, path: path)
    }

    mutating func decodeNil() throws -> Bool {
        guard try current().decodeNil() else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let found = try current().decode(type)
        currentIndex += 1
        return found
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        let container = try current().container(keyedBy: type)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try current().unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try current()
        currentIndex += 1
        return decoder
    }
}
