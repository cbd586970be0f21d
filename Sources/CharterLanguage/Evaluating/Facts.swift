/// What is known about one request, in the words of one vocabulary.
///
/// Every value is held as one 64-bit word at the index of its attribute; handles do not occur here.
package struct Facts: Sendable {
    package let index: VocabularyIndex
    var words: [Int64]
    var known: SIMD4<UInt64> = .zero
    /// Ids of the rules for which a waiver is active; they must be of the charter being asked.
    package var waived: [String] = []
    /// Ids of the rules whose escalation a panel has agreed to.
    package var satisfiedEscalations: [String] = []

    package init(_ index: VocabularyIndex) {
        self.index = index
        words = [Int64](repeating: 0, count: index.vocabulary.attributes.count)
    }

    /// Sets an attribute by its id; throws where it is unknown, of another type or out of range.
    package mutating func set(_ name: String, _ value: FactValue) throws(FactFault) {
        try set(at: try attribute(name), value)
    }

    /// Sets an attribute by its index in the vocabulary.
    package mutating func set(at attribute: Int, _ value: FactValue) throws(FactFault) {
        let name = index.vocabulary.attributes[attribute].name.id
        words[attribute] = try index.word(value, of: index.kinds[attribute], name: name)
        known[attribute >> 6] |= 1 << UInt64(attribute & 63)
    }

    /// Sets an enumeration by the id of its member; throws `unknownMember` where this vocabulary
    /// lacks it: the request is then malformed for this charter.
    package mutating func set(_ name: String, memberNamed member: String) throws(FactFault) {
        let attribute = try attribute(name)
        guard case .member(let type) = index.kinds[attribute] else { throw .wrongType(name) }
        guard let found = index.member(named: member, of: type) else {
            throw .unknownMember(member, of: name)
        }
        try set(at: attribute, .member(found))
    }

    /// Sets a set by the ids of its members; throws `unknownMember` where one is lacking.
    package mutating func set(
        _ name: String, membersNamed members: [String]
    ) throws(FactFault) {
        let attribute = try attribute(name)
        guard case .set(let type) = index.kinds[attribute] else { throw .wrongType(name) }
        var bits: UInt64 = 0
        for member in members {
            guard let found = index.member(named: member, of: type) else {
                throw .unknownMember(member, of: name)
            }
            bits |= 1 << UInt64(found)
        }
        try set(at: attribute, .set(bits))
    }

    private func attribute(_ name: String) throws(FactFault) -> Int {
        guard let attribute = index.attribute(named: name) else { throw .unknownName(name) }
        return attribute
    }

    /// The value of an attribute; nil while it is not set or where there is no such attribute.
    package func value(_ name: String) -> FactValue? {
        index.attribute(named: name).flatMap { value(at: $0) }
    }

    package func value(at attribute: Int) -> FactValue? {
        guard isKnown(attribute) else { return nil }
        return index.kinds[attribute].value(ofWord: words[attribute])
    }

    func isKnown(_ attribute: Int) -> Bool {
        known[attribute >> 6] >> UInt64(attribute & 63) & 1 == 1
    }

    /// The ids of the attributes that are not set, in the order of the vocabulary.
    package var missing: [String] {
        index.vocabulary.attributes.indices.filter { !isKnown($0) }
            .map { index.vocabulary.attributes[$0].name.id }
    }
}

extension Facts: Hashable {
    package static func == (left: Facts, right: Facts) -> Bool {
        left.words == right.words && left.known == right.known && left.waived == right.waived
            && left.satisfiedEscalations == right.satisfiedEscalations
            && left.index.vocabulary == right.index.vocabulary
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words)
        hasher.combine(waived)
    }
}

extension VocabularyIndex {
    /// The 64-bit word of a value of a kind; `name` is for the fault.
    func word(
        _ value: FactValue, of kind: ValueKind, name: String
    ) throws(FactFault) -> Int64 {
        switch (kind, value) {
        case (.bool, .bool(let flag)): return flag ? 1 : 0
        case (.member(let type), .member(let member)):
            guard vocabulary.types[type].members.indices.contains(member) else {
                throw .outOfRange(name)
            }
            return Int64(member)
        case (.set(let type), .set(let bits)):
            let count = vocabulary.types[type].members.count
            guard count == 64 || bits >> UInt64(count) == 0 else { throw .outOfRange(name) }
            return Int64(bitPattern: bits)
        case (.integer(let low, let high), .integer(let value)):
            guard value >= low, value <= high else { throw .outOfRange(name) }
            return value
        case (.instant, .instant(let value)):
            guard CivilTime.instants.contains(value) else { throw .outOfRange(name) }
            return value
        default: throw .wrongType(name)
        }
    }
}

extension ValueKind {
    /// The value that a word stands for; handles have none.
    func value(ofWord word: Int64) -> FactValue {
        switch self {
        case .bool: .bool(word != 0)
        case .member: .member(Int(word))
        case .set: .set(UInt64(bitPattern: word))
        case .integer: .integer(word)
        case .instant: .instant(word)
        case .party, .ruleName, .text:
            preconditionFailure("a handle has no word of its own: \(self)")
        }
    }
}
